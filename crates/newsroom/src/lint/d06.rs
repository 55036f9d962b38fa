//! D6: the words are not in the language of the section they stand in.

use language::{Detectable, Language};

use super::{Code, Finding, Severity, Subject, quoted};
use crate::content::Content;

/// Tells of a story whose words are in another language than its section, where that is named after one. A story in another
/// language than its edition is `other_language`'s.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(wanted) = wanted_by_section(subject.content) else { return Vec::new() };
    let Some(found) = other_language(&all_words(subject.content), wanted) else { return Vec::new() };
    let message = format!("the words are {found}, not {}: {}", name_of(wanted), quoted(&subject.content.headline));
    vec![Finding::new(Code::D6, Severity::Error, "section", message).words(wanted.native_name())]
}

/// The language of the first section that is named after one.
pub fn wanted_by_section(content: &Content) -> Option<Language> {
    content.sections.iter().find_map(|section| section_language(section.as_str()))
}

/// Headline, standfirst and body.
pub(super) fn all_words(content: &Content) -> String {
    let mut words = content.headline.clone();
    for more in [content.standfirst.clone(), Some(content.body.plain_text())].into_iter().flatten() {
        words.push('\n');
        words.push_str(&more);
    }
    words
}

/// The language a section is named after: a word in Arabic letters on a page in others, or a language's own name.
pub fn section_language(section: &str) -> Option<Language> {
    let has_arabic = section.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
    let small = language::fold(section, Language::English);
    match small.trim() {
        "arabic" | "arapca" => Some(Language::Arabic),
        "english" | "ingilizce" => Some(Language::English),
        "kurdi" | "kurmanci" | "kurtce" | "kurdish" => Some(Language::Kurmanji),
        "turkce" | "turkish" => Some(Language::Turkish),
        _ if has_arabic => Some(Language::Arabic),
        _ => None,
    }
}

/// How sure the detector has to be: for a few words more than for many.
const SURE_OF_HEADLINE: f32 = 0.75;
const SURE_OF_TEXT: f32 = 0.6;

/// The name of the language a text is plainly in, if it is another than `wanted`.
pub fn other_language(text: &str, wanted: Language) -> Option<&'static str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 12 {
        return None;
    }
    let found = language::detect(text)?;
    let sure = if letters < 200 { SURE_OF_HEADLINE } else { SURE_OF_TEXT };
    if found.confidence < sure || found.language == Detectable::Known(wanted) {
        return None;
    }
    Some(match found.language {
        Detectable::Known(language) => name_of(language),
        Detectable::Other => "in a language of no edition",
    })
}

pub(super) fn name_of(language: Language) -> &'static str {
    match language {
        Language::Turkish => "Turkish",
        Language::Arabic => "Arabic",
        Language::English => "English",
        Language::Kurmanji => "Kurdish",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_only_where_they_are_plain() {
        let check = |text: &str, wanted: Language, expected: Option<&str>| {
            assert_eq!(other_language(text, wanted), expected, "{text}")
        };
        check("Otomobil kaldırımdaki yayalara çarptı: 2 yaralı", Language::Arabic, Some("Turkish"));
        check("Otomobil kaldırımdaki yayalara çarptı: 2 yaralı", Language::Turkish, None);
        check("وزير الخارجية يلتقي نظيره", Language::Arabic, None);
        check("وزير الخارجية يلتقي نظيره", Language::Turkish, Some("Arabic"));
        check("3-1", Language::Arabic, None);
    }

    #[test]
    fn sections_can_be_named_after_a_language() {
        let check =
            |section: &str, expected: Option<Language>| assert_eq!(section_language(section), expected, "{section}");
        check("العربية", Some(Language::Arabic));
        check("English", Some(Language::English));
        check("Kurdî", Some(Language::Kurmanji));
        check("Gündem", None);
    }
}
