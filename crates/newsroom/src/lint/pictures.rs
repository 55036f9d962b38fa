//! Pictures of which nobody is told what they show, or whose they are.

use super::{Code, Finding, Severity, Subject};
use crate::body::Block;
use crate::picture::Picture;

/// Tells of each place with such pictures once, however many stand there.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(picture) = &subject.content.picture {
        look(std::slice::from_ref(picture), "picture", &mut findings);
    }
    for (index, block) in subject.content.body.0.iter().enumerate() {
        let place = format!("body[{index}]");
        match block {
            Block::Picture { picture } => look(std::slice::from_ref(picture), &place, &mut findings),
            Block::Gallery { pictures } => look(pictures, &place, &mut findings),
            _ => {}
        }
    }
    findings
}

fn look(pictures: &[Picture], place: &str, findings: &mut Vec<Finding>) {
    let is_blank = |words: &str| words.trim().is_empty();
    let mut tell = |code, lacking: usize, what: &str| {
        if lacking > 0 {
            let message = match pictures.len() {
                1 => format!("the picture has no {what}"),
                all => format!("{lacking} of {all} pictures have no {what}"),
            };
            findings.push(Finding::new(code, Severity::Warning, place, message));
        }
    };
    tell(Code::MissingAlt, pictures.iter().filter(|picture| is_blank(&picture.alt)).count(), "words on what it shows");
    let is_nobodys = |picture: &&Picture| picture.credit.as_deref().is_none_or(is_blank);
    tell(Code::MissingCredit, pictures.iter().filter(is_nobodys).count(), "credit");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gallery_is_told_of_once() {
        let bare = Picture::default();
        let told = Picture { alt: "Köprü".into(), credit: Some("İHA".into()), ..Picture::default() };
        let check = |pictures: &[Picture], expected: &[Code]| {
            let mut findings = Vec::new();
            look(pictures, "body[0]", &mut findings);
            assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), expected);
        };
        check(&[bare.clone(), bare, told.clone()], &[Code::MissingAlt, Code::MissingCredit]);
        check(&[Picture { alt: String::new(), ..told.clone() }, told.clone()], &[Code::MissingAlt]);
        check(&[told], &[]);
    }
}
