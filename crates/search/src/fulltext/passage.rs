//! The place of a story that says most of what was asked, with the words that say it.

use std::collections::BTreeSet;
use std::ops::Range;

use language::{Analyser, Form, Language};
use newsroom::Content;

use super::question;

/// A piece of a passage; pieces follow each other as they stand in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// One of the words that were asked for, in whatever form.
    pub is_asked: bool,
}

/// Letters of a passage, about two lines of a phone's.
const LETTERS_MAX: usize = 180;
/// Letters before the first of the words.
const LETTERS_BEFORE: usize = 50;

/// Cuts passages for one question.
pub(super) struct Cutter {
    words: Vec<language::Asked>,
    language: Language,
    beginnings: Beginnings,
}

impl Cutter {
    pub(super) fn of(asked: &str, language: Language) -> Self {
        let asked = question::read(asked, language, false);
        let mut words: Vec<language::Asked> =
            asked.words.into_iter().chain(asked.phrases.into_iter().flatten()).collect();
        if words.iter().any(|word| word.weight >= 1.0) {
            words.retain(|word| word.weight >= 1.0);
        }
        Self { beginnings: Beginnings::of(&words, language), words, language }
    }

    /// The sentence of the body that holds most of the words, cut at words where it is long; nothing if none holds any.
    pub(super) fn passage(&mut self, content: &Content, analyser: &mut Analyser) -> Vec<Piece> {
        let Self { words, language, beginnings } = self;
        if words.is_empty() {
            return Vec::new();
        }
        let body = content.body.plain_text();
        let (mut best, mut best_says) = (None, 0);
        // Most paragraphs hold none of the words, and are not taken apart.
        for paragraph in body.split('\n') {
            let mut hits = Vec::new();
            let may_be_one = |word: &str| beginnings.may_begin(word);
            analyser.each_of(paragraph, *language, may_be_one, |span, forms| {
                let same = |word: &language::Asked| {
                    [Form::Folded, Form::Stem].into_iter().any(|form| word.forms.get(form) == forms.get(form))
                };
                if let Some(place) = words.iter().position(same) {
                    hits.push((span, place));
                }
            });
            if told_apart(&hits) <= best_says {
                continue;
            }
            let mut ends = 0;
            for sentence in language::sentences(paragraph) {
                let begins = ends;
                ends += sentence.len();
                let inside: Vec<Hit> =
                    hits.iter().filter(|(span, _)| span.start >= begins && span.end <= ends).cloned().collect();
                let says = told_apart(&inside);
                if says > best_says {
                    let spans = inside.into_iter().map(|(span, _)| span.start - begins..span.end - begins).collect();
                    (best, best_says) = (Some((sentence, spans)), says);
                }
            }
            if best_says == words.len() {
                break;
            }
        }
        let cut = |(sentence, hits): (&str, Vec<Range<usize>>)| cut(sentence, &hits);
        best.map(cut).unwrap_or_default()
    }
}

/// The letters that words which were asked for begin with, as folded. No suffix changes them, so that most words need not be taken
/// apart.
struct Beginnings {
    /// Of each form the first letter, and of a long one the second.
    letters: Vec<(char, Option<char>)>,
    language: Language,
    /// As what the letters are folded that texts are written in.
    known: [Option<char>; KNOWN],
}

/// Latin letters, also those with marks.
const KNOWN: usize = 0x250;

/// Letters of a form whose second one is never changed: `dying` is taken for `die`.
const LONG: usize = 4;

impl Beginnings {
    fn of(words: &[language::Asked], language: Language) -> Self {
        let forms = words.iter().flat_map(|word| [word.forms.get(Form::Folded), word.forms.get(Form::Stem)]);
        let letters = forms.filter_map(|form| {
            let mut letters = form.chars();
            let (first, second) = (letters.next()?, letters.next());
            Some((first, second.filter(|_| form.chars().count() >= LONG)))
        });
        Self { letters: letters.collect(), language, known: [None; KNOWN] }
    }

    /// Nothing is known of words in other letters: Arabic ones have prefixes.
    fn may_begin(&mut self, word: &str) -> bool {
        let mut letters = word.chars();
        let Some(first) = letters.next() else { return false };
        let Some(first) = self.folded(first) else { return true };
        let second = letters.next().and_then(|second| self.folded(second));
        self.letters
            .iter()
            .any(|(known, then)| *known == first && then.zip(second).is_none_or(|(then, second)| then == second))
    }

    /// Nothing where it is not one letter, or not known.
    fn folded(&mut self, letter: char) -> Option<char> {
        let known = self.known.get_mut(letter as usize)?;
        if known.is_none() {
            let folded = language::fold(letter.encode_utf8(&mut [0; 4]), self.language);
            let mut letters = folded.chars();
            *known =
                Some(letters.next().filter(|one| one.is_alphanumeric() && letters.next().is_none()).unwrap_or(OTHER));
        }
        known.filter(|folded| *folded != OTHER)
    }
}

/// What is folded to none or to several.
const OTHER: char = '\0';

/// Where a word stands, and which of those that were asked for it is.
type Hit = (Range<usize>, usize);

fn told_apart(hits: &[Hit]) -> usize {
    hits.iter().map(|(_, word)| word).collect::<BTreeSet<_>>().len()
}

fn cut(sentence: &str, hits: &[Range<usize>]) -> Vec<Piece> {
    let trimmed = sentence.trim_end();
    let whole = 0..trimmed.len();
    let part = if trimmed.chars().count() <= LETTERS_MAX { whole.clone() } else { around(trimmed, hits) };
    let mut pieces = Vec::new();
    let mut push = |text: &str, is_asked: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), is_asked });
        }
    };
    if part.start > 0 {
        push("… ", false);
    }
    let mut at = part.start;
    for hit in hits.iter().filter(|hit| hit.start >= part.start && hit.end <= part.end) {
        push(&trimmed[at..hit.start], false);
        push(&trimmed[hit.clone()], true);
        at = hit.end;
    }
    push(&trimmed[at..part.end], false);
    if part.end < whole.end {
        push(" …", false);
    }
    pieces
}

/// A part of a long sentence that begins a little before the first of the words, cut between words.
fn around(sentence: &str, hits: &[Range<usize>]) -> Range<usize> {
    let first = hits.first().map_or(0, |hit| hit.start);
    let back = |from: usize, letters: usize| {
        sentence[..from].char_indices().rev().take(letters).last().map_or(from, |(at, _)| at)
    };
    let wanted = back(first, LETTERS_BEFORE);
    let start =
        if wanted == 0 { 0 } else { sentence[wanted..first].find(' ').map_or(first, |space| wanted + space + 1) };
    let rest = &sentence[start..];
    let Some((limit, _)) = rest.char_indices().nth(LETTERS_MAX) else { return start..sentence.len() };
    let end = rest[..limit].rfind(' ').filter(|end| start + end > first).unwrap_or(limit);
    start..start + end
}

#[cfg(test)]
mod tests {
    use newsroom::body::{Block, Body};
    use proptest::prelude::*;

    use super::*;

    fn check(body: &str, asked: &str, expected: &str) {
        let content = Content { body: Body(vec![Block::paragraph(body)]), ..Content::default() };
        let pieces = Cutter::of(asked, Language::Turkish).passage(&content, &mut Analyser::new());
        let marked = |piece: &Piece| if piece.is_asked { format!("[{}]", piece.text) } else { piece.text.clone() };
        assert_eq!(pieces.iter().map(marked).collect::<String>(), expected);
    }

    #[test]
    fn the_sentence_that_says_most_is_shown_with_its_words() {
        check("Meclis toplandı. Köprünün yolu kapandı. Yol açık.", "köprü kapandı", "[Köprünün] yolu [kapandı].");
        check(
            "Yol kapandı. Meclis toplandı.\nKöprü dün\nbitti. Yeni köprü kapandı.",
            "köprü kapandı",
            "Yeni [köprü] [kapandı].",
        );
        check("Meclis toplandı.", "köprü", "");
        check("Iğdır’da kar var.", "igdir ve", "[Iğdır’da] kar var.");
    }

    #[test]
    fn words_are_known_by_their_first_letter_however_it_is_written() {
        check("Istanbul’da vapur. İzmir’de şölen.", "izmir", "[İzmir’de] şölen.");
        check("Vapur geldi. ÇANAKKALE’de sis var.", "canakkale", "[ÇANAKKALE’de] sis var.");
        check("Vapur geldi. Şiir okundu.", "siirler", "[Şiir] okundu.");
        check("Vapur geldi. Œuvre gösterildi.", "oeuvre", "[Œuvre] gösterildi.");
        check("2024’te bitti. Vapur geldi.", "2024", "[2024’te] bitti.");
        check("Vapur geldi. E\u{301}cole kapandı.", "école", "[E\u{301}cole] kapandı.");
        check("Vapur geldi. IĞDIR karlı. İĞNE düştü.", "ığdırda", "[IĞDIR] karlı.");
        let content = Content {
            body: Body(vec![Block::paragraph("وصل أمس. قرأ والكتاب معه.")]), ..Content::default()
        };
        let pieces = Cutter::of("كتاب", Language::Arabic).passage(&content, &mut Analyser::new());
        assert!(pieces.iter().any(|piece| piece.is_asked && piece.text == "والكتاب"), "{pieces:?}");
    }

    proptest! {
        /// What lets words be passed over by their first letter.
        #[test]
        fn a_stem_begins_as_its_word_does(word in "[a-zçğıöşüâîêû]{1,12}") {
            for language in [Language::Turkish, Language::English, Language::Kurmanji] {
                let Some(forms) = language::Forms::of(&word, language) else { continue };
                let stem = forms.get(Form::Stem);
                let sure = if stem.chars().count() >= LONG { 2 } else { 1 };
                let first = |form: Form| forms.get(form).chars().take(sure).collect::<String>();
                prop_assert_eq!(first(Form::Stem), first(Form::Folded), "{} {:?}", word, language);
            }
        }
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let many = "söz ".repeat(60);
        let content = format!("{many}köprü {many}sonu.");
        let content = Content { body: Body(vec![Block::paragraph(content)]), ..Content::default() };
        let pieces = Cutter::of("köprü", Language::Turkish).passage(&content, &mut Analyser::new());
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert!(text.starts_with("… söz") && text.ends_with("söz …"), "{text}");
        assert!(text.chars().count() <= LETTERS_MAX + 4 && pieces.iter().any(|piece| piece.is_asked));
    }
}
