//! What somebody outside has a right to put into the head of readers' pages: the measuring tag that official advertising
//! asks for. It is kept as elements and attributes that are known to be harmless in themselves, never as markup, and
//! the hosts it asks of readers' browsers stand beside it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, is_host, is_https};

/// The elements, in order, and the hosts they talk to beyond those they name themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeadSlot {
    pub elements: Vec<HeadElement>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
}

/// A `script`, `meta` or `link`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadElement {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

const ELEMENTS_MAX: usize = 12;
const HOSTS_MAX: usize = 12;
const VALUE_BYTES_MAX: usize = 2_000;

/// What each element may say of itself. `data-…` may stand on all.
const ATTRIBUTES: [(&str, &[&str]); 3] = [
    (
        "script",
        &[
            "src",
            "async",
            "defer",
            "type",
            "id",
            "crossorigin",
            "integrity",
            "referrerpolicy",
            "fetchpriority",
            "charset",
        ],
    ),
    ("meta", &["name", "property", "content"]),
    ("link", &["rel", "href", "crossorigin"]),
];
/// Links that only prepare or tell. A stylesheet of others could cover the page.
const RELATIONS: [&str; 4] = ["preconnect", "dns-prefetch", "me", "publisher"];
/// Names by which a `meta` would not tell something but change how the page behaves or stands.
const META_NOT: [&str; 6] = ["viewport", "robots", "referrer", "color-scheme", "theme-color", "description"];

impl HeadElement {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn fault(&self) -> Option<Fault> {
        let fault = |code: &'static str, about: &str| Some(Fault::new("markup", code).about(about));
        let Some((_, allowed)) = ATTRIBUTES.iter().find(|(name, _)| *name == self.name) else {
            return fault("head-element", &format!("<{}>", self.name));
        };
        for (name, value) in &self.attributes {
            let is_data =
                name.starts_with("data-") && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
            if !is_data && !allowed.contains(&name.as_str()) {
                return fault("head-attribute", &format!("<{} {name}>", self.name));
            }
            if value.len() > VALUE_BYTES_MAX || value.chars().any(|letter| letter.is_control() && letter != '\n') {
                return fault("head-value", &format!("<{} {name}>", self.name));
            }
        }
        let said = |name: &str| self.attribute(name).unwrap_or_default();
        match self.name.as_str() {
            "script" if !is_https(said("src")) => fault("head-script-src", said("src")),
            "script" if !matches!(said("type"), "" | "module" | "text/javascript" | "application/javascript") => {
                fault("head-script-type", said("type"))
            }
            "meta" if said("name").is_empty() && said("property").is_empty() => fault("head-meta-name", "<meta>"),
            "meta" if META_NOT.contains(&said("name").to_ascii_lowercase().as_str()) => {
                fault("head-meta-not", said("name"))
            }
            "link" if !RELATIONS.contains(&said("rel").to_ascii_lowercase().as_str()) => {
                fault("head-link-rel", said("rel"))
            }
            "link" if !is_https(said("href")) => fault("head-link-href", said("href")),
            _ => None,
        }
    }
}

impl HeadSlot {
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// What cannot stand there, with the fields `markup` and `hosts`.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = self.elements.iter().filter_map(HeadElement::fault).collect();
        if self.elements.len() > ELEMENTS_MAX {
            faults.push(Fault::new("markup", "too-many"));
        }
        if self.hosts.len() > HOSTS_MAX {
            faults.push(Fault::new("hosts", "too-many"));
        }
        faults
            .extend(self.hosts.iter().find(|host| !is_host(host)).map(|host| Fault::new("hosts", "host").about(host)));
        faults
    }

    /// The hosts readers' browsers will run programs of and send things to, each once.
    pub fn asked_hosts(&self) -> BTreeSet<String> {
        if self.is_empty() {
            return BTreeSet::new();
        }
        let scripts = self.elements.iter().filter(|element| element.name == "script");
        let sources = scripts.filter_map(|element| element.attribute("src")).filter_map(host_of);
        sources.chain(self.hosts.iter().cloned()).collect()
    }
}

/// The host of an `https:` address.
pub fn host_of(address: &str) -> Option<String> {
    let host = address.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
    is_host(host).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(name: &str, attributes: &[(&str, &str)]) -> HeadElement {
        let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        HeadElement { name: name.to_owned(), attributes }
    }

    #[test]
    fn what_may_stand_in_the_head_is_a_short_list() {
        let check = |name: &str, attributes: &[(&str, &str)], expected: &str| {
            let slot = HeadSlot { elements: vec![element(name, attributes)], hosts: Vec::new() };
            let found: Vec<_> = slot.faults().iter().map(|fault| fault.code).collect();
            assert_eq!(found.join(" "), expected, "{name} {attributes:?}");
        };
        let src = ("src", "https://olcum.example/tag.js");
        check("script", &[src, ("async", ""), ("data-site", "12")], "");
        check("script", &[src, ("type", "module")], "");
        check("script", &[src, ("type", "importmap")], "head-script-type");
        check("script", &[src, ("onload", "x()")], "head-attribute");
        check("script", &[src, ("data-x\" onload", "x()")], "head-attribute");
        check("script", &[], "head-script-src");
        check("script", &[("src", "http://olcum.example/tag.js")], "head-script-src");
        check("script", &[("src", "//olcum.example/tag.js")], "head-script-src");
        check("script", &[("src", "https://olcum.example; x/tag.js")], "head-script-src");
        check("script", &[("src", "data:text/javascript,x")], "head-script-src");
        check("meta", &[("name", "olcum-site"), ("content", "12")], "");
        check("meta", &[("http-equiv", "refresh"), ("content", "0;url=https://x.example")], "head-attribute");
        check("meta", &[("content", "12")], "head-meta-name");
        check("meta", &[("name", "Robots"), ("content", "noindex")], "head-meta-not");
        check("meta", &[("name", "x"), ("content", "a\u{0}b")], "head-value");
        check("link", &[("rel", "preconnect"), ("href", "https://olcum.example")], "");
        check("link", &[("rel", "stylesheet"), ("href", "https://olcum.example/x.css")], "head-link-rel");
        check("link", &[("rel", "preconnect"), ("href", "javascript:x")], "head-link-href");
        check("iframe", &[("src", "https://olcum.example")], "head-element");
    }

    #[test]
    fn hosts_are_those_of_scripts_and_those_given() {
        let script = element("script", &[("src", "https://Olcum.example/tag.js")]);
        let link = element("link", &[("rel", "preconnect"), ("href", "https://other.example")]);
        let mut slot = HeadSlot { elements: vec![script, link], hosts: vec!["veri.example:8443".to_owned()] };
        assert_eq!(slot.asked_hosts().into_iter().collect::<Vec<_>>(), ["olcum.example", "veri.example:8443"]);
        slot.hosts = vec!["a b".to_owned()];
        assert_eq!(slot.faults()[0].code, "host");
        slot.elements.clear();
        assert!(slot.asked_hosts().is_empty(), "an empty slot lets nobody in");
    }
}
