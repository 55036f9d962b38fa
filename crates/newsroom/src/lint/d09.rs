//! D9: nobody answers for the words.

use super::{Code, Finding, Severity, Subject};

/// Tells of a story without a byline and without a credit.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    if subject.content.has_source() {
        return Vec::new();
    }
    let message = "no byline and no agency credit: nobody answers for the words";
    vec![Finding::new(Code::D9, Severity::Error, "byline", message)]
}
