//! The words are not in the edition's language.

use super::{Code, Finding, Severity, Subject, d06, quoted};

/// Tells of a story whose words are plainly in another language than its edition's. Where its section is named after a
/// language, D6 judges by that.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    if d06::wanted_by_section(subject.content).is_some() {
        return Vec::new();
    }
    let wanted = subject.edition.language;
    let Some(found) = d06::other_language(&d06::all_words(subject.content), wanted) else { return Vec::new() };
    let message = format!("the words are {found}, not {}: {}", d06::name_of(wanted), quoted(&subject.content.headline));
    vec![Finding::new(Code::OtherLanguage, Severity::Error, "language", message).words(wanted.native_name())]
}
