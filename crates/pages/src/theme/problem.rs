//! What is wrong with an override, and where.

use std::fmt;

use serde::Serialize;

/// A mistake in a theme's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemeProblem {
    /// Path within the theme: `templates/story.html`.
    pub file: String,
    /// From 1; 0 if the whole file is meant.
    pub line: usize,
    /// In characters, from 1; 0 if the whole line is meant.
    pub column: usize,
    /// In English, for whoever writes themes.
    pub message: String,
}

impl fmt::Display for ThemeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl ThemeProblem {
    pub(super) fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0, message: message.into() }
    }

    pub(super) fn of_template(error: &minijinja::Error) -> Self {
        let line = error.line().unwrap_or(0);
        let column = match (error.template_source(), error.range()) {
            (Some(source), Some(range)) => {
                let before = &source[..source.floor_char_boundary(range.start)];
                before.chars().rev().take_while(|letter| *letter != '\n').count() + 1
            }
            _ => 0,
        };
        let mut message = error.kind().to_string();
        if let Some(detail) = error.detail() {
            message = format!("{message}: {detail}");
        }
        Self { file: format!("templates/{}", error.name().unwrap_or("?")), line, column, message }
    }
}
