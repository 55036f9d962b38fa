# How long ago a story appeared, while that is less than an hour.
just-now = just now
minutes-ago = { $minutes ->
    [one] { $minutes } minute ago
   *[other] { $minutes } minutes ago
}
