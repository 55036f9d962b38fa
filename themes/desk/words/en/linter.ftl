## What is found in a story
finding-d1 = Code of a template is left in the text: { $words }
finding-d2 = Names in small letters: { $words }
finding-d3 = The page told no date, only an age.
finding-d4 = A sub-heading is glued to the end of the paragraph: { $words }
finding-d5 = A list called “related” was only the newest of the section.
finding-d6 = The words are not in the language of the section ({ $words }).
finding-d7 = A list had stood still.
finding-d8 = An hour was told without its day.
finding-d9 = Nobody answers for the words: no byline, no agency.
finding-d10 = This says the standfirst again.
finding-truncated-standfirst = The standfirst is cut off: … { $words }
finding-agency-tail = An agency's or a portal's tail: { $words }
finding-leaked-markup = Code of a page is left in the text: { $words }
finding-mojibake = Broken letters: { $words }
finding-doubled-spaces = Spaces where one is enough.
finding-doubled-paragraph = This paragraph stood there before.
finding-empty-paragraph = A block without words.
finding-shouting-capitals = It is all in capitals.
finding-long-headline = The headline has { $words } letters; over { $most } it is cut where it is shown.
finding-missing-alt = Nothing is said of what the picture shows.
finding-missing-credit = The picture has no credit.
finding-other-language = The words are not in the edition's language ({ $words }).
finding-broken-link = It leads to story { $words }, which readers cannot open.
finding-impossible-date = No such day, or one still to come: { $words }
finding-same-event = Published already as “{ $words }”.
finding-told = Published { $when } as “{ $headline }”.

## The rules by name
rule-d1 = Template code
rule-d2 = Names in small letters
rule-d3 = No date
rule-d4 = Glued sub-headings
rule-d5 = False “related” lists
rule-d6 = Language of the section
rule-d7 = Lists that stood still
rule-d8 = Hours without a day
rule-d9 = Nobody answers for it
rule-d10 = Standfirst said again
rule-truncated-standfirst = Cut-off standfirsts
rule-agency-tail = Agency and portal tails
rule-leaked-markup = Tags and entities
rule-mojibake = Broken letters
rule-doubled-spaces = Doubled spaces
rule-doubled-paragraph = Doubled paragraphs
rule-empty-paragraph = Empty paragraphs
rule-shouting-capitals = All capitals
rule-long-headline = Long headlines
rule-missing-alt = Pictures without a description
rule-missing-credit = Pictures without a credit
rule-other-language = Language of the edition
rule-broken-link = Broken links of our own
rule-impossible-date = Impossible dates
rule-same-event = Published already

## What they may do
set-page-rules = Rules of the copy
set-page-rules-effect = For each rule: off, a warning, or standing in the way? What a rule that stands in the way has found is published neither from the desk, nor by a program, nor at its hour, until it is mended. A correction in the open does not wait. Readers see nothing of this page.
level-off = Off
level-warning = Warns
level-blocking = Stands in the way
set-rules-usual = Let all of them warn
part-rules = rules of the copy
fault-no-such-level = There is no such choice.
refused-blocked-by-rule = a rule of the edition stands in the way; what it found is told below the story.

## The queue of repairs
repairs = Repairs
repairs-effect = What the rules of the copy find in stories as they stand now, rule by rule. A mend makes a new revision and keeps the old one; readers of a published story get it as an update.
repairs-looking = The archive is being looked through; the counts still grow.
repairs-rules = Rules
repairs-none = The rules find nothing.
repairs-count = { $found } found; { $certain } of them can be mended without anybody looking.
repairs-all = Mend all that is certain
repairs-all-how = A hundred stories at a press.
repairs-live = Published
repairs-draft = Draft
repairs-before = Now
repairs-after = Then
repairs-goes = It goes
repairs-one = Mend
repairs-one-of = Mend “{ $headline }”, { $place }
repairs-eye = Please look first: this is likely, not certain.
repairs-by-hand = Nobody but you can mend this: open the story.
repairs-no-more = Nothing more of this rule here.
repairs-next = The next ones
repairs-done = { $count ->
    [one] One story was mended.
   *[other] { $count } stories were mended.
}
repairs-done-left = { $count ->
    [one] One story was mended
   *[other] { $count } stories were mended
}; { $left } were left: scheduled, or read by two before they go out.
repairs-gone = It was no longer there.
repairs-scheduled = The story is scheduled and goes live as it was seen. Take its hour back first.
repairs-four-eyes = In its section two must read what readers get: mend it in the editor.
repairs-refused = The update was refused. Open the story to see why.
repairs-credit = Named among the credits: { $name }.
repairs-dateline = Named as the place: { $name }.
repairs-place-block = Block { $number }
repairs-place-headline = Headline
repairs-place-kicker = Kicker
repairs-place-standfirst = Standfirst
repairs-place-section = Section
repairs-place-language = Language
repairs-place-byline = Byline
repairs-place-picture = Picture
repairs-place-related = Related stories
repairs-place-published-at = Hour
audit-mend = mended by a rule:
