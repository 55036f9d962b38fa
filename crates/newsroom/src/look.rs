//! What of the theme a paper changes without touching a file: its colour, its wordmark, and single words.

use std::collections::BTreeMap;

use language::Language;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::picture::Picture;

/// What differs from the theme. Nothing, as a rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<Accent>,
    /// A picture in place of the paper's name at the head of its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wordmark: Option<Picture>,
    /// Messages of the theme in other words: the key with its Fluent text.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
}

/// The paper's colour, on light paper and on dark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accent {
    /// `#rrggbb`.
    pub light: String,
    pub dark: String,
}

/// The grounds it stands on in the built-in theme (`--paper` and `--tint` of `base.css`).
pub const LIGHT_GROUNDS: [&str; 2] = ["#fcfaf6", "#f4efe6"];
pub const DARK_GROUNDS: [&str; 2] = ["#171411", "#221d19"];

/// WCAG 2.2, 1.4.3: small letters against what they stand on.
pub const CONTRAST_MIN: f64 = 4.5;

const WORDS_MAX: usize = 200;
const WORD_LETTERS_MAX: usize = 1_000;

impl Look {
    pub fn is_plain(&self) -> bool {
        self == &Self::default()
    }

    /// What cannot stand, with the fields `light`, `dark` and `word-KEY`. Whether the theme has a message of that name, only
    /// whoever has the theme can say.
    pub fn faults(&self, language: Language) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Some(accent) = &self.accent {
            for (field, colour, grounds) in
                [("light", &accent.light, LIGHT_GROUNDS), ("dark", &accent.dark, DARK_GROUNDS)]
            {
                match least_contrast(colour, &grounds) {
                    None => faults.push(Fault::new(field, "colour")),
                    Some(contrast) if contrast < CONTRAST_MIN => {
                        // Cut and not rounded: 4.49 is not enough.
                        let told = format!("{:.2}", (contrast * 100.0).floor() / 100.0);
                        faults.push(Fault::new(field, "contrast").about(told));
                    }
                    Some(_) => {}
                }
            }
        }
        if self.words.len() > WORDS_MAX {
            faults.push(Fault::new("", "too-many"));
        }
        for (key, text) in &self.words {
            let field = format!("word-{key}");
            if text.chars().count() > WORD_LETTERS_MAX {
                faults.push(Fault::new(field, "too-long"));
            } else if let Err(error) = language::read_message(language, key, text) {
                let place = format!("{}:{}: {}", error.line, error.column, error.message);
                faults.push(Fault::new(field, "word").about(place));
            }
        }
        faults
    }
}

/// The lowest of a colour's contrasts with these grounds; nothing for what is no colour.
pub fn least_contrast(colour: &str, grounds: &[&str]) -> Option<f64> {
    let own = luminance(colour)?;
    let contrasts = grounds.iter().filter_map(|ground| luminance(ground)).map(|ground| {
        let (lighter, darker) = if own > ground { (own, ground) } else { (ground, own) };
        (lighter + 0.05) / (darker + 0.05)
    });
    contrasts.reduce(f64::min)
}

/// Relative luminance by WCAG 2.2.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}

/// A lighter one of the same hue that can be read on dark paper, for somebody who chose a colour for light paper.
pub fn for_dark_paper(colour: &str) -> Option<String> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok().map(f64::from);
    let parts = [part(0)?, part(2)?, part(4)?];
    (0..=20).find_map(|step| {
        let towards_white = f64::from(step) / 20.0;
        let mixed = parts.map(|value| (value + (255.0 - value) * towards_white).round() as u8);
        let lighter = format!("#{:02x}{:02x}{:02x}", mixed[0], mixed[1], mixed[2]);
        least_contrast(&lighter, &DARK_GROUNDS).is_some_and(|contrast| contrast >= CONTRAST_MIN).then_some(lighter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let check = |one: &str, other: &str, expected: f64| {
            let found = least_contrast(one, &[other]).expect("colours");
            assert!((found - expected).abs() < 0.01, "{one} {other}: {found}");
        };
        check("#000000", "#ffffff", 21.0);
        check("#ffffff", "#ffffff", 1.0);
        check("#767676", "#ffffff", 4.54);
        check("#777777", "#ffffff", 4.48);
        assert_eq!(least_contrast("red", &["#ffffff"]), None);
        assert_eq!(least_contrast("#12345g", &["#ffffff"]), None);
        assert_eq!(least_contrast("#şşş", &["#ffffff"]), None);
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_refused() {
        let check = |light: &str, dark: &str, expected: &str| {
            let accent = Some(Accent { light: light.to_owned(), dark: dark.to_owned() });
            let found = Look { accent, ..Look::default() }.faults(Language::Turkish);
            let told: Vec<_> = found.iter().map(|fault| format!("{} {}", fault.field, fault.code)).collect();
            assert_eq!(told.join(", "), expected, "{light} {dark}");
        };
        check("#9b2a1c", "#f08d79", "");
        check("#0b5d3b", "#6fd0a4", "");
        check("#ffcc00", "#f08d79", "light contrast");
        check("#9b2a1c", "#9b2a1c", "dark contrast");
        check("brick", "#f08d79", "light colour");
        for colour in ["#9b2a1c", "#003366", "#000000", "#0b5d3b"] {
            let lighter = for_dark_paper(colour).expect("there is one");
            check(colour, &lighter, "");
        }
    }

    #[test]
    fn words_that_cannot_be_read_are_told_with_their_place() {
        let check = |key: &str, text: &str, expected: &str| {
            let words = BTreeMap::from([(key.to_owned(), text.to_owned())]);
            let found = Look { words, ..Look::default() }.faults(Language::Turkish);
            let told: Vec<_> = found.iter().map(|fault| fault.field.clone() + " " + fault.code).collect();
            assert_eq!(told.join(", "), expected, "{text}");
        };
        check("highlights", "Haftanın En İyileri", "");
        check("reading", "{ $minutes } dakikalık okuma", "");
        check("reading", "{ $minutes dakikalık", "word-reading word");
        check("reading", "", "word-reading word");
        check("a b", "x", "word-a b word");
        check("reading", &"x".repeat(1_001), "word-reading too-long");
    }
}
