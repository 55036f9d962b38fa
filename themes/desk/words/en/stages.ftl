# Stages, hours, what is late, and four eyes.

## Stages
stage-idea = Idea
stage-to-be-read = To be read
stage-ready = Ready
stages = Stage and hours
begin-idea = New idea
update-is = newer text:
move-on = Move on …
move-take-up = Start writing
move-put-off = Back to ideas
move-hand-in = Hand in
move-take-back = Go on writing
move-send-back = Send back
move-mark-ready = Read: it is ready
move-read-again = Have it read again
moved-take-up = Taken up by
moved-put-off = Put back among the ideas by
moved-hand-in = Handed in by
moved-take-back = Taken back by
moved-send-back = Sent back by
moved-mark-ready = Read and marked ready by
moved-read-again = To be read again, says
with-a-note = With a note
send-back-or-note = Send back, or add a note
note-to-colleagues = What colleagues should know; readers never see it
changed-since-ready = It was changed after it was marked ready.
hours-and-history = Hours and history
revision-number = revision { $number }
sent-back-to-you = Sent back to you
stage-note-missing = To send a story back, say what is to be mended.
stage-not-from-here = Somebody moved the story meanwhile. Look where it stands now.
stage-nothing-new = Readers have exactly this text, so there is nothing to move.
stage-not-theirs = Only the person who handed it in takes it back. An editor can send it back with a note.
done-take-up = It is a draft now.
done-put-off = It is among the ideas.
done-hand-in = Handed in. It waits for its reader.
done-take-back = It is a draft again.
done-send-back = Sent back. Its writer sees your note on the board.
done-mark-ready = Marked ready.
done-read-again = It is to be read again.

## Hours
due = Promised for
due-is = promised for { $at }
do-set-due = Keep this hour
do-lift-due = No hour
embargo = Embargo until
embargo-is = embargo until { $at }
embargo-how = Before this hour nobody can publish it, not even by schedule. At that hour it does not go out by itself: schedule it.
embargo-stands = Under embargo until { $at }. It can be scheduled for that hour or later.
do-set-embargo = Set the embargo
do-lift-embargo = Lift the embargo
hour-unclear = Please say the day and the hour.
done-due = The hour is kept.
done-due-lifted = It is promised for no hour.
done-embargo = The embargo stands.
done-embargo-lifted = The embargo is lifted.

## What is late
late-head = Late
late-none = Nothing is late.
late-all = All that is late: { $count }
late-refused = Was to go out { $at } and did not, because { $why }
late-not-performed = Was to go out { $at } and did not. The schedule does not run; tell whoever looks after the program.
late-before-embargo = Is set to go out { $at } and will be refused: its embargo ends { $until }.
late-before-embargo-short = The hour it is to go out lies before this.
late-unread = Handed in { $since } and still unread.
late-promised = Promised for { $at } and not handed in yet.

## Why an act is refused, after "because"
refused-no-headline = it has no headline.
refused-no-section = it stands in no section.
refused-unknown-section = its section is not there.
refused-closed-section = its section is closed.
refused-unknown-edition = its edition is not there.
refused-no-source = nobody is named for it: neither a byline nor an agency.
refused-embargoed = it is under embargo.
refused-unchanged = readers have exactly this already.
refused-barred = it was taken back by order and cannot be published again.
refused-urgency = its urgency is none from 1 to 9.
refused-no-note = readers must be told what was wrong.
refused-not-live = readers do not have it.
refused-no-reason = readers must be told why.
refused-no-authority = nobody is named who ordered it.
refused-own-words = its section asks for four eyes, and you wrote last.
refused-not-read = its section asks for four eyes, and nobody else has marked exactly this text ready.
refused-embargo-holds = only an editor lifts an embargo or moves it forward.
refused-other = { $words }

## Four eyes
four-eyes = Four eyes
four-eyes-why = In these sections whoever wrote last does not publish, and nothing goes out that somebody else has not read and marked ready just as it stands. This holds at the desk, for schedules and for programs.
four-eyes-own-words = This section asks for four eyes. You wrote last: somebody else reads it and publishes it.
four-eyes-not-read = This section asks for four eyes. Exactly this text is to be read and marked ready by somebody who did not write it last.
four-eyes-met = This section asks for four eyes, and they have read it.
do-keep = Keep
done-four-eyes = Kept. It holds from now on.

## Who did what
audit-take-up = took up
audit-put-off = put back among the ideas
audit-hand-in = handed in
audit-take-back = took back to go on writing
audit-send-back = sent back
audit-mark-ready = read and marked ready
audit-read-again = had read again
audit-due = set the promised hour of
audit-embargo = set the embargo of
audit-embargo-lifted = lifted the embargo of
audit-four-eyes = asked for four eyes in
audit-four-eyes-off = asked no longer for four eyes in
