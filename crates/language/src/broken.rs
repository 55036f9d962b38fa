//! Letters broken by reading bytes in the wrong encoding, and the same letters as they were.
//!
//! Two accidents leave a mark that no writer makes, and both can be undone exactly: UTF-8 read in a code page of one byte a
//! letter (`Ã¼` for `ü`, `ط§` for `ا`), and Turkish in windows-1254 read as windows-1252 (`þ` for `ş`). Only sequences that
//! give back a letter or sign of our languages are taken for broken: `Ü»` at the end of a quotation is two bytes of UTF-8
//! too, but of Syriac.

/// The text with UTF-8 that was read in a code page of one byte given back its letters; `None` if there is none of it.
#[must_use]
pub fn unbroken(text: &str) -> Option<String> {
    if !text.contains(LEADS) {
        return None;
    }
    let mut mended = once(text, false)?;
    // What was read wrongly twice is given back in two steps; and where Arabic was found, a letter that stands alone is one.
    for _ in 0..2 {
        match once(&mended, true) {
            Some(again) => mended = again,
            None => break,
        }
    }
    Some(mended)
}

/// Where the first broken letter of [`unbroken`] stands, as it stands there.
#[must_use]
pub fn first_broken(text: &str) -> Option<&str> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let (at, _, taken) =
        (0..letters.len()).find_map(|at| sequence(&letters, at, false).map(|(letter, n)| (at, letter, n)))?;
    let end = letters.get(at + taken).map_or(text.len(), |(end, _)| *end);
    Some(&text[letters[at].0..end])
}

/// The six Turkish letters that windows-1252 shows as Icelandic ones, given back.
#[must_use]
pub fn turkish_again(text: &str) -> String {
    let letter = |c| match c {
        'ý' => 'ı',
        'þ' => 'ş',
        'ð' => 'ğ',
        'Ý' => 'İ',
        'Þ' => 'Ş',
        'Ð' => 'Ğ',
        other => other,
    };
    text.chars().map(letter).collect()
}

/// Words that have letters which Turkish in windows-1254 shows when it is read as windows-1252, as they stand.
pub fn icelandic_words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.contains(['þ', 'Þ', 'ð', 'Ð', 'ý', 'Ý']))
}

/// What the first byte of a broken letter is shown as: C2 to C5, D8 to DB, E2 in windows-1252, D8 to DB in windows-1256,
/// EF for what was lost before.
const LEADS: [char; 14] = ['Â', 'Ã', 'Ä', 'Å', 'Ø', 'Ù', 'Ú', 'Û', 'â', 'ï', 'ط', 'ظ', 'ع', 'غ'];

fn once(text: &str, is_known: bool) -> Option<String> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut mended = String::with_capacity(text.len());
    let (mut at, mut found) = (0, false);
    while at < letters.len() {
        match sequence(&letters, at, is_known) {
            Some((letter, taken)) => {
                mended.push(letter);
                at += taken;
                found = true;
            }
            None => {
                mended.push(letters[at].1);
                at += 1;
            }
        }
    }
    found.then_some(mended)
}

/// The letter that a sequence was before it was broken, and how many letters it is shown as. Where it `is_known` that the
/// text was broken, an Arabic letter alone is enough.
fn sequence(letters: &[(usize, char)], at: usize, is_known: bool) -> Option<(char, usize)> {
    let shown = |at: usize| letters.get(at).map(|(_, c)| *c);
    let first = shown(at)?;
    if let Some(lead) = arabic_lead(first) {
        // One such pair is an Arabic word beside a sign; two in a row are not.
        let letter = |at: usize| {
            let lead = arabic_lead(shown(at)?)?;
            two(lead, shown(at + 1).and_then(windows_1256)?).filter(|c| is_arabic(*c))
        };
        let letter_here = two(lead, shown(at + 1).and_then(windows_1256)?).filter(|c| is_arabic(*c))?;
        let has_neighbour =
            letter(at + 2).is_some() || at.checked_sub(2).is_some_and(|before| letter(before).is_some());
        return has_neighbour.then_some((letter_here, 2));
    }
    let lead = windows_1252(first)?;
    let next = |offset: usize| shown(at + offset).and_then(windows_1252).filter(|byte| (0x80..0xc0).contains(byte));
    match lead {
        // A capital with its circumflex before a sign is Turkish ("HÂLÂ»"): only the space that does not break is taken.
        // Behind a letter that was broken it is the second half of one that was broken twice.
        0xc2 => {
            let before = at
                .checked_sub(2)
                .and_then(|before| two(windows_1252(shown(before)?)?, windows_1252(shown(before + 1)?)?));
            let letter = two(lead, next(1)?)?;
            let is_half = before.is_some_and(|before| matches!(before, 'Ã' | 'Ä' | 'Å'));
            (letter == '\u{a0}' || is_half).then_some((letter, 2))
        }
        0xc3..=0xc5 => two(lead, next(1)?).filter(|c| is_latin(*c)).map(|c| (c, 2)),
        0xd8..=0xdb => {
            let pair = |at: usize| {
                let lead = shown(at).and_then(windows_1252).filter(|byte| (0xd8..=0xdb).contains(byte))?;
                two(lead, shown(at + 1).and_then(windows_1252)?).filter(|c| is_arabic(*c))
            };
            let letter = pair(at)?;
            let has_neighbour =
                is_known || pair(at + 2).is_some() || at.checked_sub(2).is_some_and(|at| pair(at).is_some());
            has_neighbour.then_some((letter, 2))
        }
        0xe2 => {
            let bytes = [lead, next(1)?, next(2)?];
            let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
            is_sign(letter).then_some((letter, 3))
        }
        // The mark of what could not be read, itself read wrongly: nothing gives the letter back.
        0xef => {
            let bytes = [lead, next(1)?, next(2)?];
            (bytes == [0xef, 0xbf, 0xbd] || bytes == [0xef, 0xbb, 0xbf])
                .then(|| std::str::from_utf8(&bytes).ok()?.chars().next())?
                .map(|letter| (letter, 3))
        }
        _ => None,
    }
}

fn two(lead: u8, next: u8) -> Option<char> {
    std::str::from_utf8(&[lead, next]).ok()?.chars().next()
}

fn is_latin(letter: char) -> bool {
    // Turkish and what names from the west of Europe have.
    matches!(
        letter,
        'À'..='ÿ' | 'ğ' | 'Ğ' | 'ı' | 'İ' | 'ş' | 'Ş' | 'œ' | 'Œ' | 'š' | 'Š' | 'č' | 'Č' | 'ć' | 'ę' | 'ł' | 'ń'
    )
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{60c}' | '\u{61b}' | '\u{61f}'..='\u{65f}' | '\u{670}'..='\u{6d3}')
}

/// Quotation marks, dashes, dots, the euro and the like.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{2010}'..='\u{203a}' | '\u{20a4}'..='\u{20bf}' | '\u{2122}' | '\u{200b}'..='\u{200f}')
}

/// What the letters that begin Arabic in UTF-8 are shown as in windows-1256.
fn arabic_lead(shown: char) -> Option<u8> {
    match shown {
        'ط' => Some(0xd8),
        'ظ' => Some(0xd9),
        'ع' => Some(0xda),
        'غ' => Some(0xdb),
        _ => None,
    }
}

/// The byte that windows-1252, or windows-1254 where they differ, shows as this letter.
fn windows_1252(shown: char) -> Option<u8> {
    /// What 0x80 to 0x9f are shown as; NUL where nothing is.
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
        '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match shown {
        // Latin-1 shows the bytes that windows-1252 leaves empty, and whoever read the text as Latin-1 all of them.
        '\u{80}'..='\u{ff}' => u8::try_from(u32::from(shown)).ok(),
        'Ğ' => Some(0xd0),
        'İ' => Some(0xdd),
        'Ş' => Some(0xde),
        'ğ' => Some(0xf0),
        'ı' => Some(0xfd),
        'ş' => Some(0xfe),
        '\0' => None,
        _ => HIGH.iter().position(|c| *c == shown).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// The byte from 0x80 to 0xbf that windows-1256 shows as this letter.
fn windows_1256(shown: char) -> Option<u8> {
    const HIGH: [char; 64] = [
        '€', 'پ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'ٹ', '‹', 'Œ', 'چ', 'ژ', 'ڈ', 'گ', '‘', '’', '“', '”', '•',
        '–', '—', 'ک', '™', 'ڑ', '›', 'œ', '\u{200c}', '\u{200d}', 'ں', '\u{a0}', '،', '¢', '£', '¤', '¥', '¦', '§',
        '¨', '©', 'ھ', '«', '¬', '\u{ad}', '®', '¯', '°', '±', '²', '³', '´', 'µ', '¶', '·', '¸', '¹', '؛', '»', '¼',
        '½', '¾', '؟',
    ];
    HIGH.iter().position(|c| *c == shown).and_then(|at| u8::try_from(0x80 + at).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn broken_letters_are_given_back() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(unbroken(text).as_deref(), expected, "{text}");
        check("TÃ¼rkiye'nin gÃ¼ndemi", Some("Türkiye'nin gündemi"));
        check("KÄ±yÄ±kent ÅŸehri", Some("Kıyıkent şehri"));
        check("Ä°stanbul, ÇağlayanÄ±n gÃ¶lÃ¼", Some("İstanbul, Çağlayanın gölü"));
        check("AÄ\u{9f}rÄ± DaÄŸÄ±", Some("Ağrı Dağı"));
        check("â€œGelâ€\u{9d} dedi", Some("“Gel” dedi"));
        check("Kilisâ€™te", Some("Kilis’te"));
        check("5Â\u{a0}lira", Some("5\u{a0}lira"));
        check("Ø§Ù„ÙƒØªØ§Ø¨", Some("الكتاب"));
        check("ط§ظ„ظƒطھط§ط¨", Some("الكتاب"));
        check("Ø§Ù„ÙƒØªØ§Ø¨ Ùˆ Ø§Ù„ÙƒØªØ§Ø¨", Some("الكتاب و الكتاب"));
        check("TÃƒÂ¼rkiye", Some("Türkiye"));
        for clean in [
            "“KAR KALINLIĞI GÜ»",
            "HÂLÂ»",
            "Ângström Ø 5",
            "الكتاب والطالب",
            "ÇÖĞÜŞİ",
            "Malmö",
            "Âlâ",
            "طبيب؛ ظلام…",
            "",
        ] {
            check(clean, None);
        }
    }

    #[test]
    fn the_first_broken_letter_is_shown_as_it_stands() {
        assert_eq!(first_broken("Bir TÃ¼rk"), Some("Ã¼"));
        assert_eq!(first_broken("Bir Türk"), None);
    }

    #[test]
    fn icelandic_becomes_turkish() {
        assert_eq!(turkish_again("Baþbakan Ýzmir'de açýkladý"), "Başbakan İzmir'de açıkladı");
        assert_eq!(icelandic_words("Baþbakan gitti").count(), 1);
    }

    proptest! {
        /// Whatever is written in Turkish or Arabic, broken and given back, is what it was.
        #[test]
        fn what_was_broken_is_given_back(words in "([a-zçğıöşüÇĞİÖŞÜâ]{2,8}[ .,’]){1,8}") {
            let high: Vec<char> = words.bytes().map(|byte| match byte {
                0x80..=0x9f => "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ".chars().nth(usize::from(byte - 0x80)).expect("one of 32"),
                byte => char::from(byte),
            }).collect();
            let broken: String = high.into_iter().collect();
            let mended = unbroken(&broken).unwrap_or_else(|| broken.clone());
            prop_assert_eq!(mended, words);
        }
    }
}
