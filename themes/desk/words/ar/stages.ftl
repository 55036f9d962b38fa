# Stages, hours, what is late, and four eyes.

## Stages
stage-idea = فكرة
stage-to-be-read = بانتظار المراجعة
stage-ready = جاهزة
stages = المرحلة والمواعيد
begin-idea = فكرة جديدة
update-is = النص الأحدث:
move-on = انقلها …
move-take-up = ابدأ الكتابة
move-put-off = أعدها إلى الأفكار
move-hand-in = سلّمها
move-take-back = تابع الكتابة
move-send-back = أعدها إلى كاتبها
move-mark-ready = قُرئت وهي جاهزة
move-read-again = لتُراجع مجددًا
moved-take-up = بدأ كتابتها
moved-put-off = أعادها إلى الأفكار
moved-hand-in = سلّمها
moved-take-back = استعادها لمتابعة الكتابة
moved-send-back = أعادها
moved-mark-ready = قرأها وقال إنها جاهزة
moved-read-again = طلب مراجعتها مجددًا
with-a-note = مع ملاحظة
send-back-or-note = أعدها أو أضف ملاحظة
note-to-colleagues = ملاحظة للزملاء؛ لا يراها القراء أبدًا
changed-since-ready = تغيّرت بعد أن قيل إنها جاهزة.
hours-and-history = المواعيد والسجل
revision-number = النسخة { $number }
sent-back-to-you = أُعيدت إليك
stage-note-missing = لإعادة المادة اكتب ما يجب إصلاحه.
stage-not-from-here = نقل أحدهم المادة في هذه الأثناء. انظر أين هي الآن.
stage-nothing-new = لدى القراء هذا النص بالضبط، فلا شيء يُنقل.
stage-not-theirs = لا يستعيدها إلا من سلّمها. ويمكن للمحرر أن يعيدها مع ملاحظة.
done-take-up = صارت مسودة.
done-put-off = صارت بين الأفكار.
done-hand-in = سُلّمت، وهي بانتظار المراجعة.
done-take-back = عادت مسودة.
done-send-back = أُعيدت. يرى كاتبها ملاحظتك في قائمته.
done-mark-ready = هي جاهزة.
done-read-again = ستُراجع مجددًا.

## Hours
due = الموعد المتفق عليه
due-is = الموعد: { $at }
do-set-due = احفظ هذا الموعد
do-lift-due = بلا موعد
embargo = حظر النشر حتى
embargo-is = حظر حتى { $at }
embargo-how = قبل هذه الساعة لا يستطيع أحد نشرها، ولا بموعد مجدول. ولا تُنشر وحدها عند حلولها: حدّد موعدًا للنشر.
embargo-stands = عليها حظر نشر حتى { $at }. يمكن جدولتها لتلك الساعة أو بعدها.
do-set-embargo = ضع الحظر
do-lift-embargo = ارفع الحظر
hour-unclear = يرجى كتابة اليوم والساعة.
done-due = حُفظ الموعد.
done-due-lifted = لا موعد لها.
done-embargo = الحظر قائم.
done-embargo-lifted = رُفع الحظر.

## What is late
late-head = المتأخر
late-none = لا شيء متأخر.
late-all = كل المتأخر: { $count }
late-refused = كان يجب أن تُنشر { $at } ولم تُنشر، والسبب: { $why }
late-not-performed = كان يجب أن تُنشر { $at } ولم تُنشر. الجدولة لا تعمل؛ أبلغ من يعتني بالبرنامج.
late-before-embargo = جُدولت { $at } ولن تُنشر: ينتهي حظرها { $until }.
late-before-embargo-short = موعد نشرها قبل هذه الساعة.
late-unread = سُلّمت { $since } ولم تُراجع بعد.
late-promised = موعدها { $at } ولم تُسلّم بعد.

## Why an act is refused, after "because"
refused-no-headline = لا عنوان لها.
refused-no-section = لا قسم لها.
refused-unknown-section = قسمها غير موجود.
refused-closed-section = قسمها مغلق.
refused-unknown-edition = طبعتها غير موجودة.
refused-no-source = لا كاتب ولا وكالة.
refused-embargoed = عليها حظر نشر.
refused-unchanged = هذا بالضبط ما لدى القراء.
refused-barred = سُحبت بأمر ولا يمكن نشرها مجددًا.
refused-urgency = أهميتها ليست بين 1 و9.
refused-no-note = يجب إخبار القراء بما كان خطأ.
refused-not-live = ليست لدى القراء.
refused-no-reason = يجب إخبار القراء بالسبب.
refused-no-authority = لم تُذكر الجهة الآمرة.
refused-own-words = قسمها يطلب أربع أعين، وأنت آخر من كتب.
refused-not-read = قسمها يطلب أربع أعين، ولم يقل غير الكاتب إن هذا النص بعينه جاهز.
refused-embargo-holds = لا يرفع الحظر أو يقدّمه إلا محرر.
refused-other = { $words }

## Four eyes
four-eyes = أربع أعين
four-eyes-why = في هذه الأقسام لا ينشر من كتب أخيرًا، ولا يخرج نص لم يقرأه غيره ويقل إنه جاهز كما هو. يسري هذا في المكتب وعلى المجدول وعلى البرامج.
four-eyes-own-words = يطلب هذا القسم أربع أعين. أنت آخر من كتب: يقرؤها غيرك وينشرها.
four-eyes-not-read = يطلب هذا القسم أربع أعين. يجب أن يقرأ هذا النص بعينه ويقول إنه جاهز من لم يكتب أخيرًا.
four-eyes-met = يطلب هذا القسم أربع أعين، وقد قُرئت.
do-keep = احفظ
done-four-eyes = حُفظ، ويسري من الآن.

## Who did what
audit-take-up = بدأ كتابة
audit-put-off = أعاد إلى الأفكار
audit-hand-in = سلّم
audit-take-back = استعاد لمتابعة الكتابة
audit-send-back = أعاد
audit-mark-ready = قرأ وقال إنها جاهزة
audit-read-again = طلب مراجعة
audit-due = حدّد موعد
audit-embargo = وضع حظر
audit-embargo-lifted = رفع حظر
audit-four-eyes = طلب أربع أعين في
audit-four-eyes-off = لم يعد يطلب أربع أعين في
