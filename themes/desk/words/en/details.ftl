## Links to what is not published yet
share-preview = Preview link
preview-how = Whoever has the link sees the story as it is now, without coming in to the desk, and nothing else. It ends at its hour, when you end it, and when the story is published.
preview-for = For whom
preview-for-how = “Legal”, say, or somebody’s name. It stands in the list and on the reader’s page.
preview-lasts = How long it lasts
preview-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
preview-make = Make a link
preview-link-for = Give this link to:
preview-link-once = It is shown this once only.
preview-links = Open links
preview-none = No link is open.
preview-until = until
preview-end = End it
preview-is-public = Readers have or had this story: give its address instead. Earlier links lead there too, and nowhere if it was taken back.
preview-name-missing = Please say for whom the link is.
preview-days-wrong = A link lasts 1, 3 or 7 days.
preview-unpublished = Unpublished
preview-bar = For { $name }, not for passing on. Ends { $until }.
preview-story = The story

## Translations
translation-same-edition = A translation begins in another edition.

## Who did what
audit-preview = made a preview link:
audit-preview-end = ended a preview link:
audit-translate = began a translation of
