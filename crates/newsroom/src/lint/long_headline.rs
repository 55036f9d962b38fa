//! A headline that is longer than what shows it.

use super::{Code, Finding, Severity, Subject};

/// Longer ones are cut by search engines and telephones; of the headlines that Turkish papers print, one in two hundred is.
pub const HEADLINE_LETTERS_MAX: usize = 120;

/// Tells of a headline over length.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let letters = subject.content.headline.chars().count();
    if letters <= HEADLINE_LETTERS_MAX {
        return Vec::new();
    }
    let message =
        format!("the headline has {letters} letters; over {HEADLINE_LETTERS_MAX} it is cut where it is shown");
    vec![Finding::new(Code::LongHeadline, Severity::Warning, "headline", message).words(letters.to_string())]
}
