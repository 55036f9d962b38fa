//! The weightiest terms of a text: stems, words of names, figures.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::event::reading::hash;

/// A term: thirty bits of a hash and what kind of term it is. Two terms in a billion meet; likeness bears that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A stem of one language.
    Word = 0,
    /// A word of a name, which other languages of the script spell alike.
    Name = 1,
    Figure = 2,
}

impl Term {
    pub(crate) fn new(word: &str, kind: Kind) -> Self {
        Self((hash(word) >> 32) as u32 & !3 | kind as u32)
    }

    /// The term of a stem.
    pub fn of_stem(stem: &str) -> Self {
        Self::new(stem, Kind::Word)
    }

    /// The term of a word in a name, folded.
    pub fn of_name(word: &str) -> Self {
        Self::new(word, Kind::Name)
    }

    pub fn kind(self) -> Kind {
        match self.0 & 3 {
            1 => Kind::Name,
            2 => Kind::Figure,
            _ => Kind::Word,
        }
    }

    /// By which its holders are found: a word of a name and the same word in a text are one here.
    pub(crate) fn key(self) -> u32 {
        self.0 >> 7
    }
}

/// Words and figures kept of a text. Fewer cost likeness (with 32, the correlation with people's judgement falls by a tenth), more
/// hardly add to it.
const KEPT: usize = 80;
/// Words of names kept besides, for other languages to meet.
const NAMES_KEPT: usize = 12;
/// Terms posted to find tellings by.
const POSTED: usize = 20;

/// Terms while a text is read.
#[derive(Default)]
pub(crate) struct Terms(HashMap<Term, (f32, u8), FixedState>);

impl Terms {
    pub(crate) fn say(&mut self, word: &str, kind: Kind, weight: f32) {
        let letters = word.chars().count().min(usize::from(LETTERS_MAX)) as u8;
        self.0.entry(Term::new(word, kind)).or_insert((0.0, letters)).0 += weight;
    }

    /// Takes back what was said of a word that proved to be the beginning of another.
    pub(crate) fn unsay(&mut self, word: &str, kind: Kind, weight: f32) {
        let term = Term::new(word, kind);
        if let Some(said) = self.0.get_mut(&term) {
            said.0 -= weight;
            if said.0 <= 0.0 {
                self.0.remove(&term);
            }
        }
    }

    pub(crate) fn profile(self) -> Profile {
        let said = |(count, letters): (f32, u8)| Said::of(1.0 + count.max(1.0).ln(), letters);
        let mut all: Vec<(Term, Said)> = self.0.into_iter().map(|(term, counted)| (term, said(counted))).collect();
        by_weight(&mut all);
        let (mut words, mut names) = (0, 0);
        all.retain(|(term, _)| {
            let (count, most) = if term.kind() == Kind::Name { (&mut names, NAMES_KEPT) } else { (&mut words, KEPT) };
            *count += 1;
            *count <= most
        });
        all.sort_unstable_by_key(|(term, _)| *term);
        let (terms, said): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        Profile { terms: terms.into(), said: said.into() }
    }
}

fn by_weight(terms: &mut [(Term, Said)]) {
    terms.sort_unstable_by(|(one, a), (other, b)| b.weight().total_cmp(&a.weight()).then(one.cmp(other)));
}

/// A text's weightiest terms, ascending, five bytes each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    terms: Box<[Term]>,
    said: Box<[Said]>,
}

impl Profile {
    /// Ascending by term.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Term, Said)> + '_ {
        self.terms.iter().copied().zip(self.said.iter().copied())
    }

    /// The term at this place of the ascending ones.
    pub(crate) fn get(&self, at: usize) -> Option<(Term, Said)> {
        Some((*self.terms.get(at)?, *self.said.get(at)?))
    }

    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The terms to find tellings by, weightiest first. A figure alone finds too much.
    pub(crate) fn posted(&self) -> Vec<Term> {
        let mut all: Vec<_> = self.iter().filter(|(term, _)| term.kind() != Kind::Figure).collect();
        by_weight(&mut all);
        all.truncate(POSTED);
        all.into_iter().map(|(term, _)| term).collect()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.terms.len() * 5
    }
}

/// Longer words are no rarer for it.
const LETTERS_MAX: u8 = 7;

/// What a term says in its text, in a byte: five bits for 1 + ln of its count, three for its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said(u8);

impl Said {
    const STEPS: f32 = 6.0;

    fn of(said: f32, letters: u8) -> Self {
        let steps = ((said - 1.0) * Self::STEPS).round().clamp(0.0, 31.0) as u8;
        Self(steps << 3 | letters)
    }

    /// By its count alone.
    pub fn count(self) -> f32 {
        1.0 + f32::from(self.0 >> 3) / Self::STEPS
    }

    /// By its count and its letters. In every language the common words are the short ones (Zipf's law of abbreviation), so
    /// their length stands for their rarity where no other stories are to be asked.
    pub fn weight(self) -> f32 {
        self.count() * f32::from(self.0 & 7).max(2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_says_it_nearly() {
        for (said, letters) in [(1.0, 2), (1.7, 5), (3.4, 7), (6.0, 7)] {
            let byte = Said::of(said, letters);
            assert!((byte.count() - said).abs() < 0.1 && byte.0 & 7 == letters, "{said} {letters}");
        }
    }

    #[test]
    fn the_weightiest_terms_are_kept() {
        let mut terms = Terms::default();
        for word in 0..200 {
            terms.say(&format!("{word:03}sel"), Kind::Word, 1.0);
        }
        terms.say("kizilcay", Kind::Word, 9.0);
        let profile = terms.profile();
        assert_eq!(profile.terms().len(), KEPT);
        assert_eq!(profile.posted()[0], Term::of_stem("kizilcay"));
        assert!(profile.terms().is_sorted());
    }
}
