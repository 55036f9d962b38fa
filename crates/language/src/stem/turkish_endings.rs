//! The endings that the Turkish stemmer peels, by slot, in folded letters. Within a slot longer endings stand first.
//!
//! They are the endings of the grammar, written out; none was added or left out for a single word of the test data.

/// "is", "was", "reportedly was" on a noun.
pub(super) const COPULA: &[&str] = &["ymis", "ymus", "dir", "dur", "tir", "tur", "ydi", "ydu", "yse", "ysa"];

/// "the one at": `evdeki`, `evindeki`.
pub(super) const LOCATIVE_KI: &[&str] = &["ndaki", "ndeki", "daki", "deki", "taki", "teki"];

/// Case, bare or after a possessive (with n) or a vowel (with y).
pub(super) const CASE: &[&str] = &[
    "ndan", "nden", "dan", "den", "tan", "ten", "nda", "nde", "yla", "yle", "nin", "nun", "da", "de", "ta", "te", "la",
    "le", "ca", "ce", "in", "un", "ni", "nu", "yi", "yu", "ya", "ye", "na", "ne", "i", "u", "a", "e",
];

/// My, your, our. The bare `-m` is left on: news speaks of few things as mine, and many words end in m.
pub(super) const POSSESSIVE_OF_US_AND_YOU: &[&str] = &["imiz", "umuz", "iniz", "unuz", "im", "um", "in", "un"];

/// His, her, its, their.
pub(super) const POSSESSIVE_THIRD: &[&str] = &["si", "su", "i", "u"];

pub(super) const PLURAL: &[&str] = &["lari", "leri", "lar", "ler"];

/// Who acts, at the very end of a verb.
pub(super) const PERSON: &[&str] = &[
    "sunuz", "siniz", "lar", "ler", "sin", "sun", "yim", "yum", "yiz", "yuz", "niz", "nuz", "iz", "uz", "im", "um",
    "k", "m", "n",
];

/// Past, hearsay and condition, alone or on another tense.
pub(super) const PAST: &[&str] =
    &["ymis", "ymus", "ydi", "ydu", "mis", "mus", "ysa", "yse", "di", "du", "ti", "tu", "sa", "se"];

/// Tenses, moods, adverbs and participles.
pub(super) const FINITE: &[&str] = &[
    "yacak", "yecek", "makta", "mekte", "yarak", "yerek", "yinca", "yunca", "yince", "madan", "meden", "dikca",
    "dikce", "iyor", "uyor", "acak", "ecek", "arak", "erek", "inca", "ince", "unca", "mali", "meli", "yacag", "yeceg",
    "acag", "eceg", "yor", "mis", "mus", "yip", "yup", "sin", "sun", "ken", "dik", "duk", "tik", "tuk", "dig", "dug",
    "tig", "tug", "mak", "mek", "yan", "yen", "di", "du", "ti", "tu", "ip", "up", "ma", "me", "an", "en",
];

pub(super) const AORIST: &[&str] = &["maz", "mez", "ar", "er", "ir", "ur", "r", "z"];

/// Those of the above that may carry the endings of a noun: `yapacağ-ını`, `yaptığ-ında`, `yapan-lar`.
pub(super) const PARTICIPLE: &[&str] = &[
    "yacag", "yeceg", "yacak", "yecek", "acag", "eceg", "acak", "ecek", "dik", "duk", "tik", "tuk", "dig", "dug",
    "tig", "tug", "mak", "mek", "yan", "yen", "mis", "mus", "ma", "me", "an", "en",
];

/// "can", "cannot", "not". The last is "not" before `-iyor`, which swallows its vowel.
pub(super) const ABILITY_AND_NEGATION: &[&str] =
    &["abilir", "yabil", "yebil", "abil", "ebil", "yama", "yeme", "ama", "eme", "ma", "me", "m"];

pub(super) const PASSIVE: &[&str] = &["il", "ul", "in", "un"];

/// Stems of two letters, which are few, and among which are the commonest verbs.
pub(super) const SHORT_STEMS: &[&str] = &[
    "ac", "ad", "ag", "ak", "al", "as", "at", "av", "ay", "az", "de", "di", "ed", "ek", "el", "er", "es", "et", "ev",
    "ic", "in", "ip", "is", "it", "iz", "ok", "ol", "on", "op", "ov", "oy", "uc", "um", "un", "ur", "us", "ye", "yi",
];
