//! What two texts are to each other.

use jiff::{SignedDuration, Timestamp};

use crate::event::profile::{Kind, Profile, Said, Term};
use crate::event::reading::Signature;
use crate::event::shingles::Overlap;

/// What makes two stories one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kinship {
    /// One text, copied, cut or extended.
    Copy(Overlap),
    /// The same told in other words: how alike they are, 0 to 1.
    Telling(f32),
}

/// Hours between two tellings of one event; later it is another event, or what became of it.
pub const HOURS_APART: i64 = 36;
/// Outside these hours only the very text is the same event.
const LATE_JACCARD: f32 = 0.85;
/// Of the figures of two texts so many are the same, or it is the same form filled in for another day.
const FIGURES_SHARED: f32 = 0.3;
/// From this share in common on, texts may be one form.
const FORM_CONTAINMENT: f32 = 0.2;
/// Texts with fewer figures are not judged by them.
const FIGURES_LEAST: usize = 3;
/// From this likeness on two texts tell the same.
pub const TELLING_LEAST: f32 = 0.65;
/// And they share so many words: two flashes of a line each are alike by what every flash says.
const WORDS_SHARED: usize = 8;
/// Across languages only names and figures can meet: so many names, and so alike.
const NAMES_LEAST: usize = 3;
const ACROSS_LEAST: f32 = 0.6;

/// What two texts of these hours are to each other as far as events go.
pub(crate) fn kinship(a: (&Signature, Timestamp), b: (&Signature, Timestamp)) -> Option<Kinship> {
    let (one, other) = (a.0, b.0);
    let is_soon = (a.1.duration_since(b.1)).abs() <= SignedDuration::from_hours(HOURS_APART);
    let overlap = one.shingles.overlap(&other.shingles);
    let is_copy = overlap.is_copy();
    if is_copy && (is_soon || overlap.jaccard >= LATE_JACCARD) && figures_agree(&one.profile, &other.profile) {
        return Some(Kinship::Copy(overlap));
    }
    let is_form = overlap.containment >= FORM_CONTAINMENT && !figures_agree(&one.profile, &other.profile);
    if !is_soon || is_copy || is_form {
        return None;
    }
    let alike = if one.language != other.language {
        across(&one.profile, &other.profile)
    } else if words(both(&one.profile, &other.profile).map(|(term, ..)| term)) < WORDS_SHARED {
        0.0
    } else {
        likeness(&one.profile, &other.profile, |_, said| said.weight())
    };
    (alike >= TELLING_LEAST).then_some(Kinship::Telling(alike))
}

fn words(terms: impl Iterator<Item = Term>) -> usize {
    terms.filter(|term| term.kind() == Kind::Word).count()
}

fn figures_agree(a: &Profile, b: &Profile) -> bool {
    let figures = |profile: &Profile| profile.terms().iter().filter(|term| term.kind() == Kind::Figure).count();
    let least = figures(a).min(figures(b));
    let shared = both(a, b).filter(|(term, ..)| term.kind() == Kind::Figure).count();
    least < FIGURES_LEAST || shared as f32 >= FIGURES_SHARED * least as f32
}

/// Terms in both, with what each says of them. As for runs of words, no jump decides which comes next.
fn both<'p>(a: &'p Profile, b: &'p Profile) -> impl Iterator<Item = (Term, Said, Said)> + 'p {
    let (mut left, mut right) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some((one, said)), Some((other, also))) = (a.get(left), b.get(right)) {
            left += usize::from(one <= other);
            right += usize::from(other <= one);
            if one == other {
                return Some((one, said, also));
            }
        }
        None
    })
}

/// Likeness at which two texts are about as alike as they can be said to be without being copies.
const SATURATION: f32 = 0.5;

/// How alike two texts of one language are, 0 to 1, each word and figure weighed by `weight`: the mean of the cosine and of the share of the one text's
/// weight that the other has too, whichever is larger; bent so that differences count most where texts begin to be alike.
pub fn likeness(a: &Profile, b: &Profile, weight: impl Fn(Term, Said) -> f32) -> f32 {
    // Names count as words already, in every language's own stems.
    alike(a, b, |term, said| if term.kind() == Kind::Name { 0.0 } else { weight(term, said) })
}

fn alike(a: &Profile, b: &Profile, weight: impl Fn(Term, Said) -> f32) -> f32 {
    let (mut norms, mut sums) = ([0.0_f32; 2], [0.0_f32; 2]);
    for (at, profile) in [a, b].into_iter().enumerate() {
        for (term, said) in profile.iter() {
            let weight = weight(term, said);
            norms[at] += weight * weight;
            sums[at] += weight;
        }
    }
    let (mut product, mut shared) = (0.0_f32, [0.0_f32; 2]);
    for (term, one, other) in both(a, b) {
        let (one, other) = (weight(term, one), weight(term, other));
        product += one * other;
        shared[0] += one;
        shared[1] += other;
    }
    let cosine = product / (norms[0] * norms[1]).sqrt().max(f32::EPSILON);
    let share = (shared[0] / sums[0].max(f32::EPSILON)).max(shared[1] / sums[1].max(f32::EPSILON));
    ((cosine + share) / 2.0 / SATURATION).tanh()
}

/// The same by names and figures alone.
fn across(a: &Profile, b: &Profile) -> f32 {
    let names = both(a, b).filter(|(term, ..)| term.kind() == Kind::Name).count();
    if names < NAMES_LEAST {
        return 0.0;
    }
    let alike = alike(a, b, |term, said| if term.kind() == Kind::Word { 0.0 } else { said.weight() });
    if alike >= ACROSS_LEAST { alike } else { 0.0 }
}

impl Kinship {
    /// Whether it is one text, changed here and there: then it is one event, whoever else told it.
    pub(crate) fn is_firm(self) -> bool {
        matches!(self, Self::Copy(overlap) if overlap.is_one_text())
    }

    /// For ordering: copies above tellings.
    pub(crate) fn strength(self) -> f32 {
        match self {
            Self::Copy(overlap) => 2.0 + overlap.jaccard + overlap.containment,
            Self::Telling(alike) => alike,
        }
    }
}
