# The board: views, filters, search, several stories at once.

## Views and filters
board-views = طرق العرض
in-my-hands = ما بين يديّ
forget-view = حذف العرض
keep-view = احفظ هذا العرض
keep-view-do = احفظ
view-name = اسم العرض
view-kept = حُفظ العرض.
view-gone = حُذف العرض.
view-unnamed = سمِّ العرض من فضلك.
view-too-many = يمكن حفظ { $most } من طرق العرض على الأكثر. احذف واحدا أولا.
find-words = البحث عن خبر
find-words-how = العنوان أو المقدمة أو الوسم أو التوقيع أو رقم الخبر؛ ويكفي أول الكلمة.
board-section = القسم
board-part = صلته بالخبر
part-any = أي صلة
part-begun = بدأه
part-saved = حفظه آخر مرة
part-assigned = بين يديه
saved-since = آخر حفظ
board-whenever = في أي وقت
hours-1 = في الساعة الأخيرة
hours-24 = في آخر 24 ساعة
hours-72 = في الأيام الثلاثة الأخيرة
hours-168 = في الأيام السبعة الأخيرة
hours-720 = في الأيام الثلاثين الأخيرة
board-widen = إزالة التصفية

## Rows
select-story = تحديد الخبر
in-hands-of = بين يدي:
is-writing = يكتب الآن:

## Live
news-count = أخبار جديدة: { $count }
news-show = عرض
news-off = انقطع الاتصال وتجري إعادته. القائمة كما كانت عند { $at }.
news-ended = انتهت جلستك. سجّل الدخول من جديد.
news-many = تغيّر الكثير. حدّث القائمة.

## Keys
board-keys = الاختصارات
key-next = الخبر التالي
key-before = الخبر السابق
key-open = فتح الخبر
key-select = تحديد الخبر
key-find = بحث
key-anew = تحديث القائمة
key-keys = إظهار هذه القائمة

## Several at once
together = الأخبار المحددة
together-go = متابعة
together-chosen = المحدد: { $count }
together-publication = نشر
together-schedule = جدولة
together-withdrawal = سحب
together-section = نقل إلى قسم
together-tag = إضافة وسم
together-assignment = تسليم إلى شخص

## The page before, and after
back-to-board = العودة إلى الأخبار
together-title-publication = نشر معا
together-title-schedule = جدولة معا
together-title-withdrawal = سحب معا
together-title-section = نقل إلى قسم
together-title-tag = إضافة وسم
together-title-assignment = تسليم إلى شخص
together-sentence-publication = تصل الأخبار المؤشّرة (عددها { $count }) إلى القراء فور الضغط على الزر.
together-sentence-schedule = تصل الأخبار المؤشّرة (عددها { $count }) إلى القراء من تلقاء نفسها في الساعة التي تكتبها.
together-sentence-withdrawal = لن يتمكن أحد من قراءة الأخبار المؤشّرة (عددها { $count })، وستذكر عناوينها أنها سُحبت وسبب ذلك.
together-sentence-section = يصبح القسم الذي تختاره القسم الرئيس للأخبار المؤشّرة (عددها { $count }).
together-sentence-tag = يُضاف الوسم الذي تكتبه إلى الأخبار المؤشّرة (عددها { $count }).
together-sentence-assignment = تنتقل الأخبار المؤشّرة (عددها { $count }) إلى يدي من تختاره.
together-do-publication = انشر الآن
together-do-schedule = انشر في تلك الساعة
together-do-withdrawal = اسحب
together-do-section = انقل
together-do-tag = أضف
together-do-assignment = سلّم
together-nothing = لا يمكن فعل ذلك بأي من الأخبار المحددة.
together-none = حدد أخبارا أولا.
together-many = يمكن تحديد { $most } خبر على الأكثر في المرة الواحدة.
together-done = تم ذلك في { $done } من أصل { $all }.
board-not-done = لم يتم:
board-not-possible = غير ممكن:
board-leave-it = تراجع
board-choose = اختر
board-tag = الوسم
will-be-published = يصل إلى القراء
will-be-updated = يُحدَّث ما عند القراء
will-be-scheduled = يصل إلى القراء في الساعة المكتوبة
will-lose-its-hour = يصل إلى القراء حالا؛ وتسقط الساعة المحددة { $at }
will-be-withdrawn = يُسحب من القراء
will-move = الآن: { $section }
will-move-ahead = الآن: { $section }؛ ويرى القراء التغيير مع التحديث التالي
will-be-tagged = يُضاف الوسم
will-be-tagged-ahead = يُضاف الوسم ويراه القراء مع التحديث التالي
will-be-handed = الآن بين يدي: { $person }
was-published = وصل إلى القراء.
was-updated = يرى القراء النص الجديد.
was-scheduled = جُدول لموعد { $at }.
was-withdrawn = سُحب.
was-moved = صار في قسمه الجديد.
was-tagged = أُضيف الوسم.
was-handed = بين يدي: { $person }
why-not-live = ليس عند القراء
why-other-edition = القسم لطبعة أخرى
why-same-section = هو في ذلك القسم أصلا
why-same-tag = له هذا الوسم أصلا
why-no-tag = الوسم فارغ
why-no-person = لا يعمل هنا أحد بهذه الصفة
why-not-for-them = لا يحق لهذا الشخص أن يكتب هذا الخبر
why-changed = تغيّر بعد فتح هذه الصفحة؛ انظر من جديد
why-gone = لا يوجد خبر كهذا
no-section = بلا قسم
audit-section = غيّر قسم:
audit-tag = وسم:
audit-assignment = سلّم:
