//! D4: a sub-heading glued to the end of a paragraph.

use super::{Code, Finding, Severity, Subject, quoted};

/// Tells of paragraphs that end in what looks like the next part's heading.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let paragraphs: Vec<_> = subject.paragraphs().collect();
    let mut findings = Vec::new();
    for (position, (index, words)) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(position + 1).filter(|(next, _)| *next == index + 1);
        if let Some((_, next)) = next
            && let Some(at) = glued_heading(words, next)
        {
            let message = format!("a sub-heading is glued to the end: {}", quoted(&words[at..]));
            let finding = Finding::new(Code::D4, Severity::Warning, format!("body[{index}]"), message);
            findings.push(finding.words(&words[at..]));
        }
    }
    findings
}

/// Longer than this is a sentence that lost its full stop.
const HEADING_WORDS_MAX: usize = 12;
const HEADING_CHARS_MAX: usize = 90;
/// A quotation may run longer, since its marks show where it ends.
const QUOTED_WORDS_MAX: usize = 16;
const QUOTED_CHARS_MAX: usize = 130;

/// Where the heading at the end of a paragraph begins, in bytes. `next` is the paragraph after it, since a heading
/// heads something; one that goes on in small letters shows that the paragraph was only cut in two.
///
/// A heading is what is left after the last sentence's end: short, beginning like a sentence, and without an end of
/// its own; or a whole quotation after a sentence's end, without an end inside its marks. A paragraph whose last
/// sentence only lost its full stop looks the same where that sentence is short. Newspapers' sentences rarely are.
pub fn glued_heading(paragraph: &str, next: &str) -> Option<usize> {
    let paragraph = paragraph.trim_end();
    if next.chars().find(|c| c.is_alphanumeric()).is_none_or(char::is_lowercase) {
        return None;
    }
    if let Some(at) = closed_quotation(paragraph) {
        return Some(at);
    }
    if paragraph.ends_with(['.', '!', '?', '…', ':', ';', ',', '؟', '"', '”', '»', '\'', '’', ')', ']', '-', '–'])
    {
        return None;
    }
    let at = last_sentence_end(paragraph)?;
    let rest = &paragraph[at..];
    let words = rest.split_whitespace().count();
    let begins_well = rest
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || "\"“‘'«".contains(c) || is_arabic(c));
    let fits = (1..=HEADING_WORDS_MAX).contains(&words) && rest.chars().count() <= HEADING_CHARS_MAX;
    // An address, a hash tag or a signature is no heading; one word is one only in capitals.
    let is_words =
        !rest.contains(['@', '#', '/', '=', '{', '<']) && rest.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    let enough = words >= 2 || !rest.chars().any(char::is_lowercase);
    (begins_well && fits && is_words && enough && is_long_enough(&paragraph[..at])).then_some(at)
}

/// A paragraph worth heading off has a sentence before the heading.
fn is_long_enough(before: &str) -> bool {
    before.split_whitespace().count() >= 5
}

fn is_arabic(c: char) -> bool {
    ('\u{600}'..='\u{6ff}').contains(&c)
}

fn closed_quotation(paragraph: &str) -> Option<usize> {
    let close = paragraph.chars().next_back().filter(|c| matches!(c, '"' | '”' | '»'))?;
    let inside = &paragraph[..paragraph.len() - close.len_utf8()];
    let open_at = match close {
        '»' => inside.rfind('«')?,
        _ => inside.rfind(['"', '“'])?,
    };
    let words = &inside[open_at..].trim_start_matches(['"', '“', '«']);
    let before = paragraph[..open_at].trim_end();
    let ends_before = sentence_ends_here(before, paragraph[..open_at].len() > before.len());
    let has_end = words.trim_end().ends_with(['.', '!', '?', '…', ',', ':']);
    let one_sentence = last_sentence_end(words).is_none();
    let fits =
        (2..=QUOTED_WORDS_MAX).contains(&words.split_whitespace().count()) && words.chars().count() <= QUOTED_CHARS_MAX;
    let begins_well = words.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || is_arabic(c));
    (ends_before && !has_end && one_sentence && fits && begins_well && is_long_enough(before)).then_some(open_at)
}

/// The beginning of what follows the last sentence's end, with something following.
fn last_sentence_end(text: &str) -> Option<usize> {
    let mut ends: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '؟')) {
        let after = at + c.len_utf8();
        let marks =
            text[after..].chars().take_while(|c| matches!(c, '"' | '”' | '»' | '\'' | '’' | ')')).map(char::len_utf8);
        let after = after + marks.sum::<usize>();
        let rest = &text[after..];
        let gap = rest.len() - rest.trim_start().len();
        if rest.trim_start().is_empty() {
            continue;
        }
        if sentence_ends_here(&text[..after], gap > 0) && (gap > 0 || glued_without_space(&text[..at], rest)) {
            ends.push(after + gap);
        }
    }
    // Verbs that close a quotation end a sentence too, but only with their full stop, so nothing more is looked for.
    ends.pop()
}

/// "…konuştu.Yeni dönem": a lower-case word, the point, a capital.
fn glued_without_space(before: &str, rest: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_word = word.chars().count() >= 3
        && word.chars().all(char::is_alphabetic)
        && word.chars().skip(1).all(char::is_lowercase);
    is_word && rest.chars().next().is_some_and(char::is_uppercase)
}

/// Shortenings whose point ends no sentence, folded by hand to small letters.
const SHORTENINGS: [&str; 44] = [
    "dr", "prof", "doç", "yrd", "av", "st", "sn", "mah", "cad", "sok", "bul", "apt", "no", "vb", "vs", "bkz", "op",
    "uzm", "gen", "org", "kor", "tüm", "alb", "yzb", "bşk", "hz", "ltd", "şti", "aş", "müh", "mim", "öğr", "üni",
    "fak", "tel", "mr", "mrs", "ms", "jr", "inc", "vol", "yy", "ör", "tic",
];

fn sentence_ends_here(text: &str, gap: bool) -> bool {
    let bare = text.trim_end().trim_end_matches(['"', '”', '»', '\'', '’', ')']);
    let Some(mark) = bare.chars().next_back() else { return false };
    if !matches!(mark, '.' | '!' | '?' | '…' | '؟') {
        return false;
    }
    if mark != '.' {
        return true;
    }
    let before = &bare[..bare.len() - 1];
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(' || c == '.').next().unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_number = word.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    let small: String = word.chars().flat_map(char::to_lowercase).collect();
    let is_initial = letters <= 1;
    !is_initial && !is_number && !SHORTENINGS.contains(&small.as_str()) && (gap || letters >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_cut_and_sentences_are_not() {
        let check = |paragraph: &str, expected: &str| {
            assert_eq!(
                glued_heading(paragraph, "Yeni paragraf.").map_or("", |at| &paragraph[at..]),
                expected,
                "{paragraph}"
            );
        };
        let start = "Vali, köprünün bahara kadar biteceğini söyledi.";
        let glued = |end: &str| check(&format!("{start} {end}"), end);
        let whole = |end: &str| check(&format!("{start} {end}"), "");
        glued("Bakanın Kıyıkent ziyareti");
        glued("\"Yolları birlikte daha güçlü yapmak istiyoruz\"");
        glued("“Köprü bahara hazır”");
        glued("Yaralılar hastaneye kaldırıldı");
        glued("3 ilde okullar tatil");
        glued("KÖPRÜ BAHARA KALDI");
        whole("Çalışmalar sürüyor.");
        whole("\"Bunu kabul etmiyoruz.\"");
        whole("\"Neden?\"");
        whole("Bakan şöyle konuştu:");
        whole("Törene Prof. Dr. Ali Can katıldı.");
        whole("gece");
        whole("Daha fazla bilgi için bilgi@ornek.example");
        whole(
            "Törene katılan konuklar arasında ilçe kaymakamı, belediye başkanı, muhtarlar, öğretmenler ve çok sayıda vatandaş da vardı",
        );
        whole("(İHA)");
        whole("Kaya");
        check("Dr. Ayşe Kaya", "");
        check("Kısa cümle. Ara başlık", "");
        check("Törende konuşan ve soruları da yanıtlayan Prof. Dr. Ali Can", "");
        check("Takım bu sezonu ligde gol averajıyla 3. Lig", "");
        check("Açıklamada yolun gece kapandığı belirtildi.Yeni sefer saatleri", "Yeni sefer saatleri");
        check("Vali, \"Köprü bitecek\" dedi", "");
        check("Başkan, \"Biz bu yola çıktık. Biz kazanacağız\"", "");
    }

    #[test]
    fn a_paragraph_cut_in_two_has_no_heading() {
        let paragraph = "Kaza sabah saatlerinde olmuş ve yol kapanmıştı. Ekipler";
        assert_eq!(glued_heading(&format!("{paragraph} yola çıktı"), "ve bir saat sonra vardı."), None);
        assert_eq!(glued_heading(&format!("{paragraph} yola çıktı"), ""), None);
        assert!(glued_heading(&format!("{paragraph} yola çıktı"), "Bir saat sonra vardılar.").is_some());
    }
}
