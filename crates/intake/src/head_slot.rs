//! Markup that somebody was given to put into a page's head, read into elements and attributes. What may stand there is
//! decided by `newsroom::head_slot`; here only what cannot be said in those terms is refused.

use newsroom::Fault;
use newsroom::head_slot::HeadElement;

use crate::html::dom::{Dom, ROOT};

/// Reads the elements in order.
///
/// # Errors
/// A [`Fault`] for each thing that is no element of the head: words, a program written into the page, anything inside.
pub fn read(markup: &str) -> Result<Vec<HeadElement>, Vec<Fault>> {
    let dom = Dom::fragment(markup);
    let fault = |code: &'static str, about: &str| {
        let about: String = about.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
        Fault::new("markup", code).about(about)
    };
    let (mut elements, mut faults) = (Vec::new(), Vec::new());
    if dom.cut_short {
        faults.push(fault("too-long", ""));
    }
    // The parser stands a fragment in an element of its own.
    let within = dom.children(ROOT).iter().find(|id| dom.name(**id) == Some("html")).copied().unwrap_or(ROOT);
    for &id in dom.children(within) {
        if let Some(words) = dom.text(id) {
            if !words.trim().is_empty() {
                faults.push(fault("head-words", words));
            }
            continue;
        }
        let Some(name) = dom.name(id) else {
            if dom.is_foreign(id) {
                faults.push(fault("head-element", "<svg>"));
            }
            continue;
        };
        let words = dom.children(id).iter().filter_map(|child| dom.text(*child)).collect::<String>();
        if name == "script" && !words.trim().is_empty() {
            faults.push(fault("head-inline", &words));
            continue;
        }
        if !matches!(name, "script" | "meta" | "link") {
            faults.push(fault("head-element", &format!("<{name}>")));
            continue;
        }
        let attributes = dom.attributes(id).map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
        elements.push(HeadElement { name: name.to_owned(), attributes: attributes.collect() });
    }
    if faults.is_empty() { Ok(elements) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use newsroom::head_slot::HeadSlot;

    use super::*;

    #[test]
    fn a_tag_is_read_into_elements() {
        let read = read(
            "<!-- ölçüm -->\n<meta name=\"olcum\" content=\"1&amp;2\">\n\
             <script async src=\"https://olcum.example/t.js\" data-site='12'></script>\n",
        );
        let elements = read.expect("read");
        assert_eq!(elements.len(), 2);
        assert_eq!(elements[0].attribute("content"), Some("1&2"));
        assert_eq!(elements[1].attribute("data-site"), Some("12"));
        assert_eq!(elements[1].attribute("async"), Some(""));
    }

    #[test]
    fn what_acts_or_shows_by_itself_is_refused() {
        let check = |markup: &str, expected: &str| {
            let found = match read(markup) {
                Ok(elements) => HeadSlot { elements, hosts: Vec::new() }.faults(),
                Err(faults) => faults,
            };
            assert_eq!(found.first().map(|fault| fault.code), Some(expected), "{markup}");
        };
        check("<script>alert(1)</script>", "head-inline");
        check("<script src=https://a.example/x.js>alert(1)</script>", "head-inline");
        check("ölçüm kodu", "head-words");
        check("<iframe src=https://a.example></iframe>", "head-element");
        check("<noscript><img src=https://a.example></noscript>", "head-element");
        check("<style>body{display:none}</style>", "head-element");
        check("<base href=https://a.example>", "head-element");
        check("<svg onload=alert(1)>", "head-element");
        check("<title>x</title>", "head-element");
        check("<meta http-equiv=refresh content='0;url=https://a.example'>", "head-attribute");
        check("<script src=https://a.example/x.js onerror=alert(1)></script>", "head-attribute");
        check("<link rel=stylesheet href=https://a.example/x.css>", "head-link-rel");
    }
}
