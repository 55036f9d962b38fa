# The words of the reader's pages. A paper rewrites those it wants otherwise in its own theme folder.

## Around the page
skip = Skip to content
editions = Languages
sections = Sections
institution = About the paper
pages = Pages
breaking = Breaking
search = Search
masthead = Masthead
contact = Contact
corrections = Corrections
how-ranked = How our lists are made
privacy = Privacy
archive = Archive
to-front = Go to the front page

## Lists
manset = Top stories
columnists = Columnists
highlights = Highlights of the Week
most-read = Most Read
headlines = Today’s Headlines
related = Related Stories
tag = Topic
days = Days
previous-day = Day before: { $day }
next-day = Day after: { $day }
newest = Newest stories
older = Older stories
empty-list = There are no stories here yet.
advertorial = Advertisement
advertisement = Advertisement

## Story
story = Story
updated = Updated
reading = { $minutes } min read
photo = Photo: { $credit }
correction = Correction
withdrawal = Withdrawal
translations = This story in another language
tags = Topics
share = Share
share-whatsapp = WhatsApp
share-x = X
share-facebook = Facebook
share-telegram = Telegram
share-email = Email
history = History of this story
history-published = First published
history-updated = Updated
history-corrected = Corrected

## Search
search-label = Search the paper
search-action = Search
search-in = Search { $paper }
found = { $count ->
    [one] { $count } story found
   *[other] { $count } stories found
}
found-none = No story found for “{ $query }”. Try fewer or other words.
search-unclear = We could not read this query. A few plain words will do.
search-meant = Did you mean
search-by-meant = No story has these words. Shown instead:
search-some-words = No story has all these words; these have most of them.
search-incomplete = The archive is still being made searchable; more may be found in a while.
search-narrow = Narrow the results
search-order-relevance = Best match
search-order-newest = Newest
search-by-section = Section
search-by-year = Year
search-by-author = Author
search-by-tag = Tag
more-found = More results

## The paper itself
people = Our writers
row-publisher = Publisher
row-responsible-editor = Responsible editor
row-editor-in-chief = Editor-in-chief
row-address = Address
row-phone = Telephone
row-email = Email
row-registered-email = Registered email (KEP)
row-hosting-provider = Hosting provider
row-founded = Founded
row-registration = Registration
row-owner = Owner
row-owner-representative = Representative of the owner
row-notification-number = Electronic notification (UETS)
row-hosting-address = Address of the hosting provider
row-reply-contact = Requests for a correction or reply
profiles = Follow us
corrections-text = When something we published is wrong, we do not quietly erase it: we correct the story and say, there and here, what was changed and when. Stories we take back are named with the reason.
corrections-none = No correction has been published so far.
older-corrections = Older corrections

## How our lists are made
how-intro = Every list on this site is worked out anew at each request by the rules below. They are the same for everybody; no list is made for one person.
how-manset = Editors place stories in the numbered places from 1 to { $slots }. A place left empty is filled with stories of the last { $hours } hours, in the order of Today’s Headlines, then with the newest. A second story of one event is not placed by itself.
how-headlines = First the stories editors placed on top, by number; then the others by urgency and, within one urgency, newest first. Only stories published or updated in the last { $hours } hours; at most { $max }.
how-most-read = Reads of the last { $hours } hours are counted. A read loses half its worth every { $half } hours; the { $max } stories with the highest sum are shown. Of two equal ones the newer stands first.
how-highlights = Of the stories first published in the last { $days } days, the { $max } with the highest sum of reads. Here a read loses half its worth every { $half } hours.
how-formula = score = the sum, over all reads, of ½ to the power of (age of the read ÷ { $half } hours)
how-related = Stories are related when their contents are alike: words in headline, text and names are compared, and the rarer a word, the more it counts. A story less than { $least } per cent alike is not shown; at most { $max } are. If nothing is alike enough, the place stays empty. Of one event only one is shown, and none with the same text; of two equally alike the newer stands first. Stories that an editor has chosen stand first, in the order chosen.
how-reads = How reads are counted
how-reads-text = Without cookies and without following anyone: one number for each story and hour, and nowhere who it was. Known robots are not counted. What one address reads of a story within an hour counts in the lists { $times } times in full, and then once for each doubling; loading a page again is no new reading. Where one way (a search engine, a social network) brings a story over { $way } reads more within an hour than all others together, only the square root of what is beyond counts.
how-reads-order = In lists by reads, of one event only the most read story stands. After { $section } stories of one section those of others come first. On a section’s page both lists are made of that section’s stories alone.

## Pages that are missing or were taken back
gone-400 = We could not read this request
gone-400-text = The address may be incomplete. Try a search, or begin at the front page.
gone-404 = The page you want is not here
gone-404-text = The address may be mistyped, or the page was never published. You can search for the story below.
gone-405 = This page cannot be asked for in this way
gone-405-text = Try opening it by its address.
gone-410 = This story was withdrawn
gone-410-text = The paper has taken this story back. The reason is given below.
gone-413 = What you sent is too large
gone-413-text = Please try again with a shorter request.
gone-429 = Too many requests in a short time
gone-429-text = Please wait a minute and try again.
gone-451 = This story is unavailable by legal order
gone-451-text = An authority has ordered that we may not show it.
gone-500 = Something went wrong
gone-500-text = The fault is ours and has been recorded. Please try again in a while.
gone-503 = We cannot answer just now
gone-503-text = We are taking a short break. Please try again in a few minutes.
authority = Ordered by
reason = Reason
since = Date
request-id = Record number:
