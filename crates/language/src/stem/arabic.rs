//! Light stemming of Arabic: what is written onto a word, not the pattern inside it.
//!
//! After Larkey, Ballesteros and Connell ("Improving stemming for Arabic information retrieval", SIGIR 2002), whose
//! light stemmers did better for retrieval than roots, which throw unlike words together. Input is folded, so alif,
//! teh marbuta and yeh already have one form each.

/// Conjunction, preposition and article, longest first; removed only where enough of the word stays.
const PREFIXES: [&str; 14] = ["وبال", "وكال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك"];

/// Plural, dual, possessive and feminine endings, longest first.
const SUFFIXES: [&str; 20] = [
    "تهما", "اتها", "اتهم", "هما", "كما", "ات", "ان", "ون", "ين", "يه", "ها", "هم", "هن", "نا", "كم", "ته", "وا", "ه",
    "ي", "ت",
];

/// The word without what is written onto it.
pub(super) fn stem(folded: &str) -> String {
    let mut rest = folded;
    if let Some(shorter) = PREFIXES.iter().find_map(|prefix| without_prefix(rest, prefix)) {
        rest = shorter;
    }
    if let Some(shorter) = SUFFIXES.iter().find_map(|suffix| without_suffix(rest, suffix)) {
        rest = shorter;
    }
    rest.to_owned()
}

/// A single letter is far more often part of the word than a prefix, so it needs a longer rest, and only the
/// conjunction is taken at all.
fn without_prefix<'a>(word: &'a str, prefix: &str) -> Option<&'a str> {
    let rest = word.strip_prefix(prefix)?;
    let kept_min = if prefix.ends_with("ال") || prefix.ends_with("لل") { 2 } else { 3 };
    let taken = prefix.chars().count() > 1 || prefix == "و";
    (taken && rest.chars().count() >= kept_min).then_some(rest)
}

fn without_suffix<'a>(word: &'a str, suffix: &str) -> Option<&'a str> {
    let rest = word.strip_suffix(suffix)?;
    let kept_min = 2 + usize::from(suffix.chars().count() == 1);
    (rest.chars().count() >= kept_min).then_some(rest)
}
