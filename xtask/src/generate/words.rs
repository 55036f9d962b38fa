//! Words that nobody owns: stems made of each language's own sounds, the commoner the shorter, and the endings that
//! Turkish, Arabic and English put on them.

use super::random::{Random, Weighted};

/// Stems side by side, the commonest first, so that the common ones stay at hand; each with the class its endings go by.
pub struct Stems {
    letters: String,
    /// Where each begins, its length, and its class.
    places: Vec<(u32, u8, u8)>,
}

impl Stems {
    pub fn new(texts: &[String], class: impl Fn(&str) -> usize) -> Self {
        let mut stems = Self { letters: String::new(), places: Vec::with_capacity(texts.len()) };
        for text in texts {
            stems.places.push((stems.letters.len() as u32, text.len() as u8, class(text) as u8));
            stems.letters.push_str(text);
        }
        stems
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn get(&self, stem: usize) -> (&str, usize) {
        let (from, length, class) = self.places[stem];
        (&self.letters[from as usize..from as usize + usize::from(length)], usize::from(class))
    }
}

/// Distinct stems, the commonest first. A word is the shorter the commoner (Zipf's law of abbreviation).
pub fn stems(count: usize, random: &mut Random, make: impl Fn(&mut Random, usize) -> String) -> Vec<String> {
    let mut seen = std::collections::HashSet::with_capacity(count);
    let mut stems = Vec::with_capacity(count);
    while stems.len() < count {
        let syllables = match (stems.len(), random.below(10)) {
            (0..400, 0..3) => 1,
            (0..400, _) | (400..4_000, 0..6) | (4_000.., 0..2) => 2,
            (400..4_000, _) | (4_000.., 2..7) => 3,
            _ => 4,
        };
        let stem = make(random, syllables);
        if stem.chars().count() > 2 && seen.insert(stem.clone()) {
            stems.push(stem);
        }
    }
    stems
}

// ---- Turkish ----

/// Consonants as often as Turkish has them within words; those that begin a word leave out the last.
const TURKISH_CONSONANTS: [char; 20] =
    ['n', 'r', 'l', 'k', 'd', 't', 'm', 'y', 's', 'b', 'ş', 'z', 'h', 'g', 'ç', 'p', 'v', 'c', 'f', 'ğ'];

/// A stem that keeps vowel harmony: after a back vowel back ones, after a rounded one rounded or open ones.
pub fn turkish_stem(random: &mut Random, syllables: usize) -> String {
    let common = Weighted::zipf(TURKISH_CONSONANTS.len(), 4.0);
    let consonant = |random: &mut Random, first: bool| loop {
        let drawn = TURKISH_CONSONANTS[common.draw(random)];
        if !(first && drawn == 'ğ') {
            return drawn;
        }
    };
    let mut stem = String::new();
    let mut vowel = ['a', 'e', 'a', 'i', 'o', 'ı', 'u', 'ü', 'ö'][random.below(9)];
    for syllable in 0..syllables {
        if syllable > 0 {
            vowel = match vowel {
                'a' | 'ı' => random.one_of(&["a", "ı"]),
                'e' | 'i' => random.one_of(&["e", "i"]),
                'o' | 'u' => random.one_of(&["a", "u"]),
                _ => random.one_of(&["e", "ü"]),
            }
            .chars()
            .next()
            .unwrap_or('a');
        }
        if syllable > 0 || random.percent(82) {
            stem.push(consonant(random, syllable == 0));
        }
        stem.push(vowel);
        if random.percent(if syllable + 1 == syllables { 60 } else { 38 }) {
            stem.push(consonant(random, false));
        }
    }
    stem
}

/// By last vowel and last letter: 4 kinds of vowel × (vowel, voiced, voiceless).
pub const TURKISH_CLASSES: usize = 12;

pub fn turkish_class(stem: &str) -> usize {
    let vowel = stem.chars().rev().find(|letter| "aıeiouöü".contains(*letter)).unwrap_or('e');
    let kind = match vowel {
        'a' | 'ı' => 0,
        'e' | 'i' => 1,
        'o' | 'u' => 2,
        _ => 3,
    };
    let last = stem.chars().last().unwrap_or('e');
    let end = match last {
        _ if "aıeiouöü".contains(last) => 0,
        _ if "fstkçşhp".contains(last) => 2,
        _ => 1,
    };
    kind * 3 + end
}

/// An ending as it sounds after a stem of the class. In the pattern `A` is a or e, `I` one of ı i u ü, `D` d or t, `C` c
/// or ç; a letter in brackets stands only after a vowel if it is a consonant, and only after a consonant if a vowel.
pub fn turkish_ending(pattern: &str, class: usize) -> String {
    let (mut back, mut round) = ((class / 3).is_multiple_of(2), class / 3 >= 2);
    let (mut after_vowel, mut after_voiceless) = (class.is_multiple_of(3), class % 3 == 2);
    let mut ending = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        let (letter, optional) = match letter {
            '(' => {
                let inner = letters.next().unwrap_or_default();
                letters.next();
                (inner, true)
            }
            letter => (letter, false),
        };
        let is_vowel = "AIaıeiouöü".contains(letter);
        if optional && is_vowel == after_vowel {
            continue;
        }
        let sounded = match letter {
            'A' => {
                if back {
                    'a'
                } else {
                    'e'
                }
            }
            'I' => match (back, round) {
                (true, false) => 'ı',
                (false, false) => 'i',
                (true, true) => 'u',
                (false, true) => 'ü',
            },
            'D' => {
                if after_voiceless {
                    't'
                } else {
                    'd'
                }
            }
            'C' => {
                if after_voiceless {
                    'ç'
                } else {
                    'c'
                }
            }
            other => other,
        };
        if is_vowel {
            back = "aıou".contains(sounded);
            round = "ouöü".contains(sounded);
        }
        after_vowel = is_vowel;
        after_voiceless = "fstkçşhp".contains(sounded);
        ending.push(sounded);
    }
    ending
}

// ---- Arabic ----

/// A root of three in one of the patterns that most words are made by.
pub fn arabic_stem(random: &mut Random, syllables: usize) -> String {
    const LETTERS: [&str; 26] = [
        "ر", "م", "ل", "ن", "ب", "د", "ع", "س", "ق", "ف", "ح", "ج", "ش", "ك", "ت", "ص", "ه", "ط", "خ", "ي", "و", "ض",
        "ز", "ث", "غ", "ذ",
    ];
    const PATTERNS: [&str; 14] = [
        "123",
        "12ا3",
        "1ا23",
        "12ي3",
        "12و3",
        "م123",
        "م12و3",
        "123ة",
        "ت12ي3",
        "ا1ت2ا3",
        "ا12ا3",
        "م1ا23ة",
        "است12ا3",
        "م1ت23",
    ];
    let common = Weighted::zipf(LETTERS.len(), 6.0);
    let root = [0; 3].map(|_| LETTERS[common.draw(random)]);
    let (from, to) = [(0, 5), (0, 8), (3, 12), (8, 14)][syllables.clamp(1, 4) - 1];
    let pattern = PATTERNS[from + random.below(to - from)];
    pattern.chars().fold(String::new(), |mut word, mark| {
        match mark {
            '1' => word.push_str(root[0]),
            '2' => word.push_str(root[1]),
            '3' => word.push_str(root[2]),
            letter => word.push(letter),
        }
        word
    })
}

// ---- English ----

pub fn english_stem(random: &mut Random, syllables: usize) -> String {
    const ONSETS: [&str; 26] = [
        "t", "s", "r", "m", "d", "c", "p", "l", "b", "f", "n", "h", "st", "w", "g", "pr", "tr", "v", "br", "gr", "ch",
        "sh", "cl", "pl", "sp", "k",
    ];
    const NUCLEI: [&str; 11] = ["e", "a", "i", "o", "u", "ea", "ee", "ou", "ai", "oa", "ie"];
    const CODAS: [&str; 16] = ["n", "r", "t", "l", "s", "d", "m", "ck", "nd", "st", "nt", "p", "rt", "ll", "ng", "ss"];
    let (onset, nucleus, coda) =
        (Weighted::zipf(ONSETS.len(), 4.0), Weighted::zipf(NUCLEI.len(), 1.0), Weighted::zipf(CODAS.len(), 3.0));
    let mut stem = String::new();
    for syllable in 0..syllables {
        if syllable > 0 || random.percent(85) {
            stem.push_str(ONSETS[onset.draw(random)]);
        }
        stem.push_str(NUCLEI[nucleus.draw(random)]);
        if random.percent(if syllable + 1 == syllables { 75 } else { 25 }) {
            stem.push_str(CODAS[coda.draw(random)]);
        }
    }
    stem
}

/// By the last letter: e, y, a hissing sound, else.
pub const ENGLISH_CLASSES: usize = 4;

pub fn english_class(stem: &str) -> usize {
    match stem.as_bytes().last() {
        Some(b'e') => 0,
        Some(b'y') => 1,
        Some(b's' | b'x' | b'z') => 2,
        _ if stem.ends_with("sh") || stem.ends_with("ch") => 2,
        _ => 3,
    }
}

/// The plain ending, as it is spelled after a stem of the class.
pub fn english_ending(ending: &str, class: usize) -> String {
    match (ending, class) {
        ("s", 2) => "es".to_owned(),
        (ending, 0) if ending.starts_with('e') => ending[1..].to_owned(),
        (ending, _) => ending.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turkish_endings_keep_harmony() {
        let check = |stem: &str, pattern: &str, expected: &str| {
            assert_eq!(format!("{stem}{}", turkish_ending(pattern, turkish_class(stem))), expected);
        };
        check("kitap", "lAr", "kitaplar");
        check("ev", "lArInDAn", "evlerinden");
        check("okul", "(y)I", "okulu");
        check("köprü", "(n)In", "köprünün");
        check("süt", "DA", "sütte");
        check("yol", "CI", "yolcu");
        check("araba", "(y)lA", "arabayla");
        check("kent", "(I)m", "kentim");
    }

    #[test]
    fn stems_differ_and_the_common_ones_are_short() {
        let stems = stems(6_000, &mut Random::seeded(5), turkish_stem);
        let letters =
            |of: &[String]| of.iter().map(|stem| stem.chars().count()).sum::<usize>() as f64 / of.len() as f64;
        assert!(letters(&stems[..300]) + 2.0 < letters(&stems[5_000..]));
    }
}
