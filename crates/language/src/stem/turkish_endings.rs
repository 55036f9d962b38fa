//! The endings that the Turkish stemmer peels, by slot, in folded letters. Within a slot longer endings stand first.
//!
//! They are the endings of the grammar, written out; none was added or left out for a single word of the test data.

/// Endings of one slot by their last letter, and of those the longer first.
pub(super) struct Endings {
    by_last: [&'static str; ENDINGS_MAX],
    /// Where those of each letter begin, and after `z` where all end.
    starts: [u8; LETTERS + 1],
}

const ENDINGS_MAX: usize = 64;
const LETTERS: usize = 26;

impl Endings {
    /// Those that end in the letter: a word is turned away by most endings of a slot without a look at them.
    pub(super) fn ending_in(&self, last: u8) -> &[&'static str] {
        let letter = usize::from(last - b'a');
        &self.by_last[usize::from(self.starts[letter])..usize::from(self.starts[letter + 1])]
    }
}

/// Sorted by last letter as the program is built; the order in which they are written stays otherwise.
const fn endings(list: &[&'static str]) -> Endings {
    let mut sorted = Endings { by_last: [""; ENDINGS_MAX], starts: [0; LETTERS + 1] };
    let mut count = 0;
    let mut letter = 0;
    while letter < LETTERS {
        sorted.starts[letter] = count as u8;
        let mut at = 0;
        while at < list.len() {
            let ending = list[at].as_bytes();
            if ending[ending.len() - 1] as usize == b'a' as usize + letter {
                sorted.by_last[count] = list[at];
                count += 1;
            }
            at += 1;
        }
        letter += 1;
    }
    assert!(count == list.len(), "an ending in folded letters");
    sorted.starts[LETTERS] = count as u8;
    sorted
}

/// "is", "was", "reportedly was" on a noun.
pub(super) static COPULA: Endings = endings(&["ymis", "ymus", "dir", "dur", "tir", "tur", "ydi", "ydu", "yse", "ysa"]);

/// "the one at": `evdeki`, `evindeki`.
pub(super) static LOCATIVE_KI: Endings = endings(&["ndaki", "ndeki", "daki", "deki", "taki", "teki"]);

/// Case, bare or after a possessive (with n) or a vowel (with y).
pub(super) static CASE: Endings = endings(&[
    "ndan", "nden", "dan", "den", "tan", "ten", "nda", "nde", "yla", "yle", "nin", "nun", "da", "de", "ta", "te", "la",
    "le", "ca", "ce", "in", "un", "ni", "nu", "yi", "yu", "ya", "ye", "na", "ne", "i", "u", "a", "e",
]);

/// My, your, our. The bare `-m` is left on: news speaks of few things as mine, and many words end in m.
pub(super) static POSSESSIVE_OF_US_AND_YOU: Endings =
    endings(&["imiz", "umuz", "iniz", "unuz", "im", "um", "in", "un"]);

/// The possessive of the third person after a vowel.
pub(super) static POSSESSIVE_AFTER_VOWEL: Endings = endings(&["si", "su"]);

/// His, her, its, their.
pub(super) static POSSESSIVE_THIRD: Endings = endings(&["si", "su", "i", "u"]);

pub(super) static PLURAL: Endings = endings(&["lari", "leri", "lar", "ler"]);

/// Who acts, at the very end of a verb.
pub(super) static PERSON: Endings = endings(&[
    "sunuz", "siniz", "lar", "ler", "sin", "sun", "yim", "yum", "yiz", "yuz", "niz", "nuz", "iz", "uz", "im", "um",
    "k", "m", "n",
]);

/// Past, hearsay and condition, alone or on another tense.
pub(super) static PAST: Endings =
    endings(&["ymis", "ymus", "ydi", "ydu", "mis", "mus", "ysa", "yse", "di", "du", "ti", "tu", "sa", "se"]);

/// Tenses, moods, adverbs and participles.
pub(super) static FINITE: Endings = endings(&[
    "yacak", "yecek", "makta", "mekte", "yarak", "yerek", "yinca", "yunca", "yince", "madan", "meden", "dikca",
    "dikce", "iyor", "uyor", "acak", "ecek", "arak", "erek", "inca", "ince", "unca", "mali", "meli", "yacag", "yeceg",
    "acag", "eceg", "yor", "mis", "mus", "yip", "yup", "sin", "sun", "ken", "dik", "duk", "tik", "tuk", "dig", "dug",
    "tig", "tug", "mak", "mek", "yan", "yen", "di", "du", "ti", "tu", "ip", "up", "ma", "me", "an", "en",
]);

pub(super) static AORIST: Endings = endings(&["maz", "mez", "ar", "er", "ir", "ur", "r", "z"]);

/// Those of the above that may carry the endings of a noun: `yapacağ-ını`, `yaptığ-ında`, `yapan-lar`.
pub(super) static PARTICIPLE: Endings = endings(&[
    "yacag", "yeceg", "yacak", "yecek", "acag", "eceg", "acak", "ecek", "dik", "duk", "tik", "tuk", "dig", "dug",
    "tig", "tug", "mak", "mek", "yan", "yen", "mis", "mus", "ma", "me", "an", "en",
]);

/// "can", "cannot", "not". The last is "not" before `-iyor`, which swallows its vowel.
pub(super) static ABILITY_AND_NEGATION: Endings =
    endings(&["abilir", "yabil", "yebil", "abil", "ebil", "yama", "yeme", "ama", "eme", "ma", "me", "m"]);

pub(super) static PASSIVE: Endings = endings(&["il", "ul", "in", "un"]);

/// Stems of two letters, which are few, and among which are the commonest verbs.
pub(super) const SHORT_STEMS: &[&str] = &[
    "ac", "ad", "ag", "ak", "al", "as", "at", "av", "ay", "az", "de", "di", "ed", "ek", "el", "er", "es", "et", "ev",
    "ic", "in", "ip", "is", "it", "iz", "ok", "ol", "on", "op", "ov", "oy", "uc", "um", "un", "ur", "us", "ye", "yi",
];
