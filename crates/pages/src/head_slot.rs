//! The head slot: what the paper must carry in the head of its pages, printed from its elements and put where the head ends,
//! whatever the theme does.

use newsroom::head_slot::HeadSlot;

/// The slot's markup, an element a line.
pub fn markup(slot: &HeadSlot) -> String {
    let mut out = String::new();
    for element in &slot.elements {
        // Names come from a short list; this keeps the list's guard here too.
        let is_name = |name: &str| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        if !is_name(&element.name) {
            continue;
        }
        out.push('<');
        out.push_str(&element.name);
        for (name, value) in element.attributes.iter().filter(|(name, _)| is_name(name)) {
            out.push(' ');
            out.push_str(name);
            if !value.is_empty() {
                out.push_str("=\"");
                crate::body::escape(&mut out, value);
                out.push('"');
            }
        }
        out.push('>');
        if element.name == "script" {
            out.push_str("</script>");
        }
        out.push('\n');
    }
    out
}

/// The page with `markup` at the end of its head. Where a theme's page ends no head, it stands before the body, and where there
/// is no body either, behind the document's type: browsers take all three into the head.
pub(crate) fn inserted(page: String, markup: &str) -> String {
    let at = head_end(&page);
    let mut out = String::with_capacity(page.len() + markup.len());
    out.push_str(&page[..at]);
    out.push_str(markup);
    out.push_str(&page[at..]);
    out
}

/// Where the head ends, as a browser would see it: a `</head>` in a comment, a style or a program is none.
fn head_end(page: &str) -> usize {
    let begins =
        |at: usize, what: &str| page.get(at..at + what.len()).is_some_and(|found| found.eq_ignore_ascii_case(what));
    let after = |at: usize, what: &str| {
        let rest = page[at..].to_ascii_lowercase();
        rest.find(what).map_or(page.len(), |found| at + found + what.len())
    };
    let (mut at, mut behind_type) = (0, 0);
    while let Some(found) = page[at..].find('<') {
        at += found;
        if begins(at, "<!--") {
            at = after(at, "-->");
        } else if begins(at, "<!doctype") {
            at = after(at, ">");
            behind_type = at;
        } else if begins(at, "</head") || begins(at, "<body") {
            return at;
        } else if let Some(raw) =
            ["script", "style", "title", "textarea", "template", "noscript"].into_iter().find(|raw| begins(at + 1, raw))
        {
            at = after(at, &format!("</{raw}"));
        } else {
            at += 1;
        }
    }
    behind_type
}

#[cfg(test)]
mod tests {
    use newsroom::head_slot::HeadElement;

    use super::*;

    fn slot() -> HeadSlot {
        let element = |name: &str, attributes: &[(&str, &str)]| HeadElement {
            name: name.to_owned(),
            attributes: attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        };
        HeadSlot {
            elements: vec![
                element("meta", &[("name", "olcum"), ("content", "\"><script>alert(1)</script>")]),
                element("script", &[("src", "https://olcum.example/t.js"), ("async", "")]),
            ],
            hosts: Vec::new(),
        }
    }

    #[test]
    fn the_slot_is_printed_to_the_letter() {
        assert_eq!(
            markup(&slot()),
            "<meta name=\"olcum\" content=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">\n\
             <script src=\"https://olcum.example/t.js\" async></script>\n"
        );
        assert_eq!(markup(&HeadSlot::default()), "");
    }

    #[test]
    fn no_page_of_a_theme_can_lose_it() {
        let check = |page: &str, expected: &str| assert_eq!(inserted(page.to_owned(), "!"), expected);
        check("<head><title>x</title></head><body>", "<head><title>x</title>!</head><body>");
        check("<HEAD></HEAD><p>", "<HEAD>!</HEAD><p>");
        check("<!-- </head> --><head></head>", "<!-- </head> --><head>!</head>");
        check("<head><title></head></title></head>", "<head><title></head></title>!</head>");
        check("<style>/*</head>*/</style></head>", "<style>/*</head>*/</style>!</head>");
        check("<!doctype html><title>x</title><body><p>", "<!doctype html><title>x</title>!<body><p>");
        check("<!doctype html><p>nothing else", "<!doctype html>!<p>nothing else");
        check("<!-- never ended </head>", "!<!-- never ended </head>");
        check("no markup", "!no markup");
        check("", "!");
    }
}
