//! An agency's signature, a portal's name or a place at the end of the words, left from where they were taken.

use language::Language;

use super::fix::{Change, Field, Fix, tidy};
use super::{Code, Finding, Severity, Subject, quoted};
use crate::body::{Block, Text, words_of};

/// Tells of a headline, standfirst or body that ends in such a tail. The fix takes it off and names the agency where it belongs,
/// among the credits, and the place in the dateline.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let content = subject.content;
    let language = subject.language();
    let mut findings = Vec::new();
    for field in [Field::Headline, Field::Standfirst] {
        let Some(words) = field.words(content) else { continue };
        let Some(tail) = tail(words, Where::Line, language) else { continue };
        let now = words[..tail.at].trim_end().to_owned();
        let mut changes = vec![Change::Field { field, now: now.clone() }];
        changes.extend(tail.named(subject));
        let fix = (field == Field::Standfirst || !now.is_empty()).then(|| Fix::of(changes));
        findings.push(finding(field.as_str(), &words[tail.at..]).fix(fix));
    }
    // What stands under the words (a picture, a card) does not hide their end.
    let last = content.body.0.iter().enumerate().rev().find(|(_, block)| !block.plain_text().trim().is_empty());
    if let Some((index, Block::Paragraph { text })) = last {
        let words = words_of(text);
        if let Some(tail) = tail(&words, Where::Body, language) {
            let rest = up_to(text, words[..tail.at].trim_end().len());
            let is_all = words_of(&rest).trim().is_empty();
            let mut changes = vec![match is_all {
                true => Change::Drop { index },
                false => Change::Block { index, now: Box::new(Block::Paragraph { text: rest }) },
            }];
            changes.extend(tail.named(subject));
            let fix = (!is_all || content.body.0.len() > 1).then(|| Fix::of(changes));
            findings.push(finding(&format!("body[{index}]"), &words[tail.at..]).fix(fix));
        }
    }
    findings
}

fn finding(place: &str, tail: &str) -> Finding {
    let message = format!("an agency's or a portal's tail: {}", quoted(tail.trim()));
    Finding::new(Code::AgencyTail, Severity::Warning, place, message).words(tail.trim())
}

/// The first bytes of a text, with its marks.
fn up_to(text: &Text, bytes: usize) -> Text {
    let mut left = bytes;
    let mut kept = text.clone();
    for run in &mut kept {
        let at = left.min(run.text.len());
        left -= at;
        run.text.truncate(at);
    }
    tidy(&mut kept);
    kept
}

#[derive(Clone, Copy, PartialEq)]
enum Where {
    /// A headline or standfirst.
    Line,
    Body,
}

struct Tail {
    /// Where it begins, in bytes.
    at: usize,
    agency: Option<String>,
    place: Option<String>,
}

impl Tail {
    /// The agency among the credits and the place in the dateline, where they are not named already.
    fn named(&self, subject: &Subject<'_>) -> Vec<Change> {
        let content = subject.content;
        let names =
            content.credits.iter().map(|credit| &credit.name).chain(content.bylines.iter().map(|one| &one.name));
        let is_named = |agency: &str| names.clone().any(|name| name.contains(agency));
        let credit = self.agency.clone().filter(|agency| !is_named(agency)).map(|name| Change::Credit { name });
        let dateline =
            self.place.clone().filter(|_| content.dateline.is_none()).map(|place| Change::Dateline { place });
        credit.into_iter().chain(dateline).collect()
    }
}

/// Agencies as they sign. Of each, whether its letters mean nothing else: AP is also a party, a parliament and access points.
const AGENCIES: [(&str, bool); 58] = [
    ("AA", true),
    ("A.A", true),
    ("A.A.", true),
    ("İHA", true),
    ("IHA", true),
    ("DHA", true),
    ("ANKA", true),
    ("İLKHA", true),
    ("ILKHA", true),
    ("CİHAN", true),
    ("Cihan", false),
    ("CHA", true),
    ("UHA", true),
    ("BHA", true),
    ("THA", true),
    ("MA", false),
    ("JINNEWS", true),
    ("Anadolu Ajansı", true),
    ("İhlas Haber Ajansı", true),
    ("Demirören Haber Ajansı", true),
    ("Doğan Haber Ajansı", true),
    ("ANKA Haber Ajansı", true),
    ("Mezopotamya Ajansı", true),
    ("Haber Merkezi", true),
    ("HABER MERKEZİ", true),
    ("Ajanslar", true),
    ("AJANSLAR", true),
    ("Reuters", true),
    ("REUTERS", true),
    ("AFP", true),
    ("AP", false),
    ("DPA", true),
    ("dpa", true),
    ("PA", false),
    ("UPI", true),
    ("TASS", true),
    ("ANSA", true),
    ("EFE", false),
    ("Xinhua", true),
    ("XINHUA", true),
    ("Sputnik", false),
    ("SPUTNIK", true),
    ("Anadolu Agency", true),
    ("IANS", true),
    ("ANI", false),
    ("واس", true),
    ("رويترز", true),
    ("أ ف ب", true),
    ("ا ف ب", true),
    ("أ.ف.ب", true),
    ("فرانس برس", true),
    ("د ب أ", true),
    ("الأناضول", true),
    ("وكالات", true),
    ("وام", true),
    ("كونا", true),
    ("سانا", true),
    ("شينخوا", true),
];

fn agency(words: &str) -> Option<(&'static str, bool)> {
    let words = words.trim();
    AGENCIES.iter().find(|(name, _)| *name == words).copied()
}

fn ends_sentence(words: &str) -> bool {
    words.trim_end().ends_with(['.', '!', '?', '…', '؟', '"', '”', '»', '\'', '’'])
}

fn tail(words: &str, place: Where, language: Language) -> Option<Tail> {
    let words = words.trim_end();
    in_brackets(words)
        .or_else(|| after_label(words))
        .or_else(|| after_dash(words, place, language))
        .or_else(|| after_sentence(words, place, language))
}

/// "… dedi. (İHA)", "(AA-DHA)", "(İHA/Kilis)", "(Reporting by …)".
fn in_brackets(words: &str) -> Option<Tail> {
    let bare = words.strip_suffix('.').unwrap_or(words);
    let inside = bare.strip_suffix([')', ']'])?;
    let at = inside.rfind(['(', '['])?;
    let before = inside[..at].trim_end();
    let inside = &inside[at + 1..];
    let small = inside.trim_start().to_ascii_lowercase();
    if ["reporting by ", "additional reporting by ", "writing by ", "editing by "]
        .iter()
        .any(|begin| small.starts_with(begin))
    {
        return Some(Tail { at, agency: None, place: None });
    }
    let whole = agency(inside).map(|found| vec![found]);
    let parts = || -> Option<Vec<(&'static str, bool)>> {
        let parts: Vec<&str> = inside.split(['-', '/', ',', '–', '|', '&', '+']).map(str::trim).collect();
        let known: Vec<_> = parts.iter().filter_map(|part| agency(part)).collect();
        let others = parts.iter().filter(|part| agency(part).is_none());
        let are_places = others.clone().all(|part| is_place(part) || part.split_whitespace().count() <= 2);
        (!known.is_empty() && parts.len() <= 4 && are_places && others.count() <= 2).then_some(known)
    };
    let known = whole.or_else(parts)?;
    // "Anadolu Ajansı (AA)" and "insansız hava aracı (İHA)" say what letters stand for; a signature comes after a sentence.
    let is_signature = ends_sentence(before)
        || before.is_empty()
        || (bare == words && known.iter().all(|(_, is_only)| *is_only) && !defines(before));
    is_signature.then(|| Tail { at, agency: Some(known[0].0.to_owned()), place: None })
}

fn defines(before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let small = language::fold(last, Language::Turkish);
    ["ajans", "arac", "aygit", "agency", "press", "وكالة"].iter().any(|begin| small.starts_with(begin))
}

/// "Kaynak: AA", "Source: Reuters", "المصدر: رويترز".
fn after_label(words: &str) -> Option<Tail> {
    const LABELS: [&str; 12] = [
        "Haber Kaynağı",
        "Haber kaynağı",
        "HABER KAYNAĞI",
        "Kaynak",
        "KAYNAK",
        "Haber",
        "HABER",
        "Source",
        "SOURCE",
        "المصدر",
        "مصدر",
        "Çavkanî",
    ];
    let colon = words.rfind(':')?;
    let label_end = words[..colon].trim_end();
    let label = LABELS.iter().find(|label| label_end.ends_with(**label))?;
    let at = label_end.len() - label.len();
    let before = words[..at].trim_end_matches(['(', '[', '-', '–', '|', ' ']);
    let rest = words[colon + 1..].trim().trim_end_matches(['.', ')', ']']);
    let first = rest.split(['-', '/', ',', '–', '|', '(']).map(str::trim).find_map(agency)?;
    let is_signature = (before.is_empty() || ends_sentence(before)) && rest.split_whitespace().count() <= 6;
    is_signature.then(|| Tail { at: before.len(), agency: Some(first.0.to_owned()), place: None })
}

/// "… - İHA", "… – ANKARA", "… | Son Dakika Haberleri".
fn after_dash(words: &str, place: Where, language: Language) -> Option<Tail> {
    let bare = words.trim_end_matches('.');
    let (at, mark) = bare.char_indices().rev().find(|(at, c)| {
        let is_mark = matches!(c, '-' | '–' | '—' | '|' | '»' | '/');
        let before = bare[..*at].chars().next_back();
        is_mark && before.is_none_or(char::is_whitespace)
    })?;
    let rest = bare[at + mark.len_utf8()..].trim();
    let before = bare[..at].trim_end();
    if let Some((name, is_only)) =
        agency(rest).filter(|(_, is_only)| *is_only || ends_sentence(before) || before.is_empty())
    {
        let _ = is_only;
        return Some(Tail { at, agency: Some(name.to_owned()), place: None });
    }
    if place == Where::Body && mark != '/' && is_place(rest) && (before.is_empty() || ends_sentence(before)) {
        return Some(Tail { at, agency: None, place: Some(rest.to_owned()) });
    }
    let is_portal = place == Where::Line && mark != '/' && !before.is_empty() && is_portals_name(rest, language);
    is_portal.then_some(Tail { at, agency: None, place: None })
}

/// "… dedi. İHA", "… dedi. Kilis haberi", and a last paragraph that is nothing else.
fn after_sentence(words: &str, place: Where, language: Language) -> Option<Tail> {
    let at = match words.rfind(['.', '!', '?', '…', '”', '"']) {
        Some(at) if at + 1 < words.len() => at + words[at..].chars().next().map_or(0, char::len_utf8),
        Some(_) => return None,
        None if place == Where::Body => 0,
        None => return None,
    };
    let rest = words[at..].trim();
    // "A.A" after a point is not one; what is all of a short paragraph is.
    let known = agency(rest).filter(|(_, is_only)| *is_only || at == 0);
    if let Some((name, _)) = known {
        return Some(Tail { at, agency: Some(name.to_owned()), place: None });
    }
    let many = rest.split_whitespace().count();
    let last = language::fold(rest.split_whitespace().next_back().unwrap_or_default(), language);
    let is_news =
        language == Language::Turkish && (2..=5).contains(&many) && matches!(last.as_str(), "haberi" | "haberleri");
    let is_right = rest.starts_with(['©']) || rest.starts_with("Copyright ");
    (is_news || (is_right && many <= 12)).then_some(Tail { at, agency: None, place: None })
}

/// One or two words in capitals, as agencies sign the place: "KİLİS", "ŞANLIURFA", "LOS ANGELES".
fn is_place(words: &str) -> bool {
    let many = words.split_whitespace().count();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    (1..=2).contains(&many) && letters >= 4 && words.chars().all(|c| c.is_uppercase() || c == ' ' || c == '/')
}

/// "Son Dakika Haberleri", "Kıyıkent Haber", "Gündem Haberleri", "World News", "أخبار العالم".
fn is_portals_name(words: &str, language: Language) -> bool {
    let many = words.split_whitespace().count();
    if !(1..=5).contains(&many) {
        return false;
    }
    let folded: Vec<String> = words.split_whitespace().map(|word| language::fold(word, language)).collect();
    let last = folded.last().map_or("", String::as_str);
    let first = folded.first().map_or("", String::as_str);
    let is_last = matches!(last, "haber" | "haberi" | "haberleri" | "haberler" | "news" | "nuce");
    let is_flash = folded.len() >= 2 && folded[folded.len() - 2..] == ["son".to_owned(), "dakika".to_owned()];
    is_last || is_flash || (language == Language::Arabic && matches!(first, "اخبار" | "أخبار" | "صحيفه" | "صحيفة"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_told_from_words() {
        let check = |words: &str, place: Where, expected: Option<&str>| {
            let found = tail(words, place, Language::Turkish).map(|tail| words[tail.at..].trim());
            assert_eq!(found, expected, "{words}");
        };
        let line = |words: &str, expected| check(words, Where::Line, expected);
        let body = |words: &str, expected| check(words, Where::Body, expected);
        line("Kıyıkent'te kaza: 3 yaralı (İHA)", Some("(İHA)"));
        line("Kıyıkent'te kaza: 3 yaralı - AA", Some("- AA"));
        line("Köprü açıldı | Kıyıkent Haberleri", Some("| Kıyıkent Haberleri"));
        line("Köprü açıldı - Son Dakika", Some("- Son Dakika"));
        line("Vali köprüyü anlattı. Kıyıkent haberi", Some("Kıyıkent haberi"));
        body("Vali konuştu. (AA)", Some("(AA)"));
        body("Vali konuştu. (İHA/KIYIKENT)", Some("(İHA/KIYIKENT)"));
        body("Vali konuştu.(DHA)", Some("(DHA)"));
        body("Vali konuştu. - KIYIKENT", Some("- KIYIKENT"));
        body("- KIYIKENT", Some("- KIYIKENT"));
        body("Vali konuştu. Kaynak: AA", Some("Kaynak: AA"));
        body("Kaynak: İHA", Some("Kaynak: İHA"));
        body("Vali konuştu. İHA", Some("İHA"));
        body("Haber Merkezi", Some("Haber Merkezi"));
        body(
            "It was late. (Reporting by A. Smith; Editing by B. Jones)",
            Some("(Reporting by A. Smith; Editing by B. Jones)"),
        );
        body("وقال الوزير ذلك. (رويترز)", Some("(رويترز)"));
        body("وقال الوزير ذلك. المصدر: رويترز", Some("المصدر: رويترز"));
        line("Galatasaray'a sakatlık haberi", None);
        line("Türkiye - Almanya", None);
        line("Yerli insansız hava aracı (İHA)", None);
        line("Avrupa Parlamentosu (AP)", None);
        body("Açıklamayı Anadolu Ajansı (AA).", None);
        body("Kaynak: Sağlık Bakanlığı", None);
        body("Oylama Avrupa Parlamentosu'nda (AP) yapıldı.", None);
        body("Maçı TRT yayımladı.", None);
        body("Ekonomi ve siyaset - ikisi de.", None);
    }
}
