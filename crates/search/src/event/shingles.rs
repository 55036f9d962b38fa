//! Runs of five words, by which copies are known, cut or extended ones too.
//!
//! Each run is hashed. Of every text all runs are kept, in fourteen bits each and about one byte, so that the share two texts
//! have in common is exact but for chance meetings, which are reckoned out. A text of more than [`RUNS_MAX`] runs keeps every
//! second, fourth … of them, by hash, so that two texts keep the same ones. One run in [`POSTED_IN`], again by hash, is posted
//! to find copies by.

/// Words in a run: long enough that two writers rarely hit on the same five, short enough to live through an edit.
const RUN: usize = 5;
/// Below so many words a text is no text to copy from.
pub(crate) const WORDS_LEAST: usize = 20;
/// Runs kept of one text before they are thinned out.
const RUNS_MAX: usize = 1024;
/// The share of runs posted, and the least posted of a short text.
const POSTED_IN: u32 = 10;
const POSTED_LEAST: usize = 8;
const POSTED_MAX: usize = 64;
/// Kept hashes are this wide.
const BITS: u32 = 14;

/// The runs of one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shingles {
    /// One run in 2^thinned is kept.
    thinned: u8,
    kept: u16,
    /// Gaps between ascending hashes; 255 stands for as much and goes on.
    gaps: Box<[u8]>,
    posted: Box<[u32]>,
}

/// What two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// Runs in both of all there are in either.
    pub jaccard: f32,
    /// Runs in both of those of the shorter.
    pub containment: f32,
}

/// From this share of all runs on, two texts are one.
const COPY_JACCARD: f32 = 0.5;
/// And from this share of the shorter on, it was cut out of the longer, or extended to it.
const COPY_CONTAINMENT: f32 = 0.6;

impl Overlap {
    /// Whether one text is made of the other.
    pub fn is_copy(self) -> bool {
        self.is_one_text() || self.is_cut()
    }

    /// Whether one was cut out of the other, or extended to it.
    pub fn is_cut(self) -> bool {
        self.containment >= COPY_CONTAINMENT
    }

    /// Whether both are one text, changed here and there.
    pub fn is_one_text(self) -> bool {
        self.jaccard >= COPY_JACCARD
    }
}

impl Shingles {
    /// From the hashes of a text's words in order.
    pub(crate) fn of(words: &[u64]) -> Self {
        if words.len() < WORDS_LEAST {
            return Self::default();
        }
        let mut runs: Vec<u64> = words.windows(RUN).map(run).collect();
        runs.sort_unstable();
        runs.dedup();
        // By the upper half it is chosen which runs are posted and kept; what is kept are the lowest bits.
        let posted = posted(&runs);
        let mut thinned = 0;
        while runs.len() > RUNS_MAX {
            thinned += 1;
            runs.retain(|run| is_kept(*run, thinned));
        }
        let mut kept: Vec<u16> = runs.iter().map(|run| (run & ((1 << BITS) - 1)) as u16).collect();
        kept.sort_unstable();
        let mut gaps = Vec::with_capacity(kept.len() + kept.len() / 8);
        let mut last = 0;
        for hash in &kept {
            let mut gap = hash - last;
            while gap >= 255 {
                gaps.push(255);
                gap -= 255;
            }
            gaps.push(gap as u8);
            last = *hash;
        }
        Self { thinned, kept: kept.len() as u16, gaps: gaps.into(), posted }
    }

    /// The runs to find copies by, the smallest hashes first.
    pub(crate) fn posted(&self) -> &[u32] {
        &self.posted
    }

    pub(crate) fn bytes(&self) -> usize {
        self.gaps.len() + self.posted.len() * 4
    }

    /// Written into this room, ascending.
    fn hashes<'r>(&self, room: &'r mut [u16; RUNS_MAX]) -> &'r [u16] {
        let (mut hash, mut at) = (0, 0);
        for gap in &self.gaps {
            hash += u16::from(*gap);
            room[at % RUNS_MAX] = hash;
            at += usize::from(*gap < 255);
        }
        &room[..usize::from(self.kept)]
    }

    /// Compared by what both keep. The thinner of the two sets the measure: hashes of the other are not known in full there, so
    /// a long text and a short one are compared by the runs of the long one that the short one has.
    pub fn overlap(&self, other: &Self) -> Overlap {
        let (a, b) = (f32::from(self.kept), f32::from(other.kept));
        if a == 0.0 || b == 0.0 {
            return Overlap { jaccard: 0.0, containment: 0.0 };
        }
        // Runs of which both would have been kept: the finer text keeps 2^difference as many.
        let (scale_a, scale_b) = (2_f32.powi(self.thinned.into()), 2_f32.powi(other.thinned.into()));
        let (all_a, all_b) = (a * scale_a, b * scale_b);
        let met = meeting(self.hashes(&mut [0; RUNS_MAX]), other.hashes(&mut [0; RUNS_MAX])) as f32;
        // Of the runs that are not in common, so many meet by chance in 2^14 places.
        let chance = a * b / (1_u32 << BITS) as f32;
        let share_by_chance = chance / a.min(b);
        let common = ((met - chance) / (1.0 - share_by_chance).max(0.1)).max(0.0).min(a.min(b));
        // What both keep was thinned as the thinner is.
        let common = common * scale_a.max(scale_b);
        let common = common.min(all_a.min(all_b));
        Overlap { jaccard: common / (all_a + all_b - common), containment: common / all_a.min(all_b) }
    }
}

/// Hashes in both of two ascending lists, each as often as it is in both. Which comes next is as good as chance, so nothing is
/// decided by a jump, which would be guessed wrong half the time.
fn meeting(a: &[u16], b: &[u16]) -> usize {
    let (mut left, mut right, mut met) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(left), b.get(right)) {
        left += usize::from(one <= other);
        right += usize::from(other <= one);
        met += usize::from(one == other);
    }
    met
}

fn run(words: &[u64]) -> u64 {
    let mut mixed: u64 = 0x9e37_79b9_7f4a_7c15;
    for word in words {
        mixed = (mixed.rotate_left(23) ^ word).wrapping_mul(0x2127_599b_f432_5c37);
        mixed ^= mixed >> 29;
    }
    mixed
}

fn is_kept(run: u64, thinned: u8) -> bool {
    (run >> BITS) & ((1 << thinned) - 1) == 0
}

/// `runs` ascend, so those with the smallest upper half come first.
fn posted(runs: &[u64]) -> Box<[u32]> {
    let upper = runs.iter().map(|run| (run >> 32) as u32);
    let within = upper.clone().take_while(|upper| *upper < u32::MAX / POSTED_IN).count();
    upper.take(within.clamp(POSTED_LEAST, POSTED_MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(from: u64, count: u64) -> Vec<u64> {
        (from..from + count).map(|word| crate::event::reading::hash(&word.to_string())).collect()
    }

    fn check(a: &[u64], b: &[u64], jaccard: f32, containment: f32, within: f32) {
        let (one, other) = (Shingles::of(a), Shingles::of(b));
        for overlap in [one.overlap(&other), other.overlap(&one)] {
            assert!((overlap.jaccard - jaccard).abs() < within, "{overlap:?}, not {jaccard}");
            assert!((overlap.containment - containment).abs() < within, "{overlap:?}, not {containment}");
        }
    }

    #[test]
    fn shares_are_what_they_are() {
        check(&words(0, 200), &words(0, 200), 1.0, 1.0, 0.001);
        check(&words(0, 200), &words(1000, 200), 0.0, 0.0, 0.02);
        // 96 of 196 runs on each side are common.
        check(&words(0, 200), &words(100, 200), 96.0 / 296.0, 96.0 / 196.0, 0.02);
        check(&words(0, 900), &words(0, 104), 100.0 / 896.0, 1.0, 0.03);
        // Thinned out on one side, on both.
        check(&words(0, 4000), &words(0, 904), 900.0 / 3996.0, 1.0, 0.12);
        check(&words(0, 4000), &words(2000, 4000), 1996.0 / 5996.0, 0.5, 0.06);
    }

    #[test]
    fn copies_share_what_is_posted() {
        let long = words(0, 400);
        for cut in [&long[..100], &long[200..300], &long[..380]] {
            let (one, other) = (Shingles::of(&long), Shingles::of(cut));
            assert!(one.posted().iter().any(|run| other.posted().contains(run)));
        }
    }

    #[test]
    fn a_few_words_are_no_text() {
        assert_eq!(Shingles::of(&words(0, 19)), Shingles::default());
        assert_eq!(Shingles::of(&[]).overlap(&Shingles::of(&words(0, 50))).jaccard, 0.0);
        assert!(Shingles::of(&words(0, 20)).posted().len() >= POSTED_LEAST);
    }
}
