//! Headline or standfirst in capitals from end to end.

use language::Language;

use super::{Change, Code, Field, Finding, Fix, Severity, Subject, d02, quoted};

/// Tells of lines that shout, with the line in small letters as the language has them: a sentence's beginning and the names that
/// the body writes with capitals keep theirs. Somebody must look, because a name may be in no body.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let language = subject.language();
    if language == Language::Arabic {
        return Vec::new();
    }
    let body = subject.content.body.plain_text();
    let mut findings = Vec::new();
    for field in [Field::Headline, Field::Standfirst] {
        let Some(words) = field.words(subject.content).filter(|words| shouts(words)) else { continue };
        let now = calmed(words, &body, language);
        let fix = (!shouts(&now)).then(|| Fix::of(vec![Change::Field { field, now }]).needs_eye());
        let message = format!("in capitals: {}", quoted(words));
        findings.push(Finding::new(Code::ShoutingCapitals, Severity::Warning, field.as_str(), message).fix(fix));
    }
    findings
}

/// A word this long is no abbreviation: TBMM, UNESCO and UEFA are shorter than what a line needs beside them.
const WORD_LETTERS_MIN: usize = 5;

/// Nine tenths of the letters are capitals, and three words are too long for abbreviations; of a short line, two.
fn shouts(line: &str) -> bool {
    let cased = |c: &char| c.is_uppercase() || c.is_lowercase();
    let letters = line.chars().filter(cased).count();
    let capitals = line.chars().filter(|c| c.is_uppercase()).count();
    let all = language::words(line).filter(|word| word.chars().any(|c| c.is_alphabetic())).count();
    let long = language::words(line)
        .filter(|word| word.chars().filter(cased).count() >= WORD_LETTERS_MIN && !word.chars().any(char::is_lowercase))
        .count();
    let wanted = if all <= 4 { 2 } else { 3 };
    letters >= 12 && capitals * 10 >= letters * 9 && long >= wanted
}

fn calmed(line: &str, body: &str, language: Language) -> String {
    let small = language::lower(line, language);
    let known = d02::capitals(&small, body, language);
    let calm = d02::mended(&small, &known, language);
    // Each sentence, and what is said after a colon, begins with a capital.
    let mut out = String::with_capacity(calm.len());
    let mut begins = true;
    for c in calm.chars() {
        if begins && c.is_lowercase() {
            out.push_str(&language::upper(&c.to_string(), language));
        } else {
            out.push(c);
        }
        if c.is_alphanumeric() {
            begins = false;
        } else if matches!(c, '.' | '!' | '?' | ':' | '…') {
            begins = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shouting_is_told_from_abbreviations() {
        for line in ["KIYIKENT KÖPRÜSÜ BAHARA HAZIR", "VALİDEN AÇIKLAMA GELDİ!", "ISPARTA'DA ŞİDDETLİ YAĞIŞ"]
        {
            assert!(shouts(line), "{line}");
        }
        for line in [
            "Kıyıkent köprüsü bahara hazır",
            "SON DAKİKA: Kıyıkent köprüsü açıldı",
            "TBMM, AB ve NATO UNESCO'da",
            "ABD FED'i bekliyor",
            "TÜİK açıkladı",
            "GALATASARAY 3-1 FENERBAHÇE maçı",
        ] {
            assert!(!shouts(line), "{line}");
        }
    }

    #[test]
    fn a_line_is_calmed_by_the_rules_of_its_language() {
        let body = "Dün Isparta’da konuşan Vali Ayşe Kaya, TÜİK verilerini anlattı. Vali, İzmir yolunu da sordu.";
        let check = |line: &str, expected: &str| assert_eq!(calmed(line, body, Language::Turkish), expected);
        check("ISPARTA'DA ŞİDDETLİ YAĞIŞ", "Isparta'da şiddetli yağış");
        check("VALİDEN AÇIKLAMA: İZMİR YOLU AÇILDI", "Validen açıklama: İzmir yolu açıldı");
        check("TÜİK VERİLERİ AÇIKLANDI", "TÜİK verileri açıklandı");
    }
}
