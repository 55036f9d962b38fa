# ترتيب الواجهات: المانشيت وكتل الأقسام وشريط العاجل.

fronts = الواجهات
front = الواجهة
front-own = الصفحة الأولى
who-and-when = { $who }، { $at }
place-slot = المانشيت { $slot }
place-lead = { $section }، الخبر الأول
place-line = { $section }، السطر { $line }
place-by-rule = { $place } (بالقاعدة)
last-hours = آخر { $hours } ساعة

## Which there are
front-place-story = ضعه في واجهة
front-choose-for = أين يوضع:
front-draft-of = في المسودة تغييرات: { $who }
front-as-readers = مطابقة لما لدى القراء
front-waiting = بانتظار ساعتها: { $count }
front-alarms = تحتاج إلى نظر: { $count }
front-stands = مكانه: { $place }

## Arranging
front-past = الترتيبات السابقة
front-to-readers = إلى القراء
front-reset = اترك المسودة وعُد إلى ما لدى القراء
front-outdated = تغيّرت واجهة القراء بعد بدء هذه المسودة: { $who }. إن نشرتَ حلّت المسودة محل ذلك التغيير.
front-slots = المانشيت
front-rule = تملأ القاعدة الأماكن الخالية: الأكثر إلحاحًا والأحدث خلال 24 ساعة أولًا، ثم الأحدث. لا يوضع خبر مرتين، ولا خبر ثانٍ عن الحدث نفسه. وما وُضع باليد يبقى في مكانه.
front-rule-section = ما وُضع باليد وحده يتصدر؛ وتتبعه أحدث أخبار القسم.
front-blocks = كتل الأقسام
front-rule-blocks = تأخذ الأماكن الخالية في الكتلة أحدث أخبار القسم التي لا تقف في مكان آخر من الصفحة.
front-open = خالٍ
front-by-rule = بالقاعدة
front-gone = لم يعد منشورًا؛ يُترك عند النشر.
front-instead = في مكانه:
front-same-event = الحدث نفسه في الصفحة مرة أخرى: { $headline }
front-open-story = افتح الخبر
front-move = انقل
front-place = ضع
front-up = إلى أعلى
front-down = إلى أسفل
front-out = أخرج
front-keep = أبقِه هنا
front-put-here = ضعه هنا
front-put-at = ضعه هنا: { $place }
front-is-here = هو هنا الآن
front-picked = الخبر المراد وضعه:
front-put-down = تراجع
front-lines = الأسطر
front-lines-set = طبّق
front-hide = أزل من الصفحة
front-show = أعد إلى الصفحة
front-is-hidden = هذه الكتلة ليست في الصفحة.
front-stories = الأخبار المنشورة
front-words = بحث
front-section = القسم
front-hours = وقت النشر
front-absent = ما ليس في الصفحة فقط
front-no-stories = لا خبر يطابق هذا.
front-put = ”{ $headline }“ يقف الآن هنا: { $place }.
front-taken-out = أُخرج ”{ $headline }“.
front-fell-out = لم يبق مكان لـ ”{ $headline }“.
front-not-live = لا يوضع هنا خبر لا يراه القراء.
front-moved-meanwhile = نقل شخص آخر ”{ $headline }“ في هذه الأثناء؛ مكانه الآن { $place }. لم يتغير شيء، فانظر ثانية.
front-out-meanwhile = أخرج شخص آخر ”{ $headline }“ في هذه الأثناء. لم يتغير شيء، فانظر ثانية.
front-taken-meanwhile = وضع شخص آخر ”{ $headline }“ في { $place } في هذه الأثناء. لم يُكتب فوق شيء، فانظر ثانية.
front-opened-meanwhile = أخلى شخص آخر { $place } في هذه الأثناء. لم يتغير شيء، فانظر ثانية.
front-changed-meanwhile = غيّر شخص آخر هذا في هذه الأثناء. لم يُكتب فوق شيء، فانظر ثانية.
front-no-such-place = لا مكان كهذا.
front-lines-wrong = في الكتلة { $most } أسطر على الأكثر.

## Said aloud
front-said-picked = في يدك: { $headline }. اختر المكان بالأسهم، وضعه بمفتاح المسافة، وتراجع بمفتاح Escape.
front-said-target = { $place }. فيه الآن: { $headline }
front-said-target-open = { $place }. خالٍ.
front-said-back = تُرك في مكانه: { $headline }
front-said-failed = تعذر الإرسال ولم يتغير شيء. تحقق من الاتصال وحاول ثانية.
front-said-others = غيّر شخص آخر المسودة؛ وحُدّثت الصفحة.
front-said-out = ما يُترك هنا يخرج من الصفحة.

## To readers
front-back = العودة إلى الترتيب
front-act-draft = المسودة إلى القراء
front-act-past = ترتيب سابق
front-act-scheduled = ترتيب ينتظر ساعته
front-made-by = { $who }، { $at }
front-set-by = ضبطه { $who }. ساعته: { $at }
front-will-leave-out = تُترك هذه الأخبار التي لم يعد القراء يرونها:
front-otherwise = ما يختلف عن الآن
front-to-rule = يُترك للقاعدة
front-instead-of = – بدلًا من:
front-instead-of-rule = – بدلًا مما اختارته القاعدة
front-blocks-changed = يتغير ترتيب كتل الأقسام أو طولها أو ظهورها.
front-nothing-otherwise = لا شيء يختلف: هذا ما لدى القراء.
front-will-publish = سيرى القراء هذا الترتيب فورًا على:
front-do-publish = انشر الآن
front-do-schedule = انشر في تلك الساعة
front-into-draft = أو إلى المسودة
front-draft-lost = تضيع بذلك تغييرات المسودة.
front-do-draft = ضعه في المسودة
front-look = الصفحة كما سيراها القراء
front-width = العرض
front-phone = هاتف
front-wide = شاشة عريضة
front-scheduled-for = ساعة النشر: { $at }
front-refused = ما ضُبط لـ { $at } لم يُنشر:
front-left-out = نُشر ترتيب { $at } من دون:
front-look-at = انظر
front-seen = رأيت
front-past-why = هنا كل ترتيب رآه القراء. انظر إلى أحدها، أو ضعه في المسودة، أو انشره من جديد.
front-is-now = لدى القراء الآن
front-band-only = شريط العاجل
front-placed = الموضوع باليد: { $count }
front-no-past = لم يرتب أحد هذه الواجهة بعد؛ تملؤها القاعدة كلها.
front-done-published = يرى القراء الترتيب الجديد.
front-done-scheduled = يُنشر في تلك الساعة.
front-done-unscheduled = أُزيل.
front-done-put-back = هو في المسودة.
front-done-reset = تُركت المسودة؛ وهذا ما لدى القراء.
front-done-blocks = تغيرت الكتل.
front-done-band = شريط العاجل ظاهر الآن.
front-done-band-end = أُزيل شريط العاجل.

## The breaking band
breaking-band = شريط العاجل
band-none = لا شريط الآن.
band-until = حتى { $at }
band-set = عاجل
band-set-picked = ضع الخبر المختار في الشريط
band-change = غيّر
band-stands = في الشريط الآن:
band-of-story = يأتي هذا الشريط من حقل في الخبر؛ لإنهائه قبل ساعته:
band-will = يقف هذا السطر فوق كل صفحات هذه الطبعة حتى الساعة التي تحددها، ثم يزول من تلقاء نفسه.
band-will-replace = ويحل محل ما في الشريط الآن.
band-how-long = كم يبقى
for-hours = { $hours ->
    [one] ساعة
    [two] ساعتان
    [few] { $hours } ساعات
   *[other] { $hours } ساعة
}
band-until-hour = حتى هذه الساعة
band-do-set = ضعه في الشريط
band-do-end = أزل الشريط الآن
band-end-will = هذا الخبر في شريط العاجل حتى { $at }. عند الضغط على الزر يُرفع الشريط حالا عن كل صفحات القراء، ويبقى الخبر منشورا كما هو.
band-end-none = هذا الخبر ليس في الشريط الآن.
done-band-end = رُفع الشريط.
band-end-wrong = يجب أن تكون نهاية الشريط لاحقة، وبعد { $most } ساعة على الأكثر.
band-choose = اختر خبر الشريط من القائمة بجانب الترتيب.

## Who did what
audit-front = نشر واجهة:
audit-front-schedule = ضبط ساعة لواجهة:
audit-front-unschedule = ألغى ساعة واجهة:
audit-front-band = غيّر شريط العاجل:
audit-band-end = رفع شريط
