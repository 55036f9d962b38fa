//! Where words and sentences end, by Unicode's rules (UAX #29), mended for news copy.

use unicode_segmentation::UnicodeSegmentation;

/// The words of a text in order, without spaces and punctuation.
///
/// An apostrophe suffix stays with its word (`Kilis’te`), a number with its separators (`1.250,50`); a hyphen parts
/// words (`İstanbul`, `Kilis`).
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.unicode_words()
}

/// A text cut at every edge of a word: words, spaces and signs, which together are the text again.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_word_bounds()
}

/// The sentences of a text, each with the space after it, so that together they are the text again.
///
/// A line end is a sentence's end, as in the body of a story. Unicode's rule would also stop after the abbreviations
/// and ordinals that news is full of (`Prof. Dr. Ayşe Kaya`, `30. kuruluş yılı`, `5. Ordu`); those do not end a
/// sentence here. The price is a rare sentence that ends in a number and is read on into the next.
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for piece in text.split_sentence_bounds() {
        end += piece.len();
        if !ends_in_abbreviation(&text[start..end]) {
            sentences.push(&text[start..end]);
            start = end;
        }
    }
    if start < end {
        sentences.push(&text[start..end]);
    }
    sentences
}

/// Whether the full stop this ends with belongs to the word before it.
fn ends_in_abbreviation(sentence: &str) -> bool {
    if sentence.ends_with(['\n', '\r', '\u{2028}', '\u{2029}']) {
        return false;
    }
    let Some(body) = sentence.trim_end().strip_suffix('.') else { return false };
    let last = body.rsplit(|sign: char| !sign.is_alphanumeric()).next().unwrap_or("");
    let is_ordinal = (1..=3).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_digit());
    // A lone capital is an initial: F. Kaya, J. R. Smith.
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    is_ordinal || is_initial || ABBREVIATIONS.contains(&last)
}

/// Abbreviations that stand before a capital: titles, ranks, addresses. Those that end a sentence as often as not
/// (`vb.`, `vs.`, `A.Ş.`) are left to Unicode's rule.
const ABBREVIATIONS: &[&str] = &[
    "Alb", "Apt", "Arş", "Asb", "Atğm", "Av", "Bkz", "Bl", "Bnb", "Bul", "Cad", "Cd", "Cov", "Doç", "Dr", "Ecz", "Gen",
    "Gör", "Gov", "Hz", "Kor", "Korg", "Lt", "Mah", "Mh", "Mr", "Mrs", "Ms", "Müh", "No", "Onb", "Op", "Ord", "Org",
    "Orh", "Öğr", "Prof", "Sen", "Sgt", "Sn", "Sok", "Sk", "St", "Tel", "Tğm", "Tuğg", "Tümg", "Uzm", "Üstğm", "Vet",
    "Yrd", "Yzb", "bkz",
];

/// Whether a letter is of the Arabic script, presentation forms included.
pub(crate) const fn is_arabic_letter(letter: char) -> bool {
    matches!(letter,
        '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{066F}' | '\u{0671}'..='\u{06D3}' | '\u{06D5}'
        | '\u{06EE}'..='\u{06EF}' | '\u{06FA}'..='\u{06FC}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}'
        | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_keep_their_suffix_and_numbers_their_separators() {
        let check = |text, expected: &[&str]| assert_eq!(words(text).collect::<Vec<_>>(), expected);
        check("Kilis’te “büyük” yangın!", &["Kilis’te", "büyük", "yangın"]);
        check("Kilis'te 1.250,50 lira", &["Kilis'te", "1.250,50", "lira"]);
        check("İstanbul-Kilis Vakfı", &["İstanbul", "Kilis", "Vakfı"]);
        check("قتيل، وجرحى", &["قتيل", "وجرحى"]);
        check(" … ", &[]);
    }

    #[test]
    fn titles_and_ordinals_do_not_end_a_sentence() {
        let check = |text, expected: &[&str]| assert_eq!(sentences(text), expected);
        check("Vali geldi. Okullar tatil.", &["Vali geldi. ", "Okullar tatil."]);
        check("Prof. Dr. Ayşe Kaya konuştu. Sonra gitti.", &["Prof. Dr. Ayşe Kaya konuştu. ", "Sonra gitti."]);
        check("Kentin 30. Kuruluş Yılı kutlandı.", &["Kentin 30. Kuruluş Yılı kutlandı."]);
        check("F. Kaya yaralandı! Kim?", &["F. Kaya yaralandı! ", "Kim?"]);
        check("Başlık\nMetin burada.", &["Başlık\n", "Metin burada."]);
        check("Nüfus 1.250 oldu. Arttı.", &["Nüfus 1.250 oldu. ", "Arttı."]);
        check("انتهى. بدأ؟ نعم", &["انتهى. ", "بدأ؟ ", "نعم"]);
        check("", &[]);
    }

    proptest! {
        #[test]
        fn sentences_join_back_to_the_text(text in "([a-zA-ZğİıŞ’0-9]{1,6}|[.!?…\n »]|Dr\\.|ب){0,30}") {
            prop_assert_eq!(sentences(&text).concat(), text);
        }
    }
}
