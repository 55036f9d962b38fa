//! Styles, read and made small once. Pages carry them inline, so that a first view needs one answer.

use std::collections::BTreeMap;

use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};

use super::assets::Asset;
use super::files::Files;
use super::problem::ThemeProblem;

/// Minified styles by name, without `.css`.
pub(super) type Styles = BTreeMap<String, String>;

/// Every style file made small. A broken override is named, and the built-in file of its name serves.
pub(super) fn styles(files: &Files, assets: &BTreeMap<String, Asset>) -> (Styles, Vec<ThemeProblem>) {
    let builtin = Files::builtin();
    let mut problems = Vec::new();
    let mut styles = Styles::new();
    for (name, _) in files.folder("styles") {
        let Some(short) = name.strip_suffix(".css") else { continue };
        let path = format!("styles/{name}");
        let mut small = files.text(&path).and_then(|text| minified(&path, text, assets));
        if let Err(problem) = small {
            problems.push(problem);
            small = builtin.text(&path).and_then(|text| minified(&path, text, assets));
        }
        if let Ok(small) = small {
            styles.insert(short.to_owned(), small);
        }
    }
    (styles, problems)
}

/// `url(theme:NAME)` becomes the asset's address.
fn minified(path: &str, text: &str, assets: &BTreeMap<String, Asset>) -> Result<String, ThemeProblem> {
    if let Some(at) = text.find("</") {
        // It would end the style element that carries it.
        let line = text[..at].matches('\n').count() + 1;
        return Err(ThemeProblem { file: path.to_owned(), line, column: 0, message: "`</` in a style".to_owned() });
    }
    let mut text = text.to_owned();
    for (name, asset) in assets {
        text = text.replace(&format!("url(theme:{name})"), &format!("url({})", asset.address));
    }
    let options = ParserOptions { filename: path.to_owned(), ..ParserOptions::default() };
    let mut sheet = StyleSheet::parse(&text, options).map_err(|error| problem(path, &error))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| problem(path, &error))?;
    let printed = sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() });
    Ok(printed.map_err(|error| problem(path, &error))?.code)
}

fn problem<T: std::fmt::Display>(path: &str, error: &lightningcss::error::Error<T>) -> ThemeProblem {
    let (line, column) = error.loc.as_ref().map_or((0, 0), |place| (place.line as usize + 1, place.column as usize));
    ThemeProblem { file: path.to_owned(), line, column, message: error.kind.to_string() }
}
