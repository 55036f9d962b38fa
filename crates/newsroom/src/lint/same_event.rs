//! The same event published already.

use super::{Code, Finding, Severity, Subject, quoted};

/// Tells of a story whose event readers of its edition have already, where whoever asks has looked.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let told = subject.facts.told.as_ref().map(|told| {
        let message = format!("published already: story {} ({})", told.number, quoted(&told.headline));
        Finding::new(Code::SameEvent, Severity::Warning, "headline", message).words(told.headline.as_str())
    });
    told.into_iter().collect()
}
