# Words of signing in, of people's own pages, and of the letters that go out to them.

## The second step
second-step = خطوة أخرى
second-step-app = كلمة المرور صحيحة. اكتب الآن الأرقام الستة التي يعرضها تطبيق المصادقة.
second-step-codes = كلمة المرور صحيحة. استخدم الآن مفتاح المرور أو أحد رموز الاسترداد.
code = الرمز
code-how = يصلح هنا رمز الاسترداد أيضًا.
code-wrong = هذا الرمز غير صحيح أو سبق استخدامه.
code-wrong-clock = هذا الرمز غير صحيح. إن تكرر ذلك فتأكد أن هاتفك يضبط ساعته تلقائيًا.
second-step-do = ادخل
second-step-lost = إن لم يكن لديك أي منهما فراجع من يدير غرفة الأخبار.
back-to-sign-in = عودة إلى تسجيل الدخول
sign-in-passkey = ادخل بمفتاح مرور
use-passkey = استخدم مفتاح مرور
passkey-stopped = أُوقفت العملية أو انتهى وقتها. حاول مجددًا أو استخدم كلمة المرور.
passkey-failed = لم يتمكن المتصفح من ذلك. استخدم كلمة المرور أو جرّب متصفحًا آخر.
passkey-wrong = لم يُقبل مفتاح المرور هذا. حاول مجددًا؛ وإن كان قد أزيل من هنا فأزله من جهازك أيضًا.
passkey-copied = لم يُقبل مفتاح المرور هذا: رجع عدّاده إلى الوراء كأنه نُسخ. أزله وأنشئ مفتاحًا جديدًا.
passkey-known = على هذا الجهاز مفتاح مرور لك بالفعل.

## Showing once more that it is you
confirm = أما زلت أنت؟
confirm-why = قبل أن تغيّر ما يفتح الأبواب أثبت مرة أخرى أنك أنت. يسري ذلك عشر دقائق.
confirm-do = أثبت أنني أنا
confirm-keeps = ما ملأته محفوظ، وترسله بعد أن تثبت أنك أنت.
confirm-kept = استمارتك جاهزة
confirm-kept-why = بقيت كما ملأتها، ولم يُنفَّذ شيء بعد.
confirm-kept-do = أرسل الاستمارة
confirm-kept-leave = تراجع
confirm-first = لتغيير شيء هنا أثبت مرة أخرى أنك أنت.
password-wrong = هذه ليست كلمة مرورك.

## A forgotten password
forgotten = نسيت كلمة المرور؟
forgotten-why = اكتب عنوانك. إن كنت تعمل هنا فستصلك خلال دقيقة رسالة فيها رابط.
forgotten-do = أرسل لي رابطًا
forgotten-sent = إن كان أحد يعمل هنا بهذا العنوان فالرسالة في الطريق إليه. يعمل رابطها مرة واحدة وخلال ساعة.

## My own page
me = حسابي
me-short = الحساب
my-name-how = كما يراه الزملاء في المكتب. تبقى أسماء الكتّاب في المواد كما هي.
keep = احفظ
new-password = كلمة مرور جديدة
old-password = كلمة المرور الحالية
change-password = غيّر كلمة المرور
done-name = تغيّر اسمك.
done-password = تغيّرت كلمة مرورك.

## Ways in
ways-in = طرق الدخول
ways-in-why = كلمة المرور وحدها قد تُخمَّن أو تُقرأ من خلفك أو تُكتب في صفحة مزيفة. كل واحدة من هذه الطرق تجعلها بلا نفع لغيرك.
passkey = مفتاح مرور
passkeys = مفاتيح المرور
passkeys-why = يفتح هاتفك أو حاسوبك المكتب بالإصبع أو الوجه أو رقم. الأسرع والأكثر أمانًا: لا تستطيع صفحة أن تخدعك فتأخذه منك.
passkeys-not-here = لا تستخدم المتصفحات مفاتيح المرور في هذا العنوان: تحتاج غرفة الأخبار إلى اسم نطاق وعنوان يبدأ بـ https.
passkeys-need-script = تحتاج مفاتيح المرور إلى JavaScript.
passkey-name = ماذا تسميه
passkey-name-how = مثل «حاسوب المكتب» أو «هاتفي».
passkey-add = أضف مفتاح مرور
passkey-remove-sure = لن يُدخلك بعد ذلك. أزله من جهازك أيضًا.
last-used = آخر استخدام
never-used = لم يُستخدم بعد
rename = غيّر الاسم
remove = أزل
one-time = رموز لمرة واحدة
one-time-why = بعد كلمة المرور تكتب ستة أرقام يعرضها تطبيق في هاتفك.
one-time-is-on = الرموز لمرة واحدة مفعّلة
one-time-is-off = بلا رموز لمرة واحدة
one-time-set-up = إعداد الرموز لمرة واحدة
one-time-scan = افتح تطبيق مصادقة في هاتفك ودعه يقرأ هذا المربع.
one-time-square = مربع لتطبيق المصادقة؛ والنص تحته يقول الشيء نفسه.
one-time-type = إن تعذّر ذلك فاكتب هذا في التطبيق:
one-time-show = اكتب الأرقام الستة التي يعرضها لنتأكد أنه يعمل.
one-time-turn-on = فعّل
one-time-on = فُعّلت الرموز لمرة واحدة. وأُنهيت جلساتك في كل مكان آخر.
one-time-turn-off = عطّل
one-time-off-sure = بعد ذلك تكفي كلمة المرور وحدها للدخول.
recovery-codes = رموز الاسترداد
recovery-codes-why = ليوم لا يكون فيه هاتفك معك. كل رمز يُدخلك مرة واحدة بدل رمز التطبيق.
codes-left =
    { $count ->
        [0] لم يبق أي رمز استرداد.
        [one] بقي رمز استرداد واحد.
        [two] بقي رمزا استرداد.
        [few] بقيت { $count } رموز استرداد.
       *[other] بقي { $count } رمز استرداد.
    }
codes-make = أنشئ رموزًا جديدة
codes-make-sure = تتوقف القديمة عن العمل فورًا.
codes-new = هذه رموزك الجديدة. القديمة لم تعد تعمل.
codes-once = اطبعها أو احفظها في مدير كلمات مرور. تُعرض الآن فقط، وكل رمز يعمل مرة واحدة.
codes-kept = حفظتها
few-codes = بقي لك القليل من رموز الاسترداد. أنشئ رموزًا جديدة.
done-one-time-off = عُطّلت الرموز لمرة واحدة.
done-passkey = أُضيف مفتاح المرور.
done-passkey-removed = أُزيل مفتاح المرور.
done-passkey-renamed = صار لمفتاح المرور اسم جديد.

## Who needs a second factor
second-factor = الخطوة الثانية
yes = نعم
no = لا
second-factor-rule = اشتراط خطوة ثانية
second-factor-rule-why = من يستطيع النشر قد تؤذي كلمة مروره المسروقة. من اليوم الذي تحدده لا يدخل هؤلاء إلا بمفتاح مرور أو رمز لمرة واحدة، ومن ليس لديه أي منهما يُوجَّه إلى إعداده.
second-factor-from = تُطلب من
second-factor-nobody = لا أحد
second-factor-from-contributor = الجميع
second-factor-from-reporter = المراسلين فما فوق
second-factor-from-editor = المحررين فما فوق
second-factor-from-chief-editor = رؤساء التحرير فما فوق
second-factor-from-administrator = المديرين
second-factor-since = ابتداءً من هذا اليوم
second-factor-since-how = فارغ: من الآن. اترك للناس بضعة أيام؛ يُذكَّرون في كل صفحة حتى ذلك اليوم.
second-factor-soon = ابتداءً من { $day } تطلب غرفة الأخبار منك خطوة ثانية.
second-factor-needed = تطلب غرفة الأخبار خطوة ثانية. أعدّ مفتاح مرور أو رموزًا لمرة واحدة لتتابع.
second-factor-set-up = أعدّها
done-rule = حُفظت القاعدة.

## A browser nobody knows
strange-sign-in = دخل أحد باسمك من متصفح لم تستخدمه من قبل.
strange-look = انظر من أين
strange = متصفح جديد
strange-was-it-you = سُجّل دخول من متصفح لم تستخدمه من قبل. إن لم تكن أنت فأنهِ تلك الجلسة وغيّر كلمة مرورك فورًا.
strange-was-me = كنت أنا

## Tokens
tokens = مفاتيح البرامج
tokens-why = البرنامج الذي يرسل المواد أو يقرأ المسودات عبر /api/v1/ يُظهر مفتاحًا. يعمل باسمك بالصلاحيات التي تمنحها له، ولا تزيد على صلاحياتك.
tokens-none = ليس لديك أي مفتاح.
tokens-others = مفاتيح الآخرين
token-new = مفتاح جديد
token-name = لأي غرض
token-rights = ما الذي يُسمح له به
token-until-day = صالح حتى
token-until-how = اليوم الأخير. فارغ: حتى يُسحب.
token-make = أنشئ المفتاح
token-made = مفتاح
token-once = يُعرض الآن فقط. ضعه في إعدادات البرنامج لا في رسالة.
token-revoke = اسحب
token-revoked = سُحب المفتاح. لم يعد يفتح شيئًا.
token-nameless = أُنشئ بأمر
token-over = انتهت مدته
token-until = حتى
token-no-end = بلا نهاية
token-name-missing = يرجى كتابة الغرض منه.
token-rights-missing = يرجى اختيار صلاحية واحدة على الأقل.
day-wrong = هذا ليس يومًا.
day-passed = مضى ذلك اليوم.
rights-all = كل ما يُسمح لصاحبه
right-draft = قراءة المسودات وكتابتها
right-media = إرسال الصور والملفات
right-assign = إسناد مادة إلى شخص
right-figures = رؤية أرقام القراءة
right-publish = النشر والتحديث والجدولة
right-correct = التصحيح
right-withdraw = السحب
right-bar = السحب بقرار
right-place = ترتيب صفحات الأقسام
right-place-front = ترتيب الصفحة الأولى
right-house = الطبعات والأقسام والكتّاب
right-people = إدارة الأشخاص
right-settings = الإعدادات

## A person, for administrators
done-person = حُفظ.
signs-in-with = بماذا يدخل
no-password = بلا كلمة مرور بعد
passkeys-count =
    { $count ->
        [0] بلا مفاتيح مرور
        [one] مفتاح مرور واحد
        [two] مفتاحا مرور
        [few] { $count } مفاتيح مرور
       *[other] { $count } مفتاح مرور
    }
tokens-count =
    { $count ->
        [0] بلا مفاتيح برامج
        [one] مفتاح برنامج واحد
        [two] مفتاحا برامج
        [few] { $count } مفاتيح برامج
       *[other] { $count } مفتاح برامج
    }
factors-remove = أزل خطوته الثانية
factors-remove-sure = لمن فقد هاتفه ورموز الاسترداد معًا. تُنسى مفاتيح مروره ورموزه وتُنهى جلساته. تأكد أنه هو من يطلب.
factors-removed = أُزيلت خطوته الثانية؛ تكفيه كلمة المرور للدخول.
last-administrator = لا أحد سواه يدير غرفة الأخبار. اجعل شخصًا آخر مديرًا أولًا.
invite-by-mail = يُرسل الرابط بالبريد.
link-mailed = رسالة فيها رابط في طريقها إلى { $email }.

## Mail
mail = خادم البريد
mail-why = تمر عبره الدعوات وروابط كلمات المرور المنسية وإشعارات الدخول. لا يصل القراء منه شيء.
mail-fixed = خادم البريد مذكور في ملف إعدادات غرفة الأخبار، ويُغيَّر هناك.
mail-host = الخادم
mail-port = المنفذ
mail-security = حماية الطريق
mail-security-tls = TLS من البداية (غالبًا المنفذ 465)
mail-security-starttls = STARTTLS (غالبًا المنفذ 587)
mail-security-none = بلا حماية: لخادم على هذا الجهاز فقط
mail-account = الحساب
mail-account-how = اتركه فارغًا إن لم يطلبه الخادم.
mail-password-kept = كلمة مرور محفوظة ولا تُعرض. اترك الحقل فارغًا لتبقى.
mail-password-again = تغيّر الخادم أو الحساب: يرجى كتابة كلمة المرور من جديد.
mail-sender = تأتي الرسائل من
mail-sender-how = عنوان، أو اسم وعنوان: Çınar <desk@cinar.example>
mail-remove = بلا خادم بريد
mail-host-wrong = هذا ليس اسم خادم.
mail-port-wrong = المنفذ رقم من 1 إلى 65535.
mail-security-wrong = يرجى اختيار حماية الطريق.
mail-sender-wrong = لا يمكن أن تأتي رسائل من هذا العنوان.
mail-not-set = لا يوجد خادم بريد.
mail-test = جرّبه
mail-test-do = أرسل لي رسالة
mail-test-taken = تسلّم الخادم الرسالة. قال:
mail-test-failed = لم تُتسلَّم الرسالة. العائق:
mail-barrier-address = عنوان المرسل أو المستلم غير صحيح.
mail-barrier-reach = تعذر الوصول إلى الخادم أو لم يجب في الوقت. تحقق من اسمه ومنفذه.
mail-barrier-certificate = لا يوثق بشهادة الخادم. إن كانت مؤسستكم توقّع شهاداتها فاذكرها في manset.toml عند [mail] authority.
mail-barrier-account = لم يقبل الخادم هذا الحساب أو كلمة السر.
mail-barrier-later = لا يأخذها الخادم الآن، وستُعاد المحاولة.
mail-barrier-refused = رفض الخادم أخذها.
done-mail = حُفظ خادم البريد. أرسل لنفسك رسالة لتجربته.
done-mail-removed = لم يعد هناك خادم بريد. تُعرض الروابط لك من جديد.
done-letter = تُعاد المحاولة الآن.
letters = الرسائل
letters-why = الأحدث. يُنسى مضمون الرسالة بعد إرسالها.
letters-stuck =
    { $count ->
        [one] رسالة لم تُرسل بعد.
        [two] رسالتان لم تُرسلا بعد.
        [few] { $count } رسائل لم تُرسل بعد.
       *[other] { $count } رسالة لم تُرسل بعد.
    }
letters-look = انظر السبب
letter-waiting = تنتظر
letter-trying = لم تُتسلَّم بعد
letter-sent = أُرسلت
letter-given-up = توقفت المحاولة
letter-tries = المحاولات: { $count }
letter-next = المحاولة التالية
letter-hurry = حاول الآن
letter-kind-invitation = دعوة
letter-kind-reset = كلمة مرور منسية
letter-kind-new-sign-in = إشعار بدخول
letter-kind-test = تجربة

## What letters say
letter-greeting = مرحبًا { $name }،
letter-link-once = يعمل الرابط مرة واحدة حتى { $until }.
letter-not-expected = إن لم تكن تنتظر هذه الرسالة فلا حاجة إلى فعل شيء.
letter-invitation = { $paper }: دخولك إلى المكتب
letter-invitation-text = بهذا الرابط تختار كلمة مرورك لمكتب { $paper }.
letter-invitation-link = اختر كلمة مرور
letter-reset = { $paper }: كلمة مرور جديدة
letter-reset-text = طلب أحدهم، وغالبًا أنت، كلمة مرور جديدة لمكتب { $paper }.
letter-reset-link = اختر كلمة مرور جديدة
letter-reset-besides = إن لم تكن أنت فلا حاجة إلى فعل شيء: تبقى كلمة مرورك كما هي.
letter-sign-in = { $paper }: دخول من متصفح جديد
letter-sign-in-text = دخل أحد باسمك من متصفح لم تستخدمه من قبل: { $browser }، { $address }، { $hour }.
letter-sign-in-link = انظر أين أنت مسجل الدخول
letter-sign-in-besides = إن لم تكن أنت فأنهِ تلك الجلسة وغيّر كلمة مرورك فورًا.
letter-test = { $paper }: خادم البريد يعمل
letter-test-text = تدل هذه الرسالة على أن رسائل المكتب تصل.
letter-test-besides = طلبتها أنت في صفحة خادم البريد.

## Who did what
audit-sign-in-code = أعطى رمزًا لمرة واحدة
audit-sign-in-recovery = استخدم رمز استرداد
audit-sign-in-passkey = دخل بمفتاح مرور
audit-second-step-failed = أعطى رمزًا خاطئًا
audit-confirm = أثبت أنه هو
audit-confirm-failed = لم يستطع إثبات أنه هو
audit-passkey-failed = أظهر مفتاح مرور لم يُقبل
audit-passkey-copied = أظهر مفتاح مرور قد يكون منسوخًا
audit-passkey-added = أضاف مفتاح مرور:
audit-passkey-removed = أزال مفتاح مرور:
audit-one-time-on = فعّل الرموز لمرة واحدة
audit-one-time-off = عطّل الرموز لمرة واحدة
audit-recovery-codes = أنشأ رموز استرداد جديدة
audit-rename = غيّر اسمه إلى
audit-password = غيّر كلمة مروره
audit-token = أنشأ مفتاح برنامج:
audit-token-revoked = سحب مفتاح برنامج:
audit-person = غيّر
audit-factors-removed = أزال الخطوة الثانية لـ
audit-second-factor-rule = اشترط خطوة ثانية:
audit-mail = حدّد خادم البريد:
audit-mail-removed = أزال خادم البريد
audit-mail-test = جرّب خادم البريد
audit-sessions-known = تعرّف على دخول من متصفح جديد
audit-reset-asked = أُرسل رابط لكلمة مرور منسية إلى
audit-reset-unknown = طلب كلمة مرور جديدة لعنوان مجهول:
