//! From a story to what the index keeps of it.

use language::{Analyser, Form, Language};
use newsroom::{Content, EditionCode, Live};
use store::Seen;
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::offers::term;
use super::phrase::{name_of, pair};
use super::schema::Fields;

/// Texts of a story that the index takes apart: its head and its body in each form, and their pairs.
pub(super) const TEXTS: u64 = 2 * Form::ALL.len() as u64 + 1;
/// Words of a body that are read: some thirty pages.
const WORDS_MAX: usize = 20_000;

/// What is kept of a live story.
pub(super) fn document(seen: &Seen, language: Language, fields: &Fields, analyser: &mut Analyser) -> TantivyDocument {
    let Seen { live, content } = seen;
    let mut document = TantivyDocument::default();
    document.add_u64(fields.number, live.number.0.unsigned_abs());
    document.add_i64(fields.hour, live.published_at.as_second());
    document.add_text(fields.edition, live.edition.as_str());
    sections(live, content).for_each(|section| document.add_text(fields.section, section));
    content.tags.iter().for_each(|tag| document.add_text(fields.tag, &tag.slug));
    content.bylines.iter().for_each(|byline| document.add_text(fields.author, &byline.slug));

    let mut texts = Texts::default();
    for part in head(content) {
        texts.read(part, language, analyser);
        texts.part();
    }
    texts.put(&mut document, &fields.head);
    texts.read(&content.body.plain_text(), language, analyser);
    texts.put(&mut document, &fields.body);
    document.add_text(fields.pairs, texts.pairs());
    offers(&live.edition, content, language).for_each(|offer| document.add_text(fields.offer, offer));
    document
}

/// The parts that say what a story is about, and who wrote it where.
fn head(content: &Content) -> impl Iterator<Item = &str> {
    [content.kicker.as_deref(), Some(&content.headline), content.standfirst.as_deref(), content.dateline.as_deref()]
        .into_iter()
        .flatten()
        .chain(content.tags.iter().map(|tag| tag.name.as_str()))
        .chain(content.bylines.iter().map(|byline| byline.name.as_str()))
}

fn sections<'a>(live: &'a Live, content: &'a Content) -> impl Iterator<Item = &'a str> {
    let others = content.sections.iter().filter(|section| **section != live.section);
    std::iter::once(live.section.as_str()).chain(others.map(|section| section.as_str()))
}

/// A text in each form, for [`super::spaced`].
#[derive(Default)]
struct Texts {
    forms: [String; 4],
    words: usize,
    /// The last word of the part that is read, as folded, or nothing.
    last: String,
    /// Of all that was read, also before.
    pairs: Vec<u16>,
}

impl Texts {
    fn read(&mut self, text: &str, language: Language, analyser: &mut Analyser) {
        analyser.each(text, language, |_, forms| {
            if self.words < WORDS_MAX {
                self.words += 1;
                let folded = forms.get(Form::Folded);
                if !self.last.is_empty() {
                    self.pairs.push(pair(&self.last, folded));
                }
                self.last.clear();
                self.last.push_str(folded);
                for (form, term) in forms.each() {
                    let text = &mut self.forms[form as usize];
                    text.push_str(term);
                    text.push(' ');
                }
            }
        });
    }

    /// Phrases do not go from one part into the next.
    fn part(&mut self) {
        self.forms[Form::Folded as usize].push(' ');
        self.last.clear();
    }

    fn pairs(&mut self) -> String {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.pairs.iter().map(|pair| name_of(*pair) + " ").collect()
    }

    /// Puts the forms into their fields, and begins anew but for the pairs.
    fn put(&mut self, document: &mut TantivyDocument, fields: &[Field; 4]) {
        for (field, text) in fields.iter().zip(&mut self.forms) {
            document.add_text(*field, &text);
            text.clear();
        }
        self.words = 0;
        self.last.clear();
    }
}

/// What the search box may offer because of this story: its tags, whom and what its headline names, and the headline's
/// words.
fn offers(edition: &EditionCode, content: &Content, language: Language) -> impl Iterator<Item = String> + use<> {
    let names = language::names(&content.headline, language).into_iter().map(|name| name.text);
    let tags = content.tags.iter().map(|tag| tag.name.clone());
    let offer = |words: &str, language| term(edition, words, language);
    let mut offers: Vec<String> = tags.chain(names).map(|name| offer(&name, language)).collect();
    for word in language::words(&content.headline) {
        // What has a suffix behind an apostrophe is a name, and stays as it is written.
        let (name, has_suffix) = match word.split_once(['\'', '’', '‘']) {
            Some((name, _)) if name.chars().nth(1).is_some() => (name, true),
            _ => (word, false),
        };
        let folded = language::fold(name, language);
        if folded.chars().count() > 3 && !language::is_stopword(&folded, language) {
            offers.push(offer(&if has_suffix { name.to_owned() } else { language::lower(name, language) }, language));
        }
    }
    offers.sort_unstable();
    offers.dedup();
    offers.into_iter()
}
