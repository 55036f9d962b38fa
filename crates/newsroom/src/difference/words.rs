//! Two texts word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Some words that stand in one text or in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub side: Side,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Both,
    Before,
    After,
}

/// The words of both texts in reading order, each saying where it stands: those of the text before, put together, are that
/// text again, and so are those of the text after.
pub fn words(before: &str, after: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (language::pieces(before).collect(), language::pieces(after).collect());
    let mut pieces = Pieces::default();
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    for (place, op) in ops.iter().enumerate() {
        match *op {
            DiffOp::Equal { old_index, len, .. } => {
                let same = &old[old_index..old_index + len];
                // A space alone between changed words changes with them: so a phrase is told as one.
                let is_between = place > 0 && place + 1 < ops.len() && same.iter().all(|word| word.trim().is_empty());
                if is_between { pieces.change(same, same) } else { pieces.keep(same) }
            }
            DiffOp::Delete { old_index, old_len, .. } => pieces.change(&old[old_index..old_index + old_len], &[]),
            DiffOp::Insert { new_index, new_len, .. } => pieces.change(&[], &new[new_index..new_index + new_len]),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                pieces.change(&old[old_index..old_index + old_len], &new[new_index..new_index + new_len]);
            }
        }
    }
    pieces.settle();
    pieces.done
}

#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    before: String,
    after: String,
}

impl Pieces {
    fn keep(&mut self, words: &[&str]) {
        self.settle();
        self.done.push(Piece { text: words.concat(), side: Side::Both });
    }

    fn change(&mut self, before: &[&str], after: &[&str]) {
        self.before.push_str(&before.concat());
        self.after.push_str(&after.concat());
    }

    /// What was taken out stands before what came in its place.
    fn settle(&mut self) {
        for (text, side) in [(&mut self.before, Side::Before), (&mut self.after, Side::After)] {
            if !text.is_empty() {
                self.done.push(Piece { text: std::mem::take(text), side });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(before: &str, after: &str) -> String {
        let mark = |piece: &Piece| match piece.side {
            Side::Both => piece.text.clone(),
            Side::Before => format!("[-{}-]", piece.text),
            Side::After => format!("[+{}+]", piece.text),
        };
        words(before, after).iter().map(mark).collect()
    }

    #[test]
    fn words_are_told_whole() {
        let check = |before: &str, after: &str, expected: &str| assert_eq!(told(before, after), expected);
        check("Irmak taştı", "Irmak taştı", "Irmak taştı");
        check("iki köy boşaltıldı", "üç köy boşaltıldı", "[-iki-][+üç+] köy boşaltıldı");
        check("Kilis’te yangın", "Kilis’in yangını", "[-Kilis’te yangın-][+Kilis’in yangını+]");
        check("", "Yeni", "[+Yeni+]");
        check("فاض نهر كبير", "فاض نهر صغير", "فاض نهر [-كبير-][+صغير+]");
        check("Belediye dün açıkladı.", "Belediye açıkladı.", "Belediye [-dün -]açıkladı.");
    }

    proptest! {
        #[test]
        fn each_text_can_be_read_out_again(before in "[a-cğ .,’\n]{0,40}", after in "[a-cğ .,’\n]{0,40}") {
            let pieces = words(&before, &after);
            let of = |other: Side| -> String {
                pieces.iter().filter(|piece| piece.side != other).map(|piece| piece.text.as_str()).collect()
            };
            prop_assert_eq!(of(Side::After), before);
            prop_assert_eq!(of(Side::Before), after);
        }
    }
}
