# How long ago a story appeared, while that is less than an hour. Arabic counts one, two, three to ten, and eleven on.
just-now = الآن
minutes-ago = { $minutes ->
    [one] قبل دقيقة واحدة
    [two] قبل دقيقتين
    [few] قبل { $minutes } دقائق
   *[other] قبل { $minutes } دقيقة
}
