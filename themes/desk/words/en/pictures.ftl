# The words of the picture library.

pictures = Pictures
pictures-choose = Choose pictures from this device
pictures-how = JPEG, PNG, WebP or GIF of up to { $megabytes } MB each. You can also drop them on this page or paste them.
pictures-send = Send
pictures-find = Find pictures
pictures-words = Words
pictures-terms = Rights
terms-ended = have ended
terms-end-soon = end soon
pictures-used = Use
used-yes = shown in stories
used-no = never shown
pictures-none = There are no pictures yet. Send the first one above.
pictures-none-found = No picture fits this search. Try fewer words.
pictures-ended-live = Readers still see pictures whose rights have ended
pictures-ended-live-why = The rights to the pictures in these stories are over. Change the picture or extend the rights.
pictures-taken = Taken in: { $count }.
pictures-form-broken = The files did not arrive whole; none was taken. Send them again.
pictures-no-file = Choose a file first.
picture-stories = { $count ->
    [one] in { $count } story
   *[other] in { $count } stories
}
pictures-back = Back to the pictures
picture-back = Back to the picture
picture-open = Open the picture
required = required
picture-alt = What it shows, for those who cannot see it
picture-alt-how = What is to be seen? A sentence or two; do not repeat the caption.
picture-caption = Caption
picture-credit = Credit
picture-rights = Licence and copyright
picture-rights-until = Rights until
picture-rights-until-how = That day included. Left empty, they do not end. A picture whose rights have ended cannot be published anew.
picture-usage-note = Usage note
picture-usage-note-how = For the desk only: embargoes, “with this story only”, permission by telephone…
rights-own = Our own photograph
rights-agency = Agency subscription
rights-handout = Press handout
rights-free = Public domain
picture-focus = Focal point
picture-focus-how = The point that must be seen however the picture is cut. Press on the picture, use the arrow keys, or write it in percent.
picture-focus-x = From the left, %
picture-focus-y = From the top, %
picture-crops = Crops
picture-too-small = too small a picture for this crop
picture-found = What the file says of itself:
picture-save = Save
picture-saved = Saved. What stands in stories already does not change.
picture-wrong-date = This is not a day: write year, month and day.
picture-wrong-focus = The focal point is two numbers from 0 to 100; leave both empty for none.
picture-where = Where it was used
picture-nowhere = No story shows it.
picture-only-live = not in the new text, readers still have it
picture-hidden-uses = { $count ->
    [one] And in { $count } draft of somebody else's.
   *[other] And in { $count } drafts of others'.
}
picture-near = Pictures that look like it
picture-likeness = { $percent }% alike
picture-used-on = used on { $day } with “{ $headline }”
picture-no-alt = No description
picture-no-credit = No credit
picture-no-rights = No licence
picture-ended = Rights ended:
picture-ended-what = It cannot be published anew.
picture-end-soon = Rights end:
picture-too-large = The file is too large: up to { $megabytes } MB are taken.
picture-too-many-pixels = The picture is too large: up to 100 megapixels are taken.
picture-vector = SVG drawings are not taken, because they can hold scripts. Save it as a PNG at least 1200 pixels wide.
picture-unknown-format = This is not a JPEG, PNG, WebP or GIF.
picture-damaged = The file is damaged and cannot be opened. Get it from its source again.
picture-busy = Many pictures are on their way. Try again when some have arrived.

## Blurring
picture-blur = Make parts unrecognizable
picture-is-blurred = Parts of this picture were made unrecognizable.
blur-why = Mark what readers must not see: children's faces, number plates, addresses.
blur-how = Draw on the picture, or write it in percent.
blur-part = Part { $number }
blur-left = Left, %
blur-top = Top, %
blur-width = Width, %
blur-height = Height, %
blur-nobody-sees = No reader sees this picture now.
blur-will-update = { $count ->
    [one] { $count } live story will be updated at once, and its readers will see the new picture only:
   *[other] { $count } live stories will be updated at once, and their readers will see the new picture only:
}
blur-drafts = { $count ->
    [one] The picture changes in { $count } draft too.
   *[other] The picture changes in { $count } drafts too.
}
blur-near = Pictures that look like it stay as they are; open them too if need be:
blur-kept = The original is kept; nothing of it is shown to readers again.
blur-do = Make unrecognizable
blur-do-live = Make unrecognizable and update the stories
blur-done = From now on readers see this picture only.
blur-no-region = Mark at least one part; each must lie within the picture.
blur-not-yours = A story shows this picture that you may not publish. Ask an editor.

## Before publication
check-picture-rights-ended = The rights to a picture have ended.
check-picture-no-alt = A picture has no description for those who cannot see it.
check-picture-no-credit = A picture has no credit.
check-picture-no-rights = A picture has no licence.

## Who did what
audit-picture = took a picture in:
audit-picture-change = changed what is said of a picture:
audit-picture-blur = made parts of a picture unrecognizable:
