# The words of the picture library.

pictures = الصور
pictures-choose = اختر صورًا من هذا الجهاز
pictures-how = ‏JPEG أو PNG أو WebP أو GIF، حتى { $megabytes } م.ب لكل صورة. يمكنك أيضًا سحبها إلى هذه الصفحة أو لصقها.
pictures-send = أرسل
pictures-find = البحث عن صور
pictures-words = كلمات
pictures-terms = حقوق الاستخدام
terms-ended = انتهت
terms-end-soon = تنتهي قريبًا
pictures-used = الاستخدام
used-yes = ظهرت في أخبار
used-no = لم تُستخدم قط
pictures-none = لا صور بعد. أرسل أولاها من الأعلى.
pictures-none-found = لا صورة تطابق هذا البحث. جرّب كلمات أقل.
pictures-ended-live = صور انتهت حقوقها ما زالت منشورة
pictures-ended-live-why = انتهت حقوق استخدام الصور في هذه الأخبار. بدّل الصورة أو مدّد الحقوق.
pictures-taken = أُضيف إلى المكتبة: { $count }.
pictures-form-broken = لم تصل الملفات كاملة ولم يُؤخذ أي منها. أرسلها من جديد.
pictures-no-file = اختر ملفًا أولًا.
picture-stories = { $count ->
    [zero] في { $count } خبر
    [one] في خبر واحد
    [two] في خبرين
    [few] في { $count } أخبار
    [many] في { $count } خبرًا
   *[other] في { $count } خبر
}
pictures-back = العودة إلى الصور
picture-back = العودة إلى الصورة
picture-open = افتح الصورة
required = مطلوب
picture-alt = وصف لمن لا يرى الصورة
picture-alt-how = ماذا يظهر في الصورة؟ جملة أو جملتان، دون تكرار التعليق.
picture-caption = التعليق
picture-credit = المصدر
picture-rights = الرخصة وحقوق النشر
picture-rights-until = الحقوق سارية حتى
picture-rights-until-how = بما في ذلك ذلك اليوم. إن تُرك فارغًا فلا تنتهي. الصورة التي انتهت حقوقها لا تُنشر من جديد.
picture-usage-note = ملاحظة استخدام
picture-usage-note-how = للمكتب وحده: حظر نشر، «مع هذا الخبر فقط»، إذن هاتفي…
rights-own = صورة من مصورينا
rights-agency = اشتراك وكالة
rights-handout = صورة من بيان صحفي
rights-free = ملك عام
picture-focus = نقطة التركيز
picture-focus-how = النقطة التي يجب أن تظهر كيفما قُصّت الصورة. المس الصورة أو استخدم الأسهم أو اكتبها بالنسبة المئوية.
picture-focus-x = من اليسار ٪
picture-focus-y = من الأعلى ٪
picture-crops = القصّات
picture-too-small = الصورة أصغر من هذه القصّة
picture-found = ما يقوله الملف عن نفسه:
picture-save = احفظ
picture-saved = حُفظ. ما كُتب في الأخبار من قبل لا يتغير.
picture-wrong-date = هذا ليس يومًا: اكتب السنة والشهر واليوم.
picture-wrong-focus = نقطة التركيز عددان من 0 إلى 100؛ اترك كليهما فارغًا إن لم تردها.
picture-where = أين استُخدمت
picture-nowhere = لا خبر يعرضها.
picture-only-live = ليست في النص الجديد وما زالت عند القراء
picture-hidden-uses = { $count ->
    [zero] وفي { $count } مسودة لآخرين.
    [one] وفي مسودة واحدة لغيرك.
    [two] وفي مسودتين لآخرين.
    [few] وفي { $count } مسودات لآخرين.
    [many] وفي { $count } مسودة لآخرين.
   *[other] وفي { $count } مسودة لآخرين.
}
picture-near = صور شبيهة
picture-likeness = تشابه { $percent }٪
picture-used-on = استُخدمت في { $day } مع «{ $headline }»
picture-no-alt = بلا وصف
picture-no-credit = بلا مصدر
picture-no-rights = بلا رخصة
picture-ended = انتهت الحقوق:
picture-ended-what = لا يمكن نشرها من جديد.
picture-end-soon = تنتهي الحقوق:
picture-too-large = الملف كبير جدًا: يُقبل حتى { $megabytes } م.ب.
picture-too-many-pixels = الصورة كبيرة جدًا: يُقبل حتى 100 ميغابكسل.
picture-vector = رسوم SVG لا تُقبل لأنها قد تحوي نصوصًا برمجية. احفظها PNG بعرض 1200 بكسل على الأقل.
picture-unknown-format = هذا ليس JPEG ولا PNG ولا WebP ولا GIF.
picture-damaged = الملف تالف ولا يُفتح. خذه من مصدره من جديد.
picture-busy = صور كثيرة في الطريق. أعد المحاولة حين يصل بعضها.

## Blurring
picture-blur = اجعل أجزاء غير قابلة للتعرّف
picture-is-blurred = أجزاء من هذه الصورة أُخفيت معالمها.
blur-why = علّم ما لا يجوز أن يراه القراء: وجوه أطفال، لوحات سيارات، عناوين.
blur-how = ارسم على الصورة أو اكتب بالنسبة المئوية.
blur-part = الجزء { $number }
blur-left = من اليسار ٪
blur-top = من الأعلى ٪
blur-width = العرض ٪
blur-height = الارتفاع ٪
blur-nobody-sees = لا قارئ يرى هذه الصورة الآن.
blur-will-update = { $count ->
    [zero] سيُحدَّث { $count } خبر منشور فورًا ولن يرى القراء إلا الصورة الجديدة:
    [one] سيُحدَّث خبر منشور واحد فورًا ولن يرى القراء إلا الصورة الجديدة:
    [two] سيُحدَّث خبران منشوران فورًا ولن يرى القراء إلا الصورة الجديدة:
    [few] ستُحدَّث { $count } أخبار منشورة فورًا ولن يرى القراء إلا الصورة الجديدة:
    [many] سيُحدَّث { $count } خبرًا منشورًا فورًا ولن يرى القراء إلا الصورة الجديدة:
   *[other] سيُحدَّث { $count } خبر منشور فورًا ولن يرى القراء إلا الصورة الجديدة:
}
blur-drafts = { $count ->
    [zero] تتغير الصورة في { $count } مسودة أيضًا.
    [one] تتغير الصورة في مسودة واحدة أيضًا.
    [two] تتغير الصورة في مسودتين أيضًا.
    [few] تتغير الصورة في { $count } مسودات أيضًا.
    [many] تتغير الصورة في { $count } مسودة أيضًا.
   *[other] تتغير الصورة في { $count } مسودة أيضًا.
}
blur-near = الصور الشبيهة بها تبقى كما هي؛ افتحها أيضًا إن لزم:
blur-kept = يُحفظ الأصل، ولا يُعرض منه شيء على القراء بعد ذلك.
blur-do = أخفِ المعالم
blur-do-live = أخفِ المعالم وحدّث الأخبار
blur-done = لا يرى القراء من الآن إلا هذه الصورة.
blur-no-region = علّم جزءًا واحدًا على الأقل، وكل جزء داخل الصورة.
blur-not-yours = يعرض هذه الصورةَ خبرٌ لا يحق لك نشره. اطلب ذلك من محرر.

## Before publication
check-picture-rights-ended = انتهت حقوق استخدام صورة.
check-picture-no-alt = صورة بلا وصف لمن لا يراها.
check-picture-no-credit = صورة بلا مصدر.
check-picture-no-rights = صورة بلا رخصة.

## Who did what
audit-picture = أضاف صورة:
audit-picture-change = غيّر ما يُقال عن صورة:
audit-picture-blur = أخفى معالم أجزاء من صورة:
