# The words of the desk.

## Around the page
skip = Skip to content
desk = Desk
board = Board
people = People
audit = Who did what
to-the-paper = To the paper
sign-out = Sign out
older = Older
show = Show
all = All
do = Acts
request-number = Request number:

## Coming in
set-up = Set up this newsroom
set-up-why = Nobody works here yet. Whoever fills this in first looks after the newsroom: they may do everything and invite the others.
set-up-do = Begin
set-up-done = The newsroom is yours. Welcome.
name = Name
email = Email
password = Password
password-how = At least { $letters } letters. A sentence is good; nothing else is asked for.
sign-in = Sign in
sign-in-do = Sign in
sign-in-forgotten = If you have forgotten the password, ask whoever looks after the newsroom for a new link.
sign-in-wrong = Email and password do not go together.
sign-in-wait = Too many attempts. Try again in { $seconds } seconds.
password-short = The password needs at least { $letters } letters.
name-missing = Please say the name.
email-wrong = This is not an email address.
email-taken = Somebody here has this address already.
join = Choose your password
join-why = This link works once. After this you sign in with your address and this password.
join-do = Keep it and sign in
join-over = This link has been used or is too old. Ask for a new one.
forgery = This form was not sent from this desk, or has grown old. Nothing was done. Please try again.

## Sessions
sessions = Where I am signed in
sessions-why = End what you do not know, and ask for a new password link.
this-session = this one
since = since
last-seen = last seen
end-session = End
end-others = End all others
sessions-ended = Ended: { $count }.

## Board
my-stories = My stories
only-mine = Only mine
begin-story = New story
filter = Which stories
edition = Edition
stage = Stage
stage-draft = Draft
stage-scheduled = Scheduled
stage-live = Live
stage-withdrawn = Withdrawn
ahead = changed since publication
no-headline = No headline yet
saved-by = saved by
see-live = As readers see it
late = Not published at its hour:
empty-board = There is nothing here. Begin a story, or show more.

## A story
story = Story
preview = Preview
editor-needs-script = Writing here needs JavaScript. Everything else of the desk works without it.
back-to-story = Back to the story
act-publication = Publish
act-update = Update
act-correction = Correct
act-withdrawal = Withdraw
checks = Before it goes out
check-blocking = Must be mended:
check-warning = Look at this:
check-no-headline = There is no headline.
check-no-section = No section is chosen.
check-no-source = Nobody is named for it: neither a byline nor an agency.
check-no-body = There is no text.
check-no-picture = There is no main picture.
check-long-headline = The headline is long.
check-no-standfirst = There is no standfirst.
check-refused = The newsroom's rules refuse it:
check-nothing-new = Readers have exactly this already.
check-finding = Found in the text:
blocked = It cannot go out like this.
will-publish = Everybody will be able to read it at once, at
will-update = Readers will see the new text at once, with the hour of the update, at
will-correct = Readers will see the new text and the note at once, on the story and on the corrections page, at
will-withdraw = Nobody will be able to read it any more. Its address says that it was taken back, and why:
do-publish = Publish now
do-update = Update now
do-correct = Correct in the open
do-withdraw = Withdraw it
schedule = Or at an hour
schedule-at = Day and hour
do-schedule = Publish at that hour
do-unschedule = Take the hour back
scheduled-for = goes live { $at }
correction-note = What was wrong, as readers are told
withdrawal-reason = What readers are told in its place
withdrawal-authority = Court or authority, if it was ordered
withdrawal-authority-how = The address then answers 451 and the story cannot be published again.
done-publication = It is live.
done-update = Readers have the new text.
done-correction = It is corrected in the open.
done-withdrawal = It is withdrawn.
done-schedule = It goes live at that hour.
done-unschedule = The hour is taken back.
changed-meanwhile = The story was changed after you opened this page. Look at it again.
hour-missing = Please say the day and the hour.
hour-passed = That hour has passed.

## People
role = Role
beats = Where
beats-how = Editions or sections, such as tr or tr/spor, with spaces between. Empty: everywhere.
role-contributor = Contributor
role-contributor-does = writes stories of their own and sees no others
role-reporter = Reporter
role-reporter-does = writes, and reads and edits what colleagues write
role-editor = Editor
role-editor-does = publishes, corrects, withdraws
role-chief-editor = Chief editor
role-chief-editor-does = arranges the front, opens sections, withdraws by order
role-administrator = Administrator
role-administrator-does = looks after people and settings beside everything else
invite = Invite somebody
invite-do = Make an invitation
invitation-for = Give this link to
invitation-once = It works once, within three days, and is shown only now.
new-link = New password link
not-joined = has not come in yet
shut-out = shut out
shut-out-do = Shut out
let-in = Let in again
shut-out-done = They are signed out everywhere and cannot come in.
let-in-done = They can come in again.
beats-wrong = This is no edition or section: { $word }

## Who did what
audit-why = What people did at the desk and from where. What readers saw of it stands in the ledger.
when = When
person = Who
what = What
from-where = From where
nobody = nobody
audit-set-up = set the newsroom up
audit-sign-in = signed in
audit-sign-in-failed = could not sign in as
audit-sign-out = signed out
audit-sessions = ended sessions
audit-invite = invited
audit-link = made a new link for
audit-join = chose a password
audit-disable = shut out
audit-enable = let in again
audit-begin = began
audit-publication = published
audit-schedule = scheduled
audit-unschedule = took the hour back of
audit-correction = corrected
audit-withdrawal = withdrew

## What goes wrong
wrong-403 = You may not do this
wrong-404 = There is nothing here
wrong-500 = Something went wrong here
wrong-503 = The newsroom cannot be reached at the moment
wrong-400 = This could not be understood
wrong-text = Nothing you wrote is lost: the editor keeps it on this device and on the server.
