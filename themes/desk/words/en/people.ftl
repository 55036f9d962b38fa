# Words of signing in, of people's own pages, and of the letters that go out to them.

## The second step
second-step = One more step
second-step-app = Your password is right. Now give the six digits that your authenticator app shows.
second-step-codes = Your password is right. Now use your passkey, or one of your recovery codes.
code = Code
code-how = A recovery code works here too.
code-wrong = This code is not right, or was used already.
code-wrong-clock = This code is not right. If it goes on, check that your phone sets its clock by itself.
second-step-do = Sign in
second-step-lost = If you have neither, ask whoever looks after the newsroom.
back-to-sign-in = Back to signing in
sign-in-passkey = Sign in with a passkey
use-passkey = Use a passkey
passkey-stopped = That was stopped, or took too long. Try again, or use your password.
passkey-failed = Your browser could not do that. Use your password, or try another browser.
passkey-wrong = That passkey was not accepted. Try again; if it was removed here, remove it from your device too.
passkey-copied = That passkey was not accepted: its counter went back, as if it had been copied. Remove it and make a new one.
passkey-known = This device holds a passkey of yours already.

## Showing once more that it is you
confirm = Is it still you?
confirm-why = Before you change what opens doors, show once more that it is you. It holds for ten minutes.
confirm-do = Show that it is me
confirm-keeps = What you filled in is kept; you can send it once you have shown that it is you.
confirm-kept = Your form is ready
confirm-kept-why = It stands as you filled it in; nothing has been done yet.
confirm-kept-do = Send the form
confirm-kept-leave = Leave it
confirm-first = To change something here, show once more that it is you.
password-wrong = That is not your password.

## A forgotten password
forgotten = Forgotten your password?
forgotten-why = Give your address. If you work here, a letter with a link is on its way within a minute.
forgotten-do = Send me a link
forgotten-sent = If somebody with this address works here, a letter is on its way. Its link works once, within an hour.

## My own page
me = My account
me-short = Account
my-name-how = As colleagues see it at the desk. Bylines in stories stay as they are.
keep = Keep
new-password = New password
old-password = Your password until now
change-password = Change the password
done-name = Your name is changed.
done-password = Your password is changed.

## Ways in
ways-in = Ways in
ways-in-why = A password alone can be guessed, read over a shoulder or given to a false page. Each of these makes that useless.
passkey = Passkey
passkeys = Passkeys
passkeys-why = Your phone or computer unlocks the desk by finger, face or number. Quickest, and safest: no page can trick it out of you.
passkeys-not-here = At this address browsers have no passkeys: the newsroom needs a name and an address that begins with https.
passkeys-need-script = Passkeys need JavaScript.
passkey-name = What to call it
passkey-name-how = Such as “office computer” or “my phone”.
passkey-add = Add a passkey
passkey-remove-sure = It lets you in no longer. Remove it from your device too.
last-used = last used
never-used = not used yet
rename = Rename
remove = Remove
one-time = One-time codes
one-time-why = After your password you give six digits that an app on your phone shows.
one-time-is-on = One-time codes are on
one-time-is-off = no one-time codes
one-time-set-up = Set up one-time codes
one-time-scan = Open an authenticator app on your phone and let it read this square.
one-time-square = A square for your authenticator app; the text below it says the same.
one-time-type = If it cannot, type this into the app:
one-time-show = Give the six digits it shows, so that we know it works.
one-time-turn-on = Turn on
one-time-on = One-time codes are on. You were signed out everywhere else.
one-time-turn-off = Turn off
one-time-off-sure = From then on your password alone lets you in.
recovery-codes = Recovery codes
recovery-codes-why = For the day your phone is gone. Each lets you in once, in place of a code.
codes-left =
    { $count ->
        [0] No recovery codes left.
        [one] One recovery code left.
       *[other] { $count } recovery codes left.
    }
codes-make = Make new ones
codes-make-sure = The old ones stop working at once.
codes-new = Here are your new codes. The old ones no longer work.
codes-once = Print them or keep them in a password manager. They are shown only now; each works once.
codes-kept = I have kept them
few-codes = You have few recovery codes left. Make new ones.
done-one-time-off = One-time codes are off.
done-passkey = The passkey is added.
done-passkey-removed = The passkey is removed.
done-passkey-renamed = The passkey has a new name.

## Who needs a second factor
second-factor = Second factor
yes = yes
no = no
second-factor-rule = Asking for a second factor
second-factor-rule-why = Who can publish can do harm with a stolen password. From the day you set, these people come in only with a passkey or one-time codes; who has neither is led to set one up.
second-factor-from = Asked of
second-factor-nobody = Nobody
second-factor-from-contributor = Everybody
second-factor-from-reporter = Reporters and above
second-factor-from-editor = Editors and above
second-factor-from-chief-editor = Chief editors and above
second-factor-from-administrator = Administrators
second-factor-since = From this day on
second-factor-since-how = Empty: from now on. Leave people a few days; they are told on every page until then.
second-factor-soon = From { $day } on this newsroom asks you for a second factor.
second-factor-needed = This newsroom asks for a second factor. Set up a passkey or one-time codes to go on.
second-factor-set-up = Set it up
done-rule = The rule is kept.

## A browser nobody knows
strange-sign-in = Somebody signed in as you with a browser you had not used.
strange-look = See where
strange = new browser
strange-was-it-you = There was a sign-in with a browser you had not used. If it was not you, end that session and change your password at once.
strange-was-me = That was me

## Tokens
tokens = Tokens for programs
tokens-why = A program that sends stories or reads drafts through /api/v1/ shows a token. It acts in your name, with the rights you give it and never more than yours.
tokens-none = You have none.
tokens-others = Tokens of others
token-new = A new token
token-name = What it is for
token-rights = What it may do
token-until-day = Good until
token-until-how = The last day. Empty: until it is taken back.
token-make = Make the token
token-made = The token for
token-once = It is shown only now. Put it into the program's settings, not into a letter.
token-revoke = Take back
token-revoked = The token is taken back. It opens nothing any more.
token-nameless = made by command
token-over = its time is over
token-until = until
token-no-end = without an end
token-name-missing = Please say what it is for.
token-rights-missing = Please choose at least one thing it may do.
day-wrong = That is not a day.
day-passed = That day has passed.
rights-all = everything you may do
right-draft = Read and write drafts
right-media = Send pictures and files
right-assign = Hand a story to somebody
right-figures = See how much is read
right-publish = Publish, update, schedule
right-correct = Correct
right-withdraw = Withdraw
right-bar = Withdraw by order
right-place = Arrange section fronts
right-place-front = Arrange the paper's front
right-house = Editions, sections, authors
right-people = Look after people
right-settings = Settings

## A person, for administrators
done-person = It is kept.
signs-in-with = What they sign in with
no-password = no password yet
passkeys-count =
    { $count ->
        [0] no passkeys
        [one] one passkey
       *[other] { $count } passkeys
    }
tokens-count =
    { $count ->
        [0] no tokens
        [one] one token
       *[other] { $count } tokens
    }
factors-remove = Take away the second factor
factors-remove-sure = For somebody who has lost phone and recovery codes. Their passkeys, one-time codes and recovery codes are forgotten, and they are signed out. Be sure that it is them who asks.
factors-removed = The second factor is taken away; their password lets them in.
last-administrator = Nobody else looks after the newsroom. Make somebody else an administrator first.
invite-by-mail = The link goes out by mail.
link-mailed = A letter with a link is on its way to { $email }.

## Mail
mail = Mail server
mail-why = Invitations, links for forgotten passwords and notices of sign-ins go out through it. Readers get nothing from here.
mail-fixed = The settings file of this newsroom names the mail server. It is changed there.
mail-host = Server
mail-port = Port
mail-security = Kept from others by
mail-security-tls = TLS from the beginning (usually port 465)
mail-security-starttls = STARTTLS (usually port 587)
mail-security-none = nothing: only for a server on this machine
mail-account = Account
mail-account-how = Empty, if the server asks for none.
mail-password-kept = One is kept and never shown. Leave this empty to keep it.
mail-password-again = Server or account changed: please give the password again.
mail-sender = Letters come from
mail-sender-how = An address, or a name and an address: Çınar <desk@cinar.example>
mail-remove = Have no mail server
mail-host-wrong = This is no server's name.
mail-port-wrong = A port is a number from 1 to 65535.
mail-security-wrong = Please choose how it is kept from others.
mail-sender-wrong = This is no address that letters can come from.
mail-not-set = No mail server is set.
mail-test = Try it
mail-test-do = Send a letter to me
mail-test-taken = The server took the letter. It said:
mail-test-failed = The letter was not taken. This stood in the way:
mail-barrier-address = The sender’s or the recipient’s address is none.
mail-barrier-reach = The server could not be reached, or did not answer in time. Check its name and port.
mail-barrier-certificate = The server’s certificate is not trusted. Where your house signs its own, name it in manset.toml by [mail] authority.
mail-barrier-account = The server did not take this account or password.
mail-barrier-later = The server does not take it now; it is tried again.
mail-barrier-refused = The server refused it.
done-mail = The mail server is kept. Send yourself a letter to try it.
done-mail-removed = There is no mail server any more. Links are shown to you again.
done-letter = It is tried again now.
letters = Letters
letters-why = The newest. What a letter says is forgotten once it is sent.
letters-stuck =
    { $count ->
        [one] A letter could not be sent yet.
       *[other] { $count } letters could not be sent yet.
    }
letters-look = See why
letter-waiting = waiting
letter-trying = not taken yet
letter-sent = sent
letter-given-up = given up
letter-tries = { $count } tries
letter-next = again
letter-hurry = Try now
letter-kind-invitation = Invitation
letter-kind-reset = Forgotten password
letter-kind-new-sign-in = Notice of a sign-in
letter-kind-test = Test

## What letters say
letter-greeting = Hello { $name },
letter-link-once = The link works once, until { $until }.
letter-not-expected = If you did not expect this letter, you need not do anything.
letter-invitation = { $paper }: your way in to the desk
letter-invitation-text = With this link you choose your password for the desk of { $paper }.
letter-invitation-link = Choose a password
letter-reset = { $paper }: a new password
letter-reset-text = Somebody, probably you, asked for a new password for the desk of { $paper }.
letter-reset-link = Choose a new password
letter-reset-besides = If it was not you, you need not do anything: your password stays as it is.
letter-sign-in = { $paper }: a sign-in with a new browser
letter-sign-in-text = Somebody signed in as you with a browser you had not used: { $browser }, from { $address }, { $hour }.
letter-sign-in-link = See where you are signed in
letter-sign-in-besides = If it was not you, end that session and change your password at once.
letter-test = { $paper }: the mail server works
letter-test-text = This letter shows that letters of the desk arrive.
letter-test-besides = You asked for it on the page of the mail server.

## Who did what
audit-sign-in-code = gave a one-time code
audit-sign-in-recovery = used up a recovery code
audit-sign-in-passkey = signed in with a passkey
audit-second-step-failed = gave a wrong code
audit-confirm = showed that it is them
audit-confirm-failed = could not show that it is them
audit-passkey-failed = showed a passkey that was not accepted
audit-passkey-copied = showed a passkey that may have been copied
audit-passkey-added = added a passkey:
audit-passkey-removed = removed a passkey:
audit-one-time-on = turned one-time codes on
audit-one-time-off = turned one-time codes off
audit-recovery-codes = made new recovery codes
audit-rename = changed their name to
audit-password = changed their password
audit-token = made a token:
audit-token-revoked = took a token back:
audit-person = changed
audit-factors-removed = took the second factor away of
audit-second-factor-rule = asks for a second factor:
audit-mail = set the mail server:
audit-mail-removed = removed the mail server
audit-mail-test = tried the mail server
audit-sessions-known = knew of a sign-in with a new browser
audit-reset-asked = was sent a link for a forgotten password:
audit-reset-unknown = asked for a new password for an unknown address:
