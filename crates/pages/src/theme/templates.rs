//! MiniJinja, set up so that nothing is printed unescaped and nothing undefined is printed at all.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use language::Language;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Rest, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, escape_formatter};
use serde::Serialize;

use super::files::Files;
use super::problem::ThemeProblem;
use super::styles::Styles;
use super::words::AllWords;

/// Steps a template may take: a thousand times what the longest page needs, so that a loop in an override ends.
const FUEL: u64 = 20_000_000;

/// What templates can call for.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    pub words: Arc<AllWords>,
    pub styles: Arc<Styles>,
    /// Addresses of fonts and icons by name.
    pub addresses: Arc<BTreeMap<String, String>>,
}

/// All templates, once for each language: macros see no context, so `t` must know its language by itself.
#[derive(Debug)]
pub(super) struct Templates(BTreeMap<Language, Environment<'static>>);

/// A view as templates take it. Made once, whoever renders it.
pub(crate) fn context(view: &impl Serialize) -> Value {
    Value::from(Serde(view))
}

impl Templates {
    /// The templates of `files`, without those that cannot be read.
    pub fn new(files: &Files, parts: &Parts) -> (Self, Vec<ThemeProblem>) {
        let mut problems = Vec::new();
        let all = Language::ALL.map(|language| {
            let mut environment = environment(language, parts);
            for (name, _) in files.folder("templates") {
                let path = format!("templates/{name}");
                let added = files.text(&path).map(str::to_owned).and_then(|text| {
                    let added = environment.add_template_owned(name.to_owned(), text);
                    added.map_err(|error| ThemeProblem::of_template(&error))
                });
                if let Err(problem) = added
                    && !problems.contains(&problem)
                {
                    problems.push(problem);
                }
            }
            (language, environment)
        });
        (Self(BTreeMap::from(all)), problems)
    }

    /// The templates of `files`, each override tried on `samples`; those that fail give way to `builtin`'s.
    pub fn tried(
        files: &Files,
        builtin: &Files,
        parts: &Parts,
        samples: &[(&'static str, Language, Value)],
    ) -> (Self, Vec<ThemeProblem>) {
        let mut problems: Vec<ThemeProblem> = Vec::new();
        let mut refused = BTreeSet::new();
        loop {
            let (templates, found) = Self::new(&files.without(&refused, builtin), parts);
            let broken = found.into_iter().next().or_else(|| templates.first_failure(samples));
            let Some(problem) = broken else { return (templates, problems) };
            // What fails in a file nobody overrode fails because of what was: all of them give way.
            let culprits: Vec<String> = if files.is_overridden(&problem.file) && !refused.contains(&problem.file) {
                vec![problem.file.clone()]
            } else {
                files.overridden("templates").map(|name| format!("templates/{name}")).collect()
            };
            let before = refused.len();
            refused.extend(culprits);
            problems.push(problem);
            if refused.len() == before {
                return (Self::new(builtin, parts).0, problems);
            }
        }
    }

    fn first_failure(&self, samples: &[(&'static str, Language, Value)]) -> Option<ThemeProblem> {
        samples.iter().find_map(|(template, language, view)| {
            self.render(template, *language, view.clone()).err().map(|error| ThemeProblem::of_template(&error))
        })
    }

    pub fn render(&self, template: &str, language: Language, view: Value) -> Result<String, Error> {
        self.0[&language].get_template(template)?.render(view)
    }
}

/// A line that holds only a tag leaves no empty line behind.
fn tidy() -> SyntaxConfig {
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    syntax.expect("the usual delimiters do not clash")
}

fn environment(language: Language, parts: &Parts) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(print);
    environment.set_syntax(tidy());
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));

    let words = Arc::clone(&parts.words);
    environment.add_function("t", move |key: &str, args: Kwargs| -> Result<String, Error> {
        let mut texts = Vec::new();
        for name in args.args() {
            let value: Value = args.peek(name)?;
            texts.push((name.to_owned(), i64::try_from(value.clone()).map_err(|_| value.to_string())));
        }
        let given: Vec<(&str, language::Value<'_>)> = texts
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    Ok(count) => language::Value::Number(*count),
                    Err(text) => language::Value::Text(text),
                };
                (name.as_str(), value)
            })
            .collect();
        words.say(language, key, &given).ok_or_else(|| {
            let message = format!("words/{}.ftl has no message `{key}` for these arguments", language.code());
            Error::new(ErrorKind::InvalidOperation, message)
        })
    });

    let styles = Arc::clone(&parts.styles);
    environment.add_function("styles", move |names: Rest<String>| -> Result<Value, Error> {
        let mut together = String::new();
        for name in names.iter() {
            together.push_str(
                styles.get(name).ok_or_else(|| {
                    Error::new(ErrorKind::InvalidOperation, format!("there is no style `{name}.css`"))
                })?,
            );
        }
        Ok(Value::from_safe_string(together))
    });

    let addresses = Arc::clone(&parts.addresses);
    environment.add_function("asset", move |name: &str| -> Result<String, Error> {
        let address = addresses.get(name).cloned();
        address.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("there is no font or icon `{name}`")))
    });

    environment.add_filter("grouped", move |count: i64| language::number(count, language));
    environment
}

/// Prints a value, escaping what HTML needs escaped and no more: MiniJinja's own escapes every slash too, which is
/// some hundreds of bytes on a page full of addresses and makes none of them safer in a quoted attribute.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let Some(mut rest) = value.as_str().filter(|_| !value.is_safe() && *state.auto_escape() == AutoEscape::Html) else {
        return escape_formatter(out, state, value);
    };
    // By bytes: all five are ASCII, and looking letter by letter is a good part of what a page costs.
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    Ok(out.write_str(rest)?)
}
