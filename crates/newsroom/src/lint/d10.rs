//! D10: the standfirst printed again as the first paragraph.

use std::collections::HashMap;

use language::Language;

use super::{Change, Code, Finding, Fix, Severity, Subject, quoted};

/// Tells of a standfirst that the body's beginning repeats, which can go. That is certain where no word would go with it:
/// twins may differ in a word, and the word may be a number.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(standfirst) = &subject.content.standfirst else { return Vec::new() };
    let language = subject.language();
    // One paragraph may come first: a dateline or an editor's note.
    let twin = subject.paragraphs().take(2).find(|(_, words)| are_twins(standfirst, words, language));
    let found = twin.map(|(index, words)| {
        let message = format!("the standfirst is printed again: {}", quoted(&words));
        let said = folded(standfirst, language);
        let is_all_said = folded(&words, language).iter().all(|word| said.contains(word));
        let is_only = subject.content.body.0.len() == 1;
        let fix = Fix { changes: vec![Change::Drop { index }], needs_eye: !is_all_said || is_only };
        Finding::new(Code::D10, Severity::Warning, format!("body[{index}]"), message).fix(fix)
    });
    found.into_iter().collect()
}

/// Case by another language's rule ("IŞIK" to "işik") disappears in folding.
fn folded(text: &str, language: Language) -> Vec<String> {
    language::words(text).map(|word| language::fold(word, language)).collect()
}

/// The share of common words from which two texts say the same.
const TWIN_SHARE: f64 = 0.9;

/// Two texts that say the same but for case, punctuation and the odd word: nine tenths of the words of the longer one
/// are in the other, in any order.
pub fn are_twins(one: &str, other: &str, language: Language) -> bool {
    let (one, other) = (folded(one, language), folded(other, language));
    let longer = one.len().max(other.len());
    if longer < 4 || one.len().min(other.len()) * 10 < longer * 9 {
        return false;
    }
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in &one {
        *left.entry(word).or_default() += 1;
    }
    let common = other
        .iter()
        .filter(|word| match left.get_mut(word.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        })
        .count();
    common as f64 >= TWIN_SHARE * longer as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_differ_in_case_at_most_a_word() {
        let check = |one: &str, other: &str, expected: bool| {
            assert_eq!(are_twins(one, other, Language::Turkish), expected, "{one} / {other}")
        };
        check("kilis'te ışıklar yandı ve halk sevindi", "Kilis’te ışıklar yandı ve halk sevindi.", true);
        check("İSTANBUL'DA IŞIKLAR YENİDEN YANDI", "İstanbul'da ışıklar yeniden yandı", true);
        check("Kilis'te ışıklar yandı", "Kilis'te ışıklar yandı, halk sevindi ve sokağa çıktı", false);
        check("Vali konuştu", "Vali konuştu", false);
    }
}
