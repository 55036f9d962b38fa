//! A parsed page: nodes in one vector, built by html5ever as browsers build theirs. Nothing here recurses, so depth
//! costs no stack.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns};

/// A node's place in its [`Dom`].
pub type NodeId = usize;

/// What a page may cost. A page over a limit is read up to it.
pub const PAGE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Elements inside each other. Real pages stay under 60; browsers stop at 512.
pub const DEPTH_MAX: usize = 400;
/// Gaps inside one tag, which bound its attributes: html5ever compares each with all before it.
const TAG_GAPS_MAX: usize = 2000;

/// A document or fragment.
pub struct Dom {
    nodes: Vec<Node>,
    /// A limit was met, and the rest was not read.
    pub cut_short: bool,
}

#[derive(Default)]
struct Node {
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    data: Data,
}

#[derive(Default)]
enum Data {
    #[default]
    Root,
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
    Text(String),
    /// Comments, processing instructions and contents of `<template>`: kept so that the parser's handles stay good.
    Nothing,
}

pub const ROOT: NodeId = 0;

impl Dom {
    /// Reads a whole page.
    pub fn page(html: &str) -> Self {
        Self::built(html, |sink| html5ever::parse_document(sink, ParseOpts::default()))
    }

    /// Reads a fragment, as if it stood in `<body>`.
    pub fn fragment(html: &str) -> Self {
        let body = QualName::new(None, ns!(html), local_name!("body"));
        Self::built(html, |sink| html5ever::parse_fragment(sink, ParseOpts::default(), body, Vec::new(), false))
    }

    fn built(html: &str, start: impl FnOnce(Builder) -> html5ever::Parser<Builder>) -> Self {
        let allowed = &html[..allowed_bytes(html)];
        let too_deep = std::rc::Rc::new(Cell::new(false));
        let builder = Builder { nodes: RefCell::new(vec![Node::default()]), too_deep: too_deep.clone() };
        let mut parser = start(builder);
        let mut rest = allowed;
        while !rest.is_empty() && !too_deep.get() {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(4096));
            parser.process(StrTendril::from_slice(piece));
            rest = after;
        }
        let nodes = parser.finish();
        Self { nodes, cut_short: allowed.len() < html.len() || !rest.is_empty() }
    }

    /// The element's name if it is an HTML element: SVG and MathML have none here, so that nothing in them is taken
    /// for text.
    pub fn name(&self, id: NodeId) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element { name, .. } if name.ns == ns!(html) => Some(&name.local),
            _ => None,
        }
    }

    pub fn is_foreign(&self, id: NodeId) -> bool {
        matches!(&self.nodes[id].data, Data::Element { name, .. } if name.ns != ns!(html))
    }

    pub fn attribute(&self, id: NodeId, wanted: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element { attributes, .. } => {
                attributes.iter().find(|attribute| &*attribute.name.local == wanted).map(|attribute| &*attribute.value)
            }
            _ => None,
        }
    }

    /// An element's attributes, in order.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let attributes = match &self.nodes[id].data {
            Data::Element { attributes, .. } => attributes.as_slice(),
            _ => &[],
        };
        attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// A text node's own words, entities resolved.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn children(&self, id: NodeId) -> &[NodeId] {
        &self.nodes[id].children
    }

    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id].parent
    }

    /// A node and everything in it, in reading order. `enter` says whether to look inside a node.
    pub fn walk(&self, from: NodeId, enter: impl Fn(NodeId) -> bool) -> impl Iterator<Item = NodeId> {
        let mut waiting = vec![from];
        std::iter::from_fn(move || {
            let id = waiting.pop()?;
            if enter(id) {
                waiting.extend(self.nodes[id].children.iter().rev());
            }
            Some(id)
        })
    }

    /// Elements of this name below a node, in reading order.
    pub fn elements<'d>(&'d self, from: NodeId, name: &'d str) -> impl Iterator<Item = NodeId> + 'd {
        self.walk(from, |_| true).filter(move |id| self.name(*id) == Some(name))
    }
}

/// How much of a text may go to the parser: all of it, up to [`PAGE_BYTES_MAX`] or a tag with absurdly many attributes.
fn allowed_bytes(html: &str) -> usize {
    let end = html.floor_char_boundary(PAGE_BYTES_MAX);
    let bytes = &html.as_bytes()[..end];
    let mut at = 0;
    while at + 1 < end {
        if bytes[at] == b'<' && bytes[at + 1].is_ascii_alphabetic() {
            let open = at;
            let Some(close) = tag_end(&bytes[open..]) else { return open };
            at = open + close;
        } else {
            at += 1;
        }
    }
    end
}

/// Where a tag ends, or `None` if it has more than [`TAG_GAPS_MAX`] gaps. A quotation mark opens a value only after
/// `=`, as in the parser, so that none can hide attributes.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    let mut gaps = 0;
    let mut last = b' ';
    for (at, byte) in tag.iter().enumerate() {
        match quote {
            Some(open) if open == *byte => quote = None,
            Some(_) => {}
            None if *byte == b'>' => return Some(at),
            None if matches!(byte, b'"' | b'\'') && last == b'=' => quote = Some(*byte),
            None if byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'') => gaps += 1,
            None => {}
        }
        if gaps > TAG_GAPS_MAX {
            return None;
        }
        if !byte.is_ascii_whitespace() {
            last = *byte;
        }
    }
    Some(tag.len())
}

struct Builder {
    nodes: RefCell<Vec<Node>>,
    too_deep: std::rc::Rc<Cell<bool>>,
}

impl Builder {
    fn add(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { data, ..Node::default() });
        nodes.len() - 1
    }

    fn put(&self, parent: NodeId, place: usize, child: NodeOrText<NodeId>) {
        let child = match child {
            NodeOrText::AppendNode(node) => {
                self.take_out(node);
                node
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = place.checked_sub(1).map(|place| nodes[parent].children[place]);
                if let Some(before) = before
                    && let Data::Text(words) = &mut nodes[before].data
                {
                    words.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(Data::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes[child].parent = Some(parent);
        let place = place.min(nodes[parent].children.len());
        nodes[parent].children.insert(place, child);
    }

    fn take_out(&self, node: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[node].parent.take() {
            // From the end: the parser moves what it added last.
            if let Some(place) = nodes[parent].children.iter().rposition(|child| *child == node) {
                nodes[parent].children.remove(place);
            }
        }
    }

    fn depth(&self, mut node: NodeId) -> usize {
        let nodes = self.nodes.borrow();
        let mut depth = 0;
        while let Some(parent) = nodes[node].parent {
            node = parent;
            depth += 1;
        }
        depth
    }
}

/// An element's name for the parser, detached from the nodes it may be changing.
#[derive(Debug)]
struct OwnName(QualName);

impl ElemName for OwnName {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Builder {
    type Handle = NodeId;
    type Output = Vec<Node>;
    type ElemName<'a> = OwnName;

    fn finish(self) -> Vec<Node> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> OwnName {
        match &self.nodes.borrow()[*target].data {
            Data::Element { name, .. } => OwnName(name.clone()),
            _ => OwnName(QualName::new(None, ns!(), local_name!(""))),
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.add(Data::Element { name, attributes })
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Data::Nothing)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Data::Nothing)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let is_element = matches!(child, NodeOrText::AppendNode(_));
        let place = self.nodes.borrow()[*parent].children.len();
        self.put(*parent, place, child);
        if is_element && self.depth(*parent) > DEPTH_MAX {
            self.too_deep.set(true);
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, before: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.nodes.borrow()[*element].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &NodeId) -> NodeId {
        // A template shows nothing until a script asks for it, so its contents go into a node outside of the tree.
        self.add(Data::Nothing)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.take_out(*node);
        }
        let place = {
            let nodes = self.nodes.borrow();
            nodes[*sibling].parent.and_then(|parent| {
                let place = nodes[parent].children.iter().rposition(|child| child == sibling)?;
                Some((parent, place))
            })
        };
        if let Some((parent, place)) = place {
            self.put(parent, place, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, more: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target].data {
            for attribute in more {
                if !attributes.iter().any(|known| known.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.take_out(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[*node].children);
        for child in &children {
            nodes[*child].parent = Some(*new_parent);
        }
        nodes[*new_parent].children.extend(children);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misnested_markup_becomes_a_tree() {
        let dom = Dom::fragment("<p>a<b>b<p>c</b>d<table><tr>x<td>e</table>");
        let words: Vec<_> = dom.walk(ROOT, |_| true).filter_map(|id| dom.text(id)).collect();
        assert_eq!(words, ["a", "b", "c", "d", "x", "e"]);
    }

    #[test]
    fn limits_end_the_reading_and_nothing_else() {
        let check = |html: String, cut_short: bool| {
            let start = std::time::Instant::now();
            assert_eq!(Dom::page(&html).cut_short, cut_short);
            assert!(start.elapsed().as_secs() < 5, "a page must not hold up the others");
        };
        check("<div>".repeat(DEPTH_MAX - 20), false);
        check("<div>".repeat(500_000), true);
        check("<b>".repeat(200_000), true);
        check(format!("<p {}>", (0..200_000).map(|n| format!("a{n} ")).collect::<String>()), true);
        check(format!("<p {}>x", (0..900).map(|n| format!("a{n}=1 ")).collect::<String>()), false);
        check(format!("<p style=\"{}\">x", "a: b; ".repeat(20_000)), false);
        check("x".repeat(PAGE_BYTES_MAX + 1), true);
    }
}
