## Links to what is not published yet
share-preview = رابط معاينة
preview-how = كل من لديه الرابط يرى المادة كما هي الآن من دون دخول المكتب، ولا يرى شيئا سواها. ينتهي الرابط عند موعده، أو حين تنهيه، أو حين تُنشر المادة.
preview-for = لمن
preview-for-how = مثل «القسم القانوني» أو اسم الشخص. يظهر في القائمة وعلى صفحة من يقرأ.
preview-lasts = المدة
preview-days = { $days ->
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
   *[other] { $days } يوما
}
preview-make = إنشاء رابط
preview-link-for = أعط هذا الرابط إلى:
preview-link-once = يُعرض هذه المرة فقط.
preview-links = الروابط المفتوحة
preview-none = لا روابط مفتوحة.
preview-until = حتى
preview-end = إنهاء
preview-is-public = وصلت هذه المادة إلى القراء: أعط عنوانها بدلا من رابط المعاينة. الروابط السابقة تقود إليه أيضا، ولا تقود إلى شيء إن سُحبت المادة.
preview-name-missing = يرجى ذكر لمن الرابط.
preview-days-wrong = يدوم الرابط يوما أو ثلاثة أيام أو سبعة.
preview-unpublished = غير منشور
preview-bar = إلى { $name }، ولا يُمرَّر إلى غيره. ينتهي في { $until }.
preview-story = المادة

## Translations
translation-same-edition = تبدأ الترجمة في طبعة أخرى.

## Who did what
audit-preview = أنشأ رابط معاينة:
audit-preview-end = أنهى رابط معاينة:
audit-translate = بدأ ترجمة
