//! D1: template syntax in the text.

use super::{Code, Finding, Severity, Subject, leaked_markup, mojibake, quoted};

/// Tells of every line with a template's syntax in it. What stands whole (`<!-- … -->`, `<?php … ?>`) or alone at an edge
/// (`?>`) can be taken out; what a template was to put into a sentence is known to nobody.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let look = |words: &str| {
        let part = template(words)?;
        Some((part.to_owned(), format!("template syntax in the text: {} in {}", quoted(part), quoted(words))))
    };
    subject.by_lines(Code::D1, Severity::Error, &look, Some(&without_template))
}

/// What templates and systems leave behind, written as no writer writes.
const TEMPLATE: [&str; 16] = [
    "?>",
    "<?php",
    "<?=",
    "{{",
    "}}",
    "{%",
    "%}",
    "<%",
    "%>",
    "<!--",
    "-->",
    "[object Object]",
    "$(document)",
    "document.write",
    "googletag.",
    "adsbygoogle",
];

fn template(text: &str) -> Option<&str> {
    TEMPLATE.iter().find_map(|mark| text.find(mark).map(|at| &text[at..at + mark.len()]))
}

fn without_template(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close) in [("<!--", "-->"), ("<?php", "?>"), ("<?=", "?>")] {
        while let Some(at) = text.find(open)
            && let Some(end) = text[at..].find(close)
        {
            text.replace_range(at..at + end + close.len(), "");
        }
    }
    // What closed nothing leaves with the space beside it.
    let mut bare = text.as_str();
    while let Some(rest) = bare.trim_start().strip_prefix("?>").or_else(|| bare.trim_start().strip_prefix("-->")) {
        bare = rest.trim_start();
    }
    while let Some(rest) = bare.trim_end().strip_suffix("?>").or_else(|| bare.trim_end().strip_suffix("<!--")) {
        bare = rest.trim_end();
    }
    bare.to_owned()
}

/// The first piece of anything that no reader should see, be it a template's, a page's or a wrong encoding's: what it is,
/// and its words. `None` for clean text.
pub fn residue(text: &str) -> Option<(&'static str, &str)> {
    let template = template(text).map(|part| ("template syntax", part));
    template
        .or_else(|| leaked_markup::first(text))
        .or_else(|| mojibake::first(text).map(|part| ("broken letters", part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residue_is_told_from_writing() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(residue(text).map(|(_, part)| part), expected, "{text}");
        };
        check("?> Başlık", Some("?>"));
        check("<?php echo $x; ?>", Some("?>"));
        check("Sayın {{ name }}", Some("{{"));
        check("bir<br/>iki", Some("<br/>"));
        check("bir <a href=\"x\">iki</a>", Some("<a href=\"x\">"));
        check("Ali&#39;nin", Some("&#39;"));
        check("Tom &amp; Jerry", Some("&amp;"));
        check("TÃ¼rkiye", Some("Ã¼"));
        check("Baþbakan Ýzmir'de açýkladý", Some("Baþbakan"));
        for clean in
            ["3 < 4 ve b > a", "AT&T; sonra", "Ar&Ge çalışması", "R&D; Q&A", "a <b ve c", "Nasıl?", "“Gel” dedi"]
        {
            check(clean, None);
        }
        check("Borsa %1,2 arttı; {parantez} ve [köşeli]", None);
    }

    #[test]
    fn what_stands_whole_or_at_an_edge_is_taken_out() {
        let check = |text: &str, expected: &str| assert_eq!(without_template(text), expected, "{text}");
        check("?> Köprü açıldı", "Köprü açıldı");
        check("Köprü <!-- reklam -->açıldı ?>", "Köprü açıldı");
        check("<?php echo 1; ?>Köprü", "Köprü");
        check("Sayın {{ name }}", "Sayın {{ name }}");
    }
}
