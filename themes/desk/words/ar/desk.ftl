# The words of the desk.

## Around the page
skip = تخطَّ إلى المحتوى
desk = المكتب
board = اللوحة
people = الأشخاص
audit = من فعل ماذا
to-the-paper = إلى الصحيفة
sign-out = تسجيل الخروج
older = الأقدم
show = أظهر
all = الكل
do = إجراءات
request-number = رقم الطلب:

## Coming in
set-up = إعداد غرفة الأخبار
set-up-why = لا أحد يعمل هنا بعد. من يملأ هذا أولًا يدير غرفة الأخبار: له كل الصلاحيات ويدعو الآخرين.
set-up-do = ابدأ
set-up-done = غرفة الأخبار لك. أهلًا بك.
name = الاسم
email = البريد الإلكتروني
password = كلمة المرور
password-how = { $letters } حرفًا على الأقل. جملة كاملة خيار جيد، ولا شرط آخر.
sign-in = تسجيل الدخول
sign-in-do = ادخل
sign-in-forgotten = إن نسيت كلمة المرور فاطلب رابطًا جديدًا ممن يدير غرفة الأخبار.
sign-in-wrong = البريد وكلمة المرور لا يتطابقان.
sign-in-wait = محاولات كثيرة. حاول مجددًا بعد { $seconds } ثانية.
password-short = يجب ألا تقل كلمة المرور عن { $letters } حرفًا.
name-missing = يرجى كتابة الاسم.
email-wrong = هذا ليس عنوان بريد.
email-taken = هذا العنوان مستخدم هنا.
join = اختر كلمة المرور
join-why = يعمل هذا الرابط مرة واحدة. بعدها تدخل بعنوانك وكلمة المرور هذه.
join-do = احفظ وادخل
join-over = استُخدم هذا الرابط أو انتهت صلاحيته. اطلب رابطًا جديدًا.
forgery = لم يُرسل هذا النموذج من هذا المكتب أو صار قديمًا. لم يُنفَّذ شيء. حاول مجددًا.

## Sessions
sessions = جلساتي
sessions-why = أنهِ ما لا تعرفه واطلب رابطًا جديدًا لكلمة المرور.
this-session = هذه الجلسة
since = منذ
last-seen = آخر ظهور
end-session = أنهِ
end-others = أنهِ كل الجلسات الأخرى
sessions-ended = أُنهيت: { $count }.

## Board
my-stories = موادي
only-mine = موادي فقط
begin-story = مادة جديدة
filter = أي المواد
edition = الطبعة
stage = المرحلة
stage-draft = مسودة
stage-scheduled = مجدولة
stage-live = منشورة
stage-withdrawn = مسحوبة
ahead = تغيرت بعد النشر
no-headline = بلا عنوان بعد
saved-by = حفظها
see-live = كما يراها القراء
late = لم تُنشر في موعدها:
empty-board = لا شيء هنا. ابدأ مادة جديدة أو وسّع العرض.

## A story
story = المادة
preview = معاينة
editor-needs-script = الكتابة هنا تحتاج إلى JavaScript. بقية المكتب تعمل من دونه.
back-to-story = عودة إلى المادة
act-publication = نشر
act-update = تحديث
act-correction = تصحيح
act-withdrawal = سحب
checks = قبل النشر
check-blocking = يجب إصلاحه:
check-warning = انتبه:
check-no-headline = لا عنوان.
check-no-section = لم يُختر قسم.
check-no-source = لا كاتب ولا وكالة.
check-no-body = لا نص.
check-no-picture = لا صورة رئيسية.
check-long-headline = العنوان طويل.
check-no-standfirst = لا مقدمة.
check-refused = تمنعه قواعد غرفة الأخبار:
check-nothing-new = هذا بالضبط ما لدى القراء.
check-finding = وُجد في النص:
blocked = لا يمكن نشره هكذا.
will-publish = سيتمكن الجميع من قراءتها فورًا على
will-update = سيرى القراء النص الجديد فورًا مع ساعة التحديث على
will-correct = سيرى القراء النص الجديد والملاحظة فورًا في المادة وفي صفحة التصحيحات على
will-withdraw = لن يتمكن أحد من قراءتها. سيقول عنوانها إنها سُحبت ولماذا:
do-publish = انشر الآن
do-update = حدّث الآن
do-correct = صحّح علنًا
do-withdraw = اسحبها
schedule = أو في ساعة محددة
schedule-at = اليوم والساعة
do-schedule = انشر في تلك الساعة
do-unschedule = ألغِ الموعد
scheduled-for = تُنشر { $at }
correction-note = ما كان خطأ، كما يُقال للقراء
withdrawal-reason = ما يُقال للقراء مكانها
withdrawal-authority = المحكمة أو الجهة إن كان بأمر
withdrawal-authority-how = عندها يجيب العنوان بـ 451 ولا يمكن نشر المادة مجددًا.
done-publication = نُشرت.
done-update = النص الجديد لدى القراء.
done-correction = صُحّحت علنًا.
done-withdrawal = سُحبت.
done-schedule = ستُنشر في تلك الساعة.
done-unschedule = أُلغي الموعد.
changed-meanwhile = تغيرت المادة بعد فتح هذه الصفحة. راجعها مجددًا.
hour-missing = يرجى تحديد اليوم والساعة.
hour-passed = مضت تلك الساعة.

## People
role = الدور
beats = أين
beats-how = طبعات أو أقسام مثل tr أو tr/spor تفصل بينها مسافة. فارغ: في كل مكان.
role-contributor = مساهم
role-contributor-does = يكتب مواده ولا يرى غيرها
role-reporter = مراسل
role-reporter-does = يكتب ويقرأ ما يكتبه الزملاء ويحرره
role-editor = محرر
role-editor-does = ينشر ويصحح ويسحب
role-chief-editor = رئيس التحرير
role-chief-editor-does = يرتب الواجهة ويفتح الأقسام ويسحب بأمر
role-administrator = مدير
role-administrator-does = يدير الأشخاص والإعدادات إلى جانب كل شيء
invite = ادعُ شخصًا
invite-do = أنشئ دعوة
invitation-for = أعطِ هذا الرابط إلى
invitation-once = يعمل مرة واحدة خلال ثلاثة أيام ولا يظهر إلا الآن.
new-link = رابط جديد لكلمة المرور
not-joined = لم يدخل بعد
shut-out = محظور
shut-out-do = احظر
let-in = اسمح بالدخول
shut-out-done = أُخرج من كل مكان ولا يمكنه الدخول.
let-in-done = يمكنه الدخول مجددًا.
beats-wrong = لا توجد طبعة أو قسم بهذا الاسم: { $word }

## Who did what
audit-why = ما فعله الأشخاص في المكتب ومن أين. وما رآه القراء مسجل في السجل.
when = متى
person = من
what = ماذا
from-where = من أين
nobody = لا أحد
audit-set-up = أعدّ غرفة الأخبار
audit-sign-in = سجّل الدخول
audit-sign-in-failed = لم يتمكن من الدخول باسم
audit-sign-out = سجّل الخروج
audit-sessions = أنهى جلسات
audit-invite = دعا
audit-link = أنشأ رابطًا جديدًا لـ
audit-join = اختار كلمة مرور
audit-disable = حظر
audit-enable = سمح بدخول
audit-begin = بدأ
audit-publication = نشر
audit-schedule = جدول
audit-unschedule = ألغى موعد
audit-correction = صحّح
audit-withdrawal = سحب

## What goes wrong
wrong-403 = لا يُسمح لك بهذا
wrong-404 = لا شيء هنا
wrong-500 = حدث خطأ هنا
wrong-503 = تعذر الوصول إلى غرفة الأخبار الآن
wrong-400 = تعذر فهم هذا
wrong-text = لم يضع شيء مما كتبت: يحتفظ به المحرر على هذا الجهاز وعلى الخادم.
