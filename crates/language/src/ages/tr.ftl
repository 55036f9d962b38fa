# How long ago a story appeared, while that is less than an hour.
just-now = az önce
minutes-ago = { $minutes } dakika önce
