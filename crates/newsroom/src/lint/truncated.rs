//! A standfirst that a portal cut after so many letters.

use language::Language;

use super::{Change, Code, Field, Finding, Fix, Severity, Subject, quoted};

/// Longer ones are no standfirst; the cut one then ends at its last whole sentence.
const STANDFIRST_LETTERS_MAX: usize = 360;

/// Tells of a standfirst that ends in the middle of a word or sentence, which the body has whole, or in dots that say so.
///
/// Dots alone also end a whole sentence in Turkish headlines' manner ("İşte o anlar…", "Vali konuştu…"): those are left in
/// peace unless the body goes on where they stand.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(standfirst) = subject.content.standfirst.as_deref() else { return Vec::new() };
    let language = subject.language();
    let (words, has_dots, is_marked) = without_dots(standfirst);
    if words.split_whitespace().count() < 3 {
        return Vec::new();
    }
    if !has_dots && words.ends_with(['.', '!', '?', '؟', '"', '”', '»', '’', '\'', ')', ':', ';']) {
        return Vec::new();
    }
    let found = subject.paragraphs().find_map(|(_, paragraph)| continued(words, &paragraph, language));
    let how = match &found {
        Some(Continued { is_mid_word: true, .. }) => "in the middle of a word",
        Some(Continued { rest: Some(_), .. }) => "in the middle of a sentence",
        // The body has it and ends there too.
        Some(_) => return Vec::new(),
        None if dangles(words, language) => "in the middle of a sentence",
        None if is_marked || has_dots && is_cut(words, language) => "in dots",
        None => return Vec::new(),
    };
    let whole = found.and_then(|found| found.whole(words));
    let fits = |whole: &String| whole.chars().count() <= STANDFIRST_LETTERS_MAX;
    let now = whole.filter(fits).or_else(|| up_to_last_sentence(words));
    let message = format!("the standfirst ends {how}: {}", quoted(standfirst));
    let fix = now.map(|now| Fix::of(vec![Change::Field { field: Field::Standfirst, now }]));
    let last = words.split_whitespace().next_back().unwrap_or_default();
    vec![Finding::new(Code::TruncatedStandfirst, Severity::Warning, "standfirst", message).words(last).fix(fix)]
}

/// The words without dots at their end that stand for what is left out, whether there were any, and whether they stood in
/// brackets, as systems put them and nobody else.
fn without_dots(words: &str) -> (&str, bool, bool) {
    let words = words.trim_end();
    let bare = words.trim_end_matches(['.', '…', ' ', '[', ']', '(', ')']);
    let dots = &words[bare.len()..];
    // Two dots are a manner of writing and no cut.
    let has_dots = dots.contains('…') || dots.contains("...");
    let is_marked = has_dots && dots.contains('[');
    if has_dots { (bare.trim_end(), true, is_marked) } else { (words, false, false) }
}

/// What a paragraph says where a standfirst was cut.
struct Continued {
    is_mid_word: bool,
    /// Up to the sentence's end; nothing if the sentence ends there.
    rest: Option<String>,
    /// Bytes of the standfirst that stand whole before the rest.
    keep: usize,
}

impl Continued {
    fn whole(&self, words: &str) -> Option<String> {
        let rest = self.rest.as_ref()?;
        let kept = words[..self.keep].trim_end();
        Some(format!("{kept} {}", rest.trim()))
    }
}

/// Looks for the words in a paragraph, whatever their case and signs, and tells what follows.
fn continued(words: &str, paragraph: &str, language: Language) -> Option<Continued> {
    let place = |text: &str, part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let cut: Vec<&str> = language::words(words).collect();
    let last = *cut.last()?;
    let wanted: Vec<String> = cut[..cut.len() - 1].iter().map(|word| language::fold(word, language)).collect();
    let there: Vec<&str> = language::words(paragraph).collect();
    let folded: Vec<String> = there.iter().map(|word| language::fold(word, language)).collect();
    let last_folded = language::fold(last, language);
    let begins = (0..there.len()).find(|begin| {
        folded[*begin..].len() > wanted.len()
            && folded[*begin..].iter().zip(&wanted).all(|(one, other)| one == other)
            && folded[begin + wanted.len()].starts_with(last_folded.as_str())
    })?;
    let at_last = begins + wanted.len();
    let is_mid_word = folded[at_last] != last_folded;
    let from = place(paragraph, there[at_last]);
    let sentence = language::sentences(&paragraph[from..]).first().map_or("", |sentence| sentence.trim_end());
    let is_more = language::words(sentence).count() > 1 || is_mid_word;
    let rest = is_more.then(|| sentence.to_owned());
    Some(Continued { is_mid_word, rest, keep: place(words, last) })
}

/// Portals cut after so many letters, which search engines still show, or more. Shorter lines with dots are mostly a manner of
/// writing.
const CUT_LETTERS_MIN: usize = 160;
/// Arabic papers let many a sentence end in dots, and long ones too.
const CUT_LETTERS_MIN_ARABIC: usize = 240;

/// Dots stand for what was cut off, as far as the words tell.
fn is_cut(words: &str, language: Language) -> bool {
    if is_whole(words, language) {
        return false;
    }
    let letters = words.chars().count();
    match language {
        Language::English => true,
        Language::Arabic => letters >= CUT_LETTERS_MIN_ARABIC,
        Language::Turkish | Language::Kurmanji => letters >= CUT_LETTERS_MIN || is_unfinished(words, language),
    }
}

/// Ends in a form after which a Turkish sentence goes on: a genitive, a participle, a gerund.
fn is_unfinished(words: &str, language: Language) -> bool {
    const ENDS: [&str; 42] = [
        "nın",
        "nin",
        "nun",
        "nün",
        "ların",
        "lerin",
        "dığı",
        "diği",
        "duğu",
        "düğü",
        "tığı",
        "tiği",
        "tuğu",
        "tüğü",
        "acağı",
        "eceği",
        "dığını",
        "diğini",
        "duğunu",
        "düğünü",
        "tığını",
        "tiğini",
        "acağını",
        "eceğini",
        "arak",
        "erek",
        "ılan",
        "ilen",
        "ulan",
        "ülen",
        "anan",
        "enen",
        "ınan",
        "inen",
        "olan",
        "eden",
        "yapan",
        "dıktan",
        "dikten",
        "madan",
        "meden",
        "ilişkin",
    ];
    let small = language::lower(words.split_whitespace().next_back().unwrap_or_default(), language);
    language == Language::Turkish && ENDS.iter().any(|end| small.ends_with(end))
}

/// A sentence that its dots only let ring out.
fn is_whole(words: &str, language: Language) -> bool {
    if words.ends_with(['!', '?', '؟', '"', '”', '»']) {
        return true;
    }
    let small = language::lower(words, language);
    let Some(last) = small.split_whitespace().next_back() else { return true };
    match language {
        Language::Turkish => {
            let sentence = language::sentences(&small).last().map_or("", |sentence| sentence.trim_start());
            sentence.starts_with("işte ") || is_finite(last)
        }
        _ => false,
    }
}

/// Turkish sentences end in their verb.
fn is_finite(word: &str) -> bool {
    const ENDS: [&str; 33] = [
        "yor", "yorlar", "yorum", "yoruz", "acak", "ecek", "acaklar", "ecekler", "mış", "miş", "muş", "müş", "mıştı",
        "mişti", "muştu", "müştü", "mışlar", "mişler", "malı", "meli", "ştır", "ştir", "ştur", "ştür", "tadır",
        "tedir", "dılar", "diler", "dular", "düler", "tılar", "tiler", "değil",
    ];
    if ENDS.iter().any(|end| word.ends_with(end)) {
        return true;
    }
    let letters: Vec<char> = word.chars().rev().take(4).collect();
    match letters.as_slice() {
        ['ı' | 'i' | 'u' | 'ü', 'd', before, ..] => !"fstkçşhp".contains(*before),
        ['ı' | 'i' | 'u' | 'ü', 't', before, ..] => "fstkçşhp".contains(*before),
        _ => false,
    }
}

/// Ends in a word after which more must come.
fn dangles(words: &str, language: Language) -> bool {
    const TURKISH: [&str; 14] =
        ["ve", "ile", "veya", "ya", "ama", "ancak", "fakat", "için", "olan", "olarak", "bir", "bu", "daha", "gibi"];
    const ENGLISH: [&str; 22] = [
        "and", "the", "a", "an", "of", "to", "in", "for", "with", "or", "but", "by", "from", "at", "on", "that",
        "which", "who", "as", "their", "his", "its",
    ];
    const ARABIC: [&str; 13] = ["في", "من", "على", "إلى", "عن", "مع", "أن", "التي", "الذي", "بين", "بعد", "قبل", "خلال"];
    const KURMANJI: [&str; 8] = ["û", "ku", "bi", "ji", "li", "di", "de", "jî"];
    if words.ends_with([',', '،', '-', '–']) {
        return true;
    }
    let small = language::lower(words.split_whitespace().next_back().unwrap_or_default(), language);
    let last = small.as_str();
    match language {
        // "için", "gibi", "olarak" also end a headline that has no verb.
        Language::Turkish => TURKISH[..5].contains(&last) || last == "olan",
        Language::English => ENGLISH.contains(&last) && !matches!(last, "in" | "on" | "to" | "at" | "by"),
        Language::Arabic => ARABIC.contains(&last),
        Language::Kurmanji => KURMANJI[..2].contains(&last),
    }
}

/// The whole sentences before the cut one.
fn up_to_last_sentence(words: &str) -> Option<String> {
    let sentences = language::sentences(words);
    let (_, whole) = sentences.split_last()?;
    let kept = whole.concat().trim().to_owned();
    (kept.split_whitespace().count() >= 3 && kept.ends_with(['.', '!', '?', '؟', '…', '"', '”'])).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::super::Facts;
    use super::*;
    use crate::body::{Block, Body};
    use crate::content::Content;
    use crate::house::Edition;

    #[test]
    fn what_was_cut_is_found_and_made_whole_from_the_body() {
        let body = "Kıyıkent Valisi Ayşe Kaya, köprünün bahara kadar biteceğini söyledi. Yol on dakikaya inecek.";
        let check = |standfirst: &str, expected: Option<Option<&str>>| {
            let content = Content {
                language: "tr".to_owned(),
                standfirst: Some(standfirst.to_owned()),
                body: Body(vec![Block::paragraph(body)]),
                ..Content::default()
            };
            let edition = Edition::new("tr", Language::Turkish);
            let subject = Subject { content: &content, edition: &edition, published_at: None, facts: Facts::NONE };
            let found = find(&subject);
            let now = found.first().map(|finding| {
                finding.fix.as_ref().map(|fix| match &fix.changes[0] {
                    Change::Field { now, .. } => now.as_str(),
                    other => panic!("{other:?}"),
                })
            });
            assert_eq!(now, expected, "{standfirst}");
        };
        let first = "Kıyıkent Valisi Ayşe Kaya, köprünün bahara kadar biteceğini söyledi.";
        check("Kıyıkent Valisi Ayşe Kaya, köprünün bahara kad", Some(Some(first)));
        check("Kıyıkent Valisi Ayşe Kaya, köprünün bahara kadar", Some(Some(first)));
        check("Kıyıkent Valisi Ayşe Kaya, köprünün...", Some(Some(first)));
        check("Kıyıkent Valisi Ayşe Kaya, köprünün …", Some(Some(first)));
        check("Kıyıkent Valisi Ayşe Kaya, köprünün bahara kadar biteceğini söyledi...", None);
        check("Kıyıkent Valisi Ayşe Kaya, köprünün bahara kadar biteceğini söyledi", None);
        check(
            "Köprü için beklenen gün geldi. Vali yeni yolun ne zaman [...]",
            Some(Some("Köprü için beklenen gün geldi.")),
        );
        check("Valinin sözünü ettiği yeni yol ve", Some(None));
        check("İşte köprünün açıldığı o anlar...", None);
        check("Köprü yıllar sonra yeniden açıldı…", None);
        check("Yeni köprünün yapımında çalışan işçilerin…", Some(None));
        check("Köprü bahara hazır", None);
        check("Köprü bahara hazır.", None);
    }
}
