# The board: views, filters, search, several stories at once.

## Views and filters
board-views = Views
in-my-hands = In my hands
forget-view = Delete this view
keep-view = Keep this view
keep-view-do = Keep
view-name = Name of the view
view-kept = The view is kept.
view-gone = The view is deleted.
view-unnamed = Please give the view a name.
view-too-many = At most { $most } views can be kept. Delete one first.
find-words = Find stories
find-words-how = Headline, standfirst, tag, byline or story number; the beginning of a word will do.
board-section = Section
board-part = Their part
part-any = any
part-begun = began it
part-saved = saved it last
part-assigned = has it in hand
saved-since = Last saved
board-whenever = At any time
hours-1 = In the last hour
hours-24 = In the last 24 hours
hours-72 = In the last three days
hours-168 = In the last seven days
hours-720 = In the last thirty days
board-widen = Remove the filter

## Rows
select-story = Select story
in-hands-of = in hand:
is-writing = Writing now:

## Live
news-count = New stories: { $count }
news-show = Show
news-off = The connection broke; connecting again. The list is of { $at }.
news-ended = Your session has ended. Please sign in again.
news-many = Much has changed. Load the list anew.

## Keys
board-keys = Shortcuts
key-next = next story
key-before = story before
key-open = open the story
key-select = select the story
key-find = find
key-anew = load the list anew
key-keys = show this list

## Several at once
together = With those selected
together-go = Go on
together-chosen = Selected: { $count }
together-publication = publish
together-schedule = schedule
together-withdrawal = withdraw
together-section = move to a section
together-tag = add a tag
together-assignment = hand to somebody

## The page before, and after
back-to-board = Back to the stories
together-title-publication = Publish together
together-title-schedule = Schedule together
together-title-withdrawal = Withdraw together
together-title-section = Move to a section
together-title-tag = Add a tag
together-title-assignment = Hand to somebody
together-sentence-publication = The { $count } ticked stories go to readers as soon as you press the button.
together-sentence-schedule = The { $count } ticked stories go to readers by themselves at the hour you give.
together-sentence-withdrawal = Nobody will be able to read the { $count } ticked stories any more; their addresses will say that they were withdrawn, and why.
together-sentence-section = The section you choose becomes the home of the { $count } ticked stories.
together-sentence-tag = The tag you write is added to the { $count } ticked stories.
together-sentence-assignment = The { $count } ticked stories pass into the hands of whoever you choose.
together-do-publication = Publish now
together-do-schedule = Publish at that hour
together-do-withdrawal = Withdraw
together-do-section = Move
together-do-tag = Add
together-do-assignment = Hand over
together-nothing = This can be done to none of the selected stories.
together-none = Select stories first.
together-many = At most { $most } stories can be selected at once.
together-done = Done to { $done } of { $all } stories.
board-not-done = Not done:
board-not-possible = Not possible:
board-leave-it = Leave it
board-choose = Choose
board-tag = Tag
will-be-published = goes to readers
will-be-updated = what readers have is updated
will-be-scheduled = goes to readers at the hour given
will-lose-its-hour = goes to readers at once; the hour set for { $at } falls away
will-be-withdrawn = is taken back from readers
will-move = now: { $section }
will-move-ahead = now: { $section }; readers see the change with the next update
will-be-tagged = the tag is added
will-be-tagged-ahead = the tag is added; readers see it with the next update
will-be-handed = now in hand: { $person }
was-published = Readers have it.
was-updated = Readers see the new text.
was-scheduled = Scheduled for { $at }.
was-withdrawn = Withdrawn.
was-moved = It has its new section.
was-tagged = The tag is added.
was-handed = In hand: { $person }
why-not-live = readers do not have it
why-other-edition = the section is another edition's
why-same-section = it stands in that section already
why-same-tag = it has the tag already
why-no-tag = the tag is empty
why-no-person = nobody of that kind works here
why-not-for-them = this person may not write this story
why-changed = it was changed after this page was opened; look again
why-gone = there is no such story
no-section = no section
audit-section = changed the section of
audit-tag = added a tag to
audit-assignment = handed over
