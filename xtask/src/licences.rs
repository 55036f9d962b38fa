//! What the program is built from may be shipped with it: every library's licence is on the list below.
//!
//! The list is of licences that ask for no more than their notice. Published advisories are not looked up here, for
//! that needs a network beyond the package registry.

use crate::metadata::Metadata;
use anyhow::ensure;

/// SPDX identifiers. MPL-2.0 asks for the sources of the files under it, which we use unchanged.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "IJG",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "NCSA",
    "OpenSSL",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// # Errors
/// One sentence for each library whose licence is missing or asks for more.
pub fn hold() -> anyhow::Result<()> {
    let wrong: Vec<String> = Metadata::read()?
        .packages
        .iter()
        .filter_map(|package| {
            let licence = package.licence.as_deref().unwrap_or("none stated");
            let fits = package.licence.as_deref().is_some_and(may_ship);
            (!fits).then(|| format!("{} {}: {licence}", package.name, package.version))
        })
        .collect();
    ensure!(wrong.is_empty(), "licences that are not on the list of xtask/src/licences.rs:\n  {}", wrong.join("\n  "));
    Ok(())
}

/// Whether an SPDX expression can be met by allowed licences alone. `MIT/Apache-2.0`, Cargo's old spelling of OR, is
/// taken too; what cannot be read is not allowed.
fn may_ship(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any(&mut rest) == Some(true) && rest.is_empty()
}

/// `all OR all …`; OR binds weaker than AND (SPDX 2.3, annex D.4).
fn any(words: &mut &[&str]) -> Option<bool> {
    let mut fits = all(words)?;
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        fits |= all(words)?;
    }
    Some(fits)
}

fn all(words: &mut &[&str]) -> Option<bool> {
    let mut fits = one(words)?;
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        fits &= one(words)?;
    }
    Some(fits)
}

fn one(words: &mut &[&str]) -> Option<bool> {
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let fits = any(words)?;
            let [")", rest @ ..] = *words else {
                return None;
            };
            *words = rest;
            Some(fits)
        }
        // An exception only ever adds to what the licence permits.
        [licence, "WITH", _exception, rest @ ..] => {
            *words = rest;
            Some(ALLOWED.contains(licence))
        }
        ["AND" | "OR" | ")", ..] | [] => None,
        [licence, rest @ ..] => {
            *words = rest;
            Some(ALLOWED.contains(licence))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_met_by_allowed_licences_alone() {
        #[track_caller]
        fn check(expression: &str, expected: bool) {
            assert_eq!(may_ship(expression), expected, "{expression}");
        }
        check("MIT", true);
        check("GPL-3.0-only", false);
        check("MIT OR GPL-3.0-only", true);
        check("MIT AND GPL-3.0-only", false);
        check("MIT/Apache-2.0", true);
        check("(MIT OR GPL-2.0-only) AND Unicode-3.0", true);
        check("GPL-2.0-only OR MIT AND AGPL-3.0-only", false);
        check("Apache-2.0 WITH LLVM-exception OR LGPL-3.0-only", true);
        check("", false);
        check("MIT OR", false);
        check("(MIT", false);
        check("MIT Apache-2.0", false);
    }
}
