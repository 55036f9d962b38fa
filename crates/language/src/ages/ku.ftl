# How long ago a story appeared, while that is less than an hour. The oblique case differs in singular and plural.
just-now = niha
minutes-ago = { $minutes ->
    [one] berî { $minutes } deqeyê
   *[other] berî { $minutes } deqeyan
}
