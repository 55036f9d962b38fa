//! A page as lines, cleaned of what is no text, and what each line is: a time with its section, a label with its
//! value, a share button, or words.

use newsroom::body::{Block, Text, plain, words_of};

use super::stamps::{self, Stamp};
use crate::html;
use crate::text::tidy;

/// A line of a page.
#[derive(Clone, Debug)]
pub struct Line {
    pub words: String,
    /// The line as blocks have it: with marks and links, or a block that is no line of words at all.
    pub kind: LineKind,
}

#[derive(Clone, Debug)]
pub enum LineKind {
    Words(Text),
    Heading,
    Quote(Text),
    /// An item of the list with this number.
    Item {
        list: usize,
        ordered: bool,
        text: Text,
    },
    Other(Box<Block>),
}

/// Something removed from a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Junk {
    /// Of the line, from 1, as in the file; for HTML the block's.
    pub number: usize,
    pub words: String,
}

/// The lines of a page that came as text. Lines that an editor's width broke inside a paragraph are joined again.
pub fn of_text(text: &str) -> (Vec<Line>, Vec<Junk>) {
    let mut junk = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut joins = false;
    let has_blank_lines = text.lines().filter(|line| line.trim().is_empty()).count() * 3 > text.lines().count();
    for (index, raw) in text.lines().enumerate() {
        let number = index + 1;
        let words = cleaned(raw, number, &mut junk);
        if words.is_empty() {
            joins = false;
            continue;
        }
        let last = lines.last_mut().filter(|last| joins && has_blank_lines && is_broken_inside(&last.words, &words));
        match last {
            Some(last) => {
                last.words = format!("{} {words}", last.words);
                last.kind = LineKind::Words(plain(last.words.clone()));
            }
            None => lines.push(Line { kind: LineKind::Words(plain(words.clone())), words }),
        }
        joins = true;
    }
    (lines, junk)
}

/// The lines of a page's blocks.
pub fn of_blocks(blocks: Vec<Block>) -> (Vec<Line>, Vec<Junk>) {
    let mut junk = Vec::new();
    let mut lines = Vec::new();
    for (index, block) in blocks.into_iter().enumerate() {
        let number = index + 1;
        let mut push = |text: Text, kind: fn(Text) -> LineKind| {
            let raw = words_of(&text);
            let words = cleaned(&raw, number, &mut junk);
            if !words.is_empty() {
                let text = if words == raw { text } else { plain(words.clone()) };
                lines.push(Line { words, kind: kind(text) });
            }
        };
        match block {
            Block::Paragraph { text } => push(text, LineKind::Words),
            Block::Heading { text } => push(text, |_| LineKind::Heading),
            Block::Quote { text, .. } => push(text, LineKind::Quote),
            Block::List { ordered, items } => {
                for item in items {
                    let words = cleaned(&words_of(&item), number, &mut junk);
                    if !words.is_empty() {
                        lines.push(Line { words, kind: LineKind::Item { list: number, ordered, text: item } });
                    }
                }
            }
            other => lines.push(Line { words: String::new(), kind: LineKind::Other(Box::new(other)) }),
        }
    }
    (lines, junk)
}

fn is_broken_inside(above: &str, below: &str) -> bool {
    let long = (45..=120).contains(&above.rsplit('\n').next().unwrap_or(above).chars().count().min(120));
    long && !above.ends_with(['.', '!', '?', '…', ':', '"', '”'])
        && meta(above).is_none()
        && meta(below).is_none()
        && below.chars().next().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// Enough to show what a page leaks.
const JUNK_MAX: usize = 20;

/// Template syntax, tags and entities out of a line; what was taken is noted.
fn cleaned(raw: &str, number: usize, junk: &mut Vec<Junk>) -> String {
    let mut words = raw.to_owned();
    let mut note = |taken: &str| {
        if junk.len() < JUNK_MAX {
            junk.push(Junk { number, words: tidy(&taken[..taken.floor_char_boundary(200)]) });
        }
    };
    for (open, close) in [("<?", "?>"), ("<%", "%>"), ("{{", "}}"), ("{%", "%}"), ("<!--", "-->")] {
        if !words.contains(open) && !words.contains(close) {
            continue;
        }
        let mut kept = String::with_capacity(words.len());
        let mut rest = words.as_str();
        while let Some(start) = rest.find(open) {
            let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + close.len());
            note(&rest[start..end]);
            kept.push_str(&rest[..start]);
            kept.push(' ');
            rest = &rest[end..];
        }
        kept.push_str(rest);
        if kept.contains(close) {
            note(close);
            kept = kept.replace(close, " ");
        }
        words = kept;
    }
    if let Some((_, part)) = newsroom::lint::d01::residue(&words)
        && html::looks_like_markup(&words)
    {
        note(part);
        words = html::text(&words);
    }
    let words = tidy(&words);
    if is_furniture(&words) { String::new() } else { words }
}

/// Words without template syntax, tags and entities, where nobody needs to be told.
pub fn without_junk(words: &str) -> String {
    cleaned(words, 0, &mut Vec::new())
}

/// Buttons and captions that pages carry around a text.
fn is_furniture(words: &str) -> bool {
    const WHOLE: [&str; 58] = [
        "paylas",
        "facebook",
        "twitter",
        "x",
        "whatsapp",
        "telegram",
        "linkedin",
        "pinterest",
        "e posta",
        "eposta",
        "tweetle",
        "tweet",
        "yazdir",
        "kopyala",
        "abone ol",
        "google news",
        "google haberler",
        "reklam",
        "haberi",
        "haber",
        "haberi paylas",
        "haberi dinle",
        "yorum yap",
        "yorum yaz",
        "yorumlar",
        "yorum",
        "a",
        "a a",
        "anasayfa",
        "ana sayfa",
        "devamini oku",
        "devami icin tiklayin",
        "tiklayiniz",
        "favorilere ekle",
        "begen",
        "sikayet et",
        "takip et",
        "haber metni",
        "advertisement",
        "share",
        "print",
        "email",
        "copy link",
        "linki kopyala",
        "baglantiyi kopyala",
        "kaydet",
        "dinle",
        "sesli dinle",
        "yazi boyutu",
        "bizi takip edin",
        "instagram",
        "youtube",
        "sonraki haber",
        "onceki haber",
        "geri",
        "ileri",
        "tumunu gor",
        "tumu",
    ];
    let key: Vec<String> = language::words(words)
        .flat_map(|word| word.split(['\'', '’']))
        .map(|word| language::fold(word, language::Language::Turkish))
        .collect();
    if key.is_empty() {
        return true;
    }
    // Links without a space between them: "FacebookTwitter".
    let mut left = key.concat();
    for name in ["facebook", "twitter", "whatsapp", "telegram", "linkedin", "pinterest", "instagram"] {
        left = left.replace(name, "");
    }
    let all_share = left.is_empty()
        || key.len() > 1
            && key.iter().all(|word| {
                matches!(
                    word.as_str(),
                    "facebook"
                        | "twitter"
                        | "whatsapp"
                        | "telegram"
                        | "linkedin"
                        | "pinterest"
                        | "paylas"
                        | "x"
                        | "tweetle"
                        | "eposta"
                        | "yazdir"
                        | "kopyala"
                        | "share"
                        | "ta"
                        | "te"
                        | "da"
                        | "de"
                )
            });
    all_share || WHOLE.contains(&key.join(" ").as_str())
}

/// A line that tells when, and perhaps in which section.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// First publication, or the only time.
    pub stamp: Option<Stamp>,
    /// The time of the latest change, where a label says so.
    pub updated: Option<Stamp>,
    pub section: Option<String>,
    /// Other short words in it, such as an agency or a name.
    pub others: Vec<String>,
}

/// Reads a line as a time with a section: `Siyaset - 1 yıl önce`, `Giriş: 30.11.2024 - 06:22 Güncelleme: 07:10`.
/// `None` if it has no time, or more words than a section needs.
pub fn meta(line: &str) -> Option<Meta> {
    if line.chars().count() > 160 {
        return None;
    }
    let mut meta = Meta::default();
    let mut pieces: Vec<String> = Vec::new();
    let mut rest = line;
    while let Some((range, stamp)) = stamps::find(rest) {
        let (before, label) = without_label(&rest[..range.start]);
        pieces.push(before.to_owned());
        match label {
            Some(Label::Updated) if meta.stamp.is_some() || meta.updated.is_none() => {
                meta.updated = meta.updated.or(Some(stamp))
            }
            _ if meta.stamp.is_none() => meta.stamp = Some(stamp),
            _ => meta.updated = meta.updated.or(Some(stamp)),
        }
        rest = &rest[range.end..];
    }
    pieces.push(rest.to_owned());
    if meta.stamp.is_none() {
        meta.stamp = meta.updated;
    }
    meta.stamp?;
    let last = pieces.len() - 1;
    for (index, between) in pieces.iter().enumerate() {
        // Without a sign between, only a word or two can be a section: "Bakan Kaya konuştu 12:30" is a headline.
        let is_sign = |c: char| "|•·/»>–—-,()[]:".contains(c);
        let apart = (index == last || between.trim_end().ends_with(is_sign))
            && (index == 0 || between.trim_start().starts_with(is_sign));
        for piece in between.split(['|', '•', '·', '/', '»', '>', '–', '—']).flat_map(|piece| piece.split(" - "))
        {
            let piece = piece.trim_matches(|c: char| c.is_whitespace() || "-,()[]:.".contains(c));
            let piece = tidy(without_label(piece).0.trim_matches(|c: char| c.is_whitespace() || "-,()[]:".contains(c)));
            if piece.is_empty() || is_count(&piece) || is_furniture(&piece) {
                continue;
            }
            let words = piece.split_whitespace().count();
            let is_short = words <= if apart { 4 } else { 2 } && piece.chars().count() <= 32;
            let begins_well = !piece.chars().next().is_some_and(char::is_lowercase);
            if !is_short || !begins_well || piece.contains(['.', '!', '?', ':', ';', '"', '“', '”', '\'', '’']) {
                return None;
            }
            if meta.section.is_none() { meta.section = Some(piece) } else { meta.others.push(piece) }
        }
    }
    (meta.others.len() <= 2).then_some(meta)
}

/// "523 okunma", "2 dk okuma".
fn is_count(piece: &str) -> bool {
    let key = language::fold(piece, language::Language::Turkish);
    let about = ["okunma", "okundu", "goruntulenme", "yorum", "okuma", "paylasim", "begeni", "kez", "views", "izlenme"];
    about.iter().any(|word| key.split_whitespace().any(|found| found == *word))
        || key.chars().all(|c| c.is_ascii_digit())
}

#[derive(Clone, Copy, PartialEq)]
enum Label {
    Published,
    Updated,
}

/// What stands before a label at the end of a text, and which label it is.
fn without_label(text: &str) -> (&str, Option<Label>) {
    const LABELS: [(&str, Label); 20] = [
        ("son güncelleme tarihi", Label::Updated),
        ("son güncellenme", Label::Updated),
        ("son güncelleme", Label::Updated),
        ("güncelleme tarihi", Label::Updated),
        ("güncellenme tarihi", Label::Updated),
        ("güncellenme", Label::Updated),
        ("güncelleme", Label::Updated),
        ("updated", Label::Updated),
        ("yayınlanma tarihi", Label::Published),
        ("yayınlanma", Label::Published),
        ("yayın tarihi", Label::Published),
        ("giriş tarihi", Label::Published),
        ("giriş", Label::Published),
        ("eklenme tarihi", Label::Published),
        ("eklenme", Label::Published),
        ("oluşturulma tarihi", Label::Published),
        ("oluşturulma", Label::Published),
        ("haber tarihi", Label::Published),
        ("tarih", Label::Published),
        ("published", Label::Published),
    ];
    let trimmed = text.trim_end().trim_end_matches(':').trim_end();
    for (label, meaning) in LABELS {
        let count = label.chars().count();
        let Some((at, _)) = trimmed.char_indices().rev().nth(count - 1) else { continue };
        let is_word = trimmed[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        if is_word && language::lower(&trimmed[at..], language::Language::Turkish) == label {
            return (&trimmed[..at], Some(meaning));
        }
    }
    (text, None)
}

/// A line that names who wrote, where it comes from, or what it is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Labelled {
    Byline(String),
    Credit(String),
    Tags(Vec<String>),
}

/// Reads `Kaynak: İHA`, `Muhabir: Ayşe Kaya`, `Etiketler: kar, yol`.
pub fn labelled(line: &str) -> Option<Labelled> {
    let (label, value) = line.split_once(':')?;
    let value = tidy(value);
    let key = language::fold(label.trim(), language::Language::Turkish);
    let words = value.split_whitespace().count();
    Some(match key.as_str() {
        "kaynak" | "haber kaynagi" | "ajans" | "source" | "المصدر" if (1..=5).contains(&words) => {
            Labelled::Credit(value)
        }
        "muhabir" | "haber" | "yazan" | "yazar" | "editor" | "haberi yapan" | "foto muhabiri" | "kamera"
            if (1..=6).contains(&words) =>
        {
            Labelled::Byline(value)
        }
        "etiketler" | "etiket" | "tags" | "anahtar kelimeler" => {
            Labelled::Tags(value.split([',', '#']).map(tidy).filter(|tag| !tag.is_empty()).collect())
        }
        _ => return None,
    })
}

/// Agencies that stand alone at a text's end or in brackets.
pub const AGENCIES: [&str; 10] =
    ["AA", "İHA", "IHA", "DHA", "ANKA", "BHA", "İGF", "Anadolu Ajansı", "İhlas Haber Ajansı", "Demirören Haber Ajansı"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meta_lines_are_told_from_sentences() {
        let check = |line: &str, expected: Option<&str>| {
            assert_eq!(meta(line).map(|meta| meta.section.unwrap_or_default()).as_deref(), expected, "{line}");
        };
        check("Siyaset - 1 yıl önce", Some("Siyaset"));
        check("2024-11-28 09:36 - Asayiş", Some("Asayiş"));
        check("30.11.2024 - 06:22", Some(""));
        check("Giriş: 30.11.2024 - 06:22 Güncelleme: 30.11.2024 - 07:10", Some(""));
        check("Gündem | 30 Kasım 2024 06:22 | 523 okunma", Some("Gündem"));
        check("2024-11-30 06:22 - العربية", Some("العربية"));
        check("Kaza saat 06:22 sıralarında çevre yolunda meydana geldi.", None);
        check("1 yıl önce evlenen çiftin bebekleri oldu", None);
        check("Vali konuştu", None);
    }

    #[test]
    fn junk_goes_and_is_told() {
        let check = |raw: &str, expected: &str, count: usize| {
            let mut junk = Vec::new();
            assert_eq!(cleaned(raw, 1, &mut junk), expected, "{raw}");
            assert_eq!(junk.len(), count, "{raw}: {junk:?}");
        };
        check("?>", "", 1);
        check("Başlık ?>", "Başlık", 1);
        check("<?php echo $baslik; ?>Başlık", "Başlık", 1);
        check("Ali&#39;nin &amp; Ayşe", "Ali'nin & Ayşe", 1);
        check("<b>Kalın</b> söz", "Kalın söz", 1);
        check("Paylaş", "", 0);
        check("Facebook'ta Paylaş", "", 0);
        check("3 < 5", "3 < 5", 0);
    }
}
