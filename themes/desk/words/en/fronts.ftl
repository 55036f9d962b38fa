# Arranging fronts: the manşet, section blocks, the breaking band.

fronts = Fronts
front = Front
front-own = Front page
who-and-when = { $who }, { $at }
place-slot = Manşet { $slot }
place-lead = { $section }, lead
place-line = { $section }, line { $line }
place-by-rule = { $place } (by rule)
last-hours = last { $hours } hours

## Which there are
front-place-story = Place on a front
front-choose-for = Where to place:
front-draft-of = The draft was changed: { $who }
front-as-readers = As readers have it
front-waiting = waiting for its hour: { $count }
front-alarms = to be looked at: { $count }
front-stands = stands at { $place }

## Arranging
front-past = Earlier arrangements
front-to-readers = To readers
front-reset = Drop the draft, back to what readers have
front-outdated = Readers’ front was changed after this draft was begun: { $who }. If you publish, the draft takes the place of that change.
front-slots = Manşet
front-rule = Open slots are filled by rule: the most urgent and newest of the last 24 hours first, then the newest. No story, and no second story of one event, is taken twice. What is placed by hand stays where it is.
front-rule-section = Only what is placed by hand stands on top; the section’s newest stories follow below.
front-blocks = Section blocks
front-rule-blocks = A block’s open places take the section’s newest stories that stand nowhere else on the page.
front-open = open
front-by-rule = by rule
front-gone = Not public any more; it is left out when you publish.
front-instead = In its place:
front-same-event = The same event stands on the page once more: { $headline }
front-open-story = Open story
front-move = Move
front-place = Place
front-up = Up
front-down = Down
front-out = Take out
front-keep = Keep here
front-put-here = Put here
front-put-at = Put here: { $place }
front-is-here = is here now
front-picked = To be placed:
front-put-down = Never mind
front-lines = Lines
front-lines-set = Set
front-hide = Take off the page
front-show = Put on the page
front-is-hidden = This block is not on the page.
front-stories = Published stories
front-words = Search
front-section = Section
front-hours = Published
front-absent = Only those not on the page
front-no-stories = No story matches.
front-put = “{ $headline }” now stands here: { $place }.
front-taken-out = “{ $headline }” was taken out.
front-fell-out = There was no room any more for “{ $headline }”.
front-not-live = A story that readers do not have cannot stand here.
front-moved-meanwhile = Somebody else moved “{ $headline }” meanwhile; it is now at { $place }. Nothing was changed: look again.
front-out-meanwhile = Somebody else took “{ $headline }” out meanwhile. Nothing was changed: look again.
front-taken-meanwhile = Somebody else put “{ $headline }” at { $place } meanwhile. Nothing was overwritten: look again.
front-opened-meanwhile = Somebody else cleared { $place } meanwhile. Nothing was changed: look again.
front-changed-meanwhile = Somebody else changed this meanwhile. Nothing was overwritten: look again.
front-no-such-place = There is no such place.
front-lines-wrong = A block has { $most } lines at most.

## Said aloud
front-said-picked = Picked up: { $headline }. Arrow keys choose a place, space puts it there, Escape puts it back.
front-said-target = { $place }. There now: { $headline }
front-said-target-open = { $place }. Open.
front-said-back = Left where it was: { $headline }
front-said-failed = This could not be sent; nothing was changed. Check the connection and try again.
front-said-others = Somebody else changed the draft; the page is up to date again.
front-said-out = What is dropped here leaves the page.

## To readers
front-back = Back to arranging
front-act-draft = The draft, to readers
front-act-past = An earlier arrangement
front-act-scheduled = An arrangement that waits
front-made-by = { $who }, { $at }
front-set-by = Set by { $who }. Its hour: { $at }
front-will-leave-out = These stories, which readers do not have any more, are left out:
front-otherwise = What is different from now
front-to-rule = left to the rule
front-instead-of = – instead of:
front-instead-of-rule = – instead of what the rule chose
front-blocks-changed = The order, length or visibility of section blocks changes.
front-nothing-otherwise = Nothing is different: readers have this.
front-will-publish = Readers will have this arrangement at once at:
front-do-publish = Publish now
front-do-schedule = Publish at that hour
front-into-draft = Or into the draft
front-draft-lost = Changes in the draft are lost by this.
front-do-draft = Put into the draft
front-look = The page readers would have
front-width = Width
front-phone = Phone
front-wide = Wide screen
front-scheduled-for = Goes out: { $at }
front-refused = What was set for { $at } could not go out:
front-left-out = The arrangement of { $at } went out without:
front-look-at = Look
front-seen = Seen
front-past-why = Every arrangement readers had stands here. Look at one, put it into the draft, or publish it again.
front-is-now = readers have it now
front-band-only = breaking band
front-placed = placed by hand: { $count }
front-no-past = Nobody has arranged this front yet; the rule fills all of it.
front-done-published = Readers have the new arrangement.
front-done-scheduled = It goes out at that hour.
front-done-unscheduled = Taken away.
front-done-put-back = It stands in the draft.
front-done-reset = The draft was dropped; this is what readers have.
front-done-blocks = The blocks were changed.
front-done-band = The breaking band is up.
front-done-band-end = The breaking band is gone.

## The breaking band
breaking-band = Breaking band
band-none = There is no band now.
band-until = until { $at }
band-set = Breaking
band-set-picked = Put the chosen story in the band
band-change = Change
band-stands = In the band now:
band-of-story = This band comes from a field of the story; to end it sooner:
band-will = This line will stand above every page of this edition until the hour you set, and go by itself then.
band-will-replace = It takes the place of what is in the band now.
band-how-long = How long
for-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
band-until-hour = until this hour
band-do-set = Put in the band
band-do-end = Take the band away now
band-end-will = This story stands in the breaking band until { $at }. As soon as you press the button the band goes from every page readers have; the story stays published as it is.
band-end-none = This story does not stand in the band now.
done-band-end = The band is ended.
band-end-wrong = The band’s end must lie ahead, and { $most } hours at most.
band-choose = Choose the story for the band from the list beside the arrangement.

## Who did what
audit-front = published a front:
audit-front-schedule = scheduled a front:
audit-front-unschedule = unscheduled a front:
audit-front-band = changed the breaking band:
audit-band-end = ended the band of
