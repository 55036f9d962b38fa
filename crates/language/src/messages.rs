//! The words of the interface, as Fluent messages (<https://projectfluent.org>).
//!
//! Who has the words decides where they come from: the program brings its own, a theme may bring more, and a newsroom
//! may override single messages in its data folder. A broken override is reported with its place and never reaches a
//! reader: the message before it serves.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::{Language, numbers};

/// One language's messages. Parse once and share between threads.
pub struct Words {
    language: Language,
    /// One bundle for each source, holding that source over all before it. The last is asked first.
    layers: Vec<FluentBundle<Arc<FluentResource>>>,
    keys: BTreeSet<String>,
}

impl Words {
    /// Reads messages from `sources`, each with the name it is reported under (a path) and its Fluent text.
    ///
    /// A later source overrides single messages of earlier ones. Everything wrong comes back in the second part, by
    /// source and place; what could be read serves all the same.
    #[must_use]
    pub fn parse(language: Language, sources: &[(&str, &str)]) -> (Self, Vec<WordsError>) {
        let mut errors = Vec::new();
        let mut keys = BTreeSet::new();
        let mut resources = Vec::new();
        let mut layers = Vec::new();
        for (file, text) in sources {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(readable, mistakes)| {
                errors.extend(
                    mistakes.iter().map(|mistake| WordsError::at(file, text, mistake.pos.start, mistake.to_string())),
                );
                readable
            });
            for entry in resource.entries() {
                if let Entry::Message(message) = entry
                    && message.value.is_some()
                {
                    keys.insert(message.id.name.to_owned());
                }
            }
            resources.push(Arc::new(resource));
            layers.push(bundle(language, &resources));
        }
        (Self { language, layers, keys }, errors)
    }

    /// The message under `key` with its arguments put in, or `None` if no source has one that can be said whole.
    ///
    /// Numbers choose the plural form and are printed grouped (`1.234`); give years and other numbers that are names
    /// as text. No direction marks are put around arguments: pages isolate them in their markup. An override that
    /// asks for an argument or message that is not there gives way to the source before it, so that no placeholder
    /// ever reaches a page.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, Value<'_>)]) -> Option<String> {
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, FluentValue::from(value))).collect();
        self.layers.iter().rev().find_map(|layer| {
            let pattern = layer.get_message(key)?.value()?;
            let mut errors: Vec<FluentError> = Vec::new();
            let said = layer.format_pattern(pattern, Some(&args), &mut errors);
            errors.is_empty().then(|| said.into_owned())
        })
    }

    /// Every message that has words of its own, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// The language these words are in.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }
}

/// Reads one message on its own, such as a newsroom writes in place of one of ours: the names of the arguments it asks
/// for. Lines of `text` after the first may be indented or not.
///
/// # Errors
/// A [`WordsError`] with its place in `text` for what is not one whole message.
pub fn read_message(language: Language, key: &str, text: &str) -> Result<BTreeSet<String>, WordsError> {
    let source = message_source(key, text);
    let wrong = |message: &str| WordsError { file: key.to_owned(), line: 1, column: 1, message: message.to_owned() };
    let is_key = key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_key {
        return Err(wrong("no message has such a name"));
    }
    let resource = FluentResource::try_new(source.clone()).map_err(|(_, mistakes)| {
        let Some(first) = mistakes.first() else { return wrong("it cannot be read") };
        // What is missing at the end is missing behind the last letter, not on a line that was never written.
        let at = first.pos.start.min(source.trim_end().len());
        let found = WordsError::at(key, &source, at, first.to_string());
        // Places in the source are those in the text, but for what stands before it on its first line and before its others.
        let before = if found.line == 1 { key.chars().count() + 3 } else { INDENT.len() };
        WordsError { column: found.column.saturating_sub(before).max(1), ..found }
    })?;
    let mut entries = resource.entries();
    let pattern = match (entries.next(), entries.next()) {
        (Some(Entry::Message(message)), None) if message.id.name == key && message.attributes.is_empty() => {
            message.value.as_ref().ok_or_else(|| wrong("it says nothing"))?
        }
        _ => return Err(wrong("it is more than one message")),
    };
    let mut arguments = BTreeSet::new();
    collect_arguments(pattern, &mut arguments);
    // What can be read may still not be said: a message or function that is not there.
    let resource = Arc::new(FluentResource::try_new(source.clone()).map_err(|_| wrong("it cannot be read"))?);
    let bundle = bundle(language, &[resource]);
    let mut errors = Vec::new();
    let args: FluentArgs<'_> = arguments.iter().map(|name| (name.as_str(), FluentValue::from(1))).collect();
    if let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) {
        bundle.format_pattern(pattern, Some(&args), &mut errors);
    }
    match errors.first() {
        Some(error) => Err(wrong(&error.to_string())),
        None => Ok(arguments),
    }
}

/// A message as it stands in a file of messages.
pub fn message_source(key: &str, text: &str) -> String {
    let mut lines = text.trim().lines();
    let mut source = format!("{key} = {}\n", lines.next().unwrap_or_default());
    for line in lines {
        // A plural form may begin a line, and a brace may end one; both stand indented in Fluent.
        source.push_str(INDENT);
        source.push_str(line.trim_start());
        source.push('\n');
    }
    source
}

const INDENT: &str = "    ";

fn collect_arguments(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => collect_inline(inline, found),
                Expression::Select { selector, variants } => {
                    collect_inline(selector, found);
                    variants.iter().for_each(|variant| collect_arguments(&variant.value, found));
                }
            }
        }
    }
}

fn collect_inline(expression: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| collect_inline(argument, found));
            arguments.named.iter().for_each(|argument| collect_inline(&argument.value, found));
        }
        InlineExpression::Placeable { expression } => match &**expression {
            Expression::Inline(inline) => collect_inline(inline, found),
            Expression::Select { selector, variants } => {
                collect_inline(selector, found);
                variants.iter().for_each(|variant| collect_arguments(&variant.value, found));
            }
        },
        _ => {}
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("language", &self.language).field("keys", &self.keys.len()).finish()
    }
}

fn bundle(language: Language, resources: &[Arc<FluentResource>]) -> FluentBundle<Arc<FluentResource>> {
    // Plural rules are looked up under this tag.
    let tag = language.code().parse().expect("a language code is a tag");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    // Fluent hands the formatter no language, so each language has its own.
    bundle.set_formatter(Some(match language {
        Language::Turkish => |value, _| grouped(value, Language::Turkish),
        Language::Arabic => |value, _| grouped(value, Language::Arabic),
        Language::English => |value, _| grouped(value, Language::English),
        Language::Kurmanji => |value, _| grouped(value, Language::Kurmanji),
    }));
    bundle.add_builtins().expect("a new bundle has no functions to clash with");
    for resource in resources {
        bundle.add_resource_overriding(Arc::clone(resource));
    }
    bundle
}

/// Whole numbers as readers write them; others as Fluent prints them.
fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number)
            if number.value.fract() == 0.0 && number.options.minimum_fraction_digits.is_none() =>
        {
            Some(numbers::number(number.value as i64, language))
        }
        _ => None,
    }
}

/// What is put into a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value<'a> {
    /// A count. Exact up to 2⁵³, which is where Fluent's numbers end.
    Number(i64),
    Text(&'a str),
}

impl From<i64> for Value<'_> {
    fn from(count: i64) -> Self {
        Self::Number(count)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&Value<'a>> for FluentValue<'a> {
    fn from(value: &Value<'a>) -> Self {
        match *value {
            Value::Number(count) => count.into(),
            Value::Text(text) => text.into(),
        }
    }
}

/// A mistake in a source of messages.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct WordsError {
    /// The source's name, as given.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What the parser expected or found, in English.
    pub message: String,
}

impl WordsError {
    fn at(file: &str, text: &str, byte: usize, message: String) -> Self {
        let before = &text[..text.floor_char_boundary(byte)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "\
greeting = Merhaba { $name }
stories = { $count ->
    [one] tek haber
   *[other] { $count } haber
}
-paper = Manşet
about = { -paper } hakkında
";

    fn words(sources: &[(&str, &str)]) -> Words {
        let (words, errors) = Words::parse(Language::Turkish, sources);
        assert_eq!(errors, []);
        words
    }

    #[test]
    fn messages_are_said_with_their_arguments() {
        let words = words(&[("tr.ftl", OURS)]);
        let check = |key, args: &[(&str, Value<'_>)], expected: Option<&str>| {
            assert_eq!(words.say(key, args).as_deref(), expected)
        };
        check("greeting", &[("name", "Ayşe".into())], Some("Merhaba Ayşe"));
        check("stories", &[("count", 1.into())], Some("tek haber"));
        check("stories", &[("count", 12_345.into())], Some("12.345 haber"));
        check("about", &[], Some("Manşet hakkında"));
        check("greeting", &[], None);
        check("nothing", &[], None);
        assert_eq!(words.keys().collect::<Vec<_>>(), ["about", "greeting", "stories"]);
    }

    #[test]
    fn later_sources_override_single_messages() {
        let words = words(&[("tr.ftl", OURS), ("newsroom.ftl", "greeting = Selam { $name }\n-paper = Kent Postası\n")]);
        assert_eq!(words.say("greeting", &[("name", "Ayşe".into())]).as_deref(), Some("Selam Ayşe"));
        assert_eq!(words.say("about", &[]).as_deref(), Some("Kent Postası hakkında"));
        assert_eq!(words.say("stories", &[("count", 2.into())]).as_deref(), Some("2 haber"));
    }

    #[test]
    fn override_that_cannot_be_said_gives_way_to_ours() {
        let words = words(&[("tr.ftl", OURS), ("newsroom.ftl", "greeting = Selam { $nmae }\n")]);
        assert_eq!(words.say("greeting", &[("name", "Ayşe".into())]).as_deref(), Some("Merhaba Ayşe"));
    }

    #[test]
    fn broken_override_is_named_by_place_and_the_rest_serves() {
        let broken = "about = Künye\ngreeting = { $name\nstories = haberler\n";
        let (words, errors) = Words::parse(Language::Turkish, &[("tr.ftl", OURS), ("newsroom.ftl", broken)]);
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!((errors[0].file.as_str(), errors[0].line), ("newsroom.ftl", 3));
        assert_eq!(words.say("about", &[]).as_deref(), Some("Künye"));
        assert_eq!(words.say("greeting", &[("name", "Ayşe".into())]).as_deref(), Some("Merhaba Ayşe"));
        assert_eq!(words.say("stories", &[("count", 2.into())]).as_deref(), Some("haberler"));
    }

    #[test]
    fn a_single_message_is_read_with_what_it_asks_for() {
        let check = |text: &str, expected: Result<&[&str], (usize, usize)>| {
            let read = read_message(Language::Turkish, "reading", text);
            let read = read.map_err(|error| (error.line, error.column));
            let expected = expected.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
            assert_eq!(read, expected, "{text}");
        };
        check("Okuma süresi", Ok(&[]));
        check("{ $minutes } dk", Ok(&["minutes"]));
        check("{ $count ->\n[one] bir { $what }\n*[other] { $count } { $what }\n}", Ok(&["count", "what"]));
        check("{ $count ->\n    [one] bir\n   *[other] { $count }\n}", Ok(&["count"]));
        check("{ $minutes dk", Err((1, 12)));
        check("", Err((1, 1)));
        check("a\nb = c", Ok(&[]));
        check("a\n.title = c", Err((1, 1)));
        check("{ -paper }", Err((1, 1)));
        check("{ NOPE($x) }", Err((1, 1)));
        assert!(read_message(Language::Turkish, "a b", "x").is_err());
        assert!(read_message(Language::Turkish, "", "x").is_err());
    }

    #[test]
    fn words_are_shared_between_threads() {
        fn check<T: Send + Sync>() {}
        check::<Words>();
    }

    #[test]
    fn plural_forms_follow_each_language() {
        let source = "n = { $n ->\n    [zero] 0\n    [one] 1\n    [two] 2\n    [few] few\n    [many] many\n   *[other] other\n}\n";
        let check = |language, forms: [&str; 5]| {
            let (words, _) = Words::parse(language, &[("n", source)]);
            let said = [0, 1, 2, 3, 11].map(|n| words.say("n", &[("n", n.into())]).unwrap());
            assert_eq!(said, forms, "{language}");
        };
        check(Language::Arabic, ["0", "1", "2", "few", "many"]);
        check(Language::Turkish, ["other", "1", "other", "other", "other"]);
        check(Language::English, ["other", "1", "other", "other", "other"]);
        check(Language::Kurmanji, ["other", "1", "other", "other", "other"]);
    }
}
