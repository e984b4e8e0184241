"""Characters that look like what a shell reads but are not, with what to write instead."""

STRAIGHT = dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"') | dict.fromkeys(
    "\u2018\u2019\u201a\u201b\u00b4", "'"
)
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
SPACES = "\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\u180e"
NOTHING = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff" + "".join(
    map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
CONTROL = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 127]))

MEANT = str.maketrans(STRAIGHT | dict.fromkeys(SPACES, " "))
"""What a writer meant, character for character, so that one slip is not reported twice."""

UNCLEAR = DASHES + NOTHING + CONTROL
"""Characters for which no single other one is meant."""
