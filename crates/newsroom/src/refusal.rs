//! Codes of refusals: a word each, for translation and for programs, that never changes.
//!
//! A refusal's own sentence is English, for the log and for programs. What a person reads is written by its code, so that each
//! code here has words in every language of the desk.

/// Gives the refusals of a kind their codes, and the list of those codes from the same lines.
macro_rules! codes {
    ($kind:ident: $($refused:pat => $code:literal),+ $(,)? $(; $within:pat => $inner:expr)*) => {
        impl $kind {
            pub(crate) const CODES: &'static [&'static str] = &[$($code),+];

            /// A word that names the refusal, for translation and programs; it never changes.
            pub fn code(&self) -> &'static str {
                match self {
                    $($refused => $code,)+
                    $($within => $inner,)*
                }
            }
        }
    };
}
pub(crate) use codes;

use crate::acts::{
    AuthorRefused, CorrectRefused, EditionRefused, PlaceRefused, PublishRefused, SectionRefused, WithdrawRefused,
};
use crate::comment::CommentRefused;
use crate::front::ChangeRefused;
use crate::library::PictureRefused;
use crate::lint::LintRefused;
use crate::rights::NotAllowed;
use crate::stage::MoveRefused;
use crate::working::NotTaken;

/// Every code a refusal of this room can have; some of them more than once.
pub fn codes_of_all() -> impl Iterator<Item = &'static str> {
    let kinds = [
        NotAllowed::CODES,
        MoveRefused::CODES,
        PublishRefused::CODES,
        CorrectRefused::CODES,
        WithdrawRefused::CODES,
        PictureRefused::CODES,
        PlaceRefused::CODES,
        ChangeRefused::CODES,
        SectionRefused::CODES,
        EditionRefused::CODES,
        AuthorRefused::CODES,
        CommentRefused::CODES,
        NotTaken::CODES,
        LintRefused::CODES,
    ];
    kinds.into_iter().flatten().copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// A kind that is not in the list above would go without words.
    #[test]
    fn no_kind_of_refusal_is_left_out() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let (mut given, mut files) = (BTreeSet::new(), vec![folder]);
        while let Some(path) = files.pop() {
            if path.is_dir() {
                files.extend(std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a file of ours");
            let kinds = text.split("\ncodes! {\n").skip(1).filter_map(|part| part.trim_start().split(':').next());
            given.extend(kinds.map(str::to_owned));
        }
        let listed = include_str!("refusal.rs");
        for kind in &given {
            assert!(listed.contains(&format!("        {kind}::CODES,")), "{kind} is in no list");
        }
        assert_eq!(given.len(), 14, "{given:?}");
    }
}
