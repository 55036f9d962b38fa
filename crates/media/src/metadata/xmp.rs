//! XMP (ISO 16684-1): properties in RDF, flattened into paths of names, so that a field is found however it was nested.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{LocalName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

pub(super) const DC: &str = "http://purl.org/dc/elements/1.1/";
pub(super) const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
pub(super) const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
pub(super) const BASIC: &str = "http://ns.adobe.com/xap/1.0/";
pub(super) const CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
pub(super) const EXTENSION: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
pub(super) const EXIF: &str = "http://ns.adobe.com/exif/1.0/";

const XML_VERSION: XmlVersion = XmlVersion::Implicit1_0;

/// Deeper nesting than any schema has; what lies below is passed over.
const DEPTH_MAX: usize = 24;

/// Values kept of one packet. Editing programs write histories of thousands of steps, which nobody asks for.
const VALUES_MAX: usize = 20_000;

/// The values of one or several packets, in order.
#[derive(Debug, Default)]
pub(super) struct Xmp(Vec<Value>);

#[derive(Debug)]
struct Value {
    /// Namespace and name of the property and of the fields in it; RDF's own elements are left out.
    path: Vec<(String, String)>,
    language: Option<String>,
    text: String,
}

impl Xmp {
    /// Reads as far as the packet is sound.
    pub fn read(packets: &[Vec<u8>]) -> Self {
        let mut xmp = Self::default();
        for packet in packets {
            xmp.take(packet);
        }
        xmp
    }

    /// A property, or a field of one: in the language marked as the default if there are several, else the first.
    pub fn one(&self, path: &[(&str, &str)]) -> Option<String> {
        let found: Vec<&Value> = self.at(path).collect();
        let default = found.iter().find(|value| value.language.as_deref() == Some("x-default"));
        default.or(found.first()).map(|value| value.text.clone())
    }

    pub fn all(&self, path: &[(&str, &str)]) -> Vec<String> {
        self.at(path).map(|value| value.text.clone()).collect()
    }

    fn at<'x>(&'x self, path: &'x [(&str, &str)]) -> impl Iterator<Item = &'x Value> {
        self.0.iter().filter(move |value| {
            value.path.len() == path.len()
                && value.path.iter().zip(path).all(|(have, want)| have.0 == want.0 && have.1 == want.1)
        })
    }

    fn take(&mut self, packet: &[u8]) {
        let packet = in_utf8(packet);
        let mut reader = NsReader::from_str(&packet);
        reader.config_mut().check_end_names = false;
        let mut open: Vec<Open> = Vec::new();
        // A packet that breaks off, or is followed by the padding XMP allows, has told what it had to.
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(start) => {
                    let element = self.opened(&reader, &start, &open);
                    open.push(element);
                    if open.len() > DEPTH_MAX || self.0.len() > VALUES_MAX {
                        return;
                    }
                }
                Event::Empty(start) => drop(self.opened(&reader, &start, &open)),
                Event::End(_) => self.closed(&mut open),
                Event::Text(text) => say(&mut open, &text.xml_content(XML_VERSION)),
                Event::CData(text) => say(&mut open, &text.xml_content(XML_VERSION)),
                Event::GeneralRef(name) => {
                    if let Ok(Some(letter)) = name.resolve_char_ref() {
                        say(&mut open, letter.encode_utf8(&mut [0; 4]));
                    } else if let Some(text) = resolve_predefined_entity(&name.into_inner()) {
                        say(&mut open, text);
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        while !open.is_empty() {
            self.closed(&mut open);
        }
    }

    /// Notes the properties that stand as attributes.
    fn opened(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart<'_>, open: &[Open]) -> Open {
        let (namespace, local) = reader.resolver().resolve_element(start.name());
        let name = named(&namespace, local);
        let mut path = open.last().map(|parent| parent.path.clone()).unwrap_or_default();
        let inside = open.last().is_some_and(|parent| parent.inside) || (name.0 == RDF && name.1 == "RDF");
        if inside && name.0 != RDF {
            path.push(name);
        }
        let mut language = None;
        for attribute in start.attributes().flatten() {
            let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
            let (namespace, local) = named(&namespace, local);
            let Ok(text) = attribute.normalized_value(XML_VERSION) else { continue };
            if namespace == XML && local == "lang" {
                language = Some(text.into_owned());
            } else if namespace == RDF && local == "resource" {
                self.note(&path, None, &text);
            } else if inside && ![RDF, XML, ""].contains(&namespace.as_str()) {
                let mut path = path.clone();
                path.push((namespace, local));
                self.note(&path, None, &text);
            }
        }
        Open { path, inside, language, text: String::new() }
    }

    fn closed(&mut self, open: &mut Vec<Open>) {
        let Some(element) = open.pop() else { return };
        if element.inside {
            self.note(&element.path, element.language, &element.text);
        }
    }

    fn note(&mut self, path: &[(String, String)], language: Option<String>, text: &str) {
        if let Some(text) = super::clean(text).filter(|_| !path.is_empty()) {
            self.0.push(Value { path: path.to_vec(), language, text });
        }
    }
}

/// An element whose end has not come.
struct Open {
    path: Vec<(String, String)>,
    /// Whether it stands in `rdf:RDF`.
    inside: bool,
    language: Option<String>,
    text: String,
}

fn say(open: &mut [Open], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn named(namespace: &ResolveResult<'_>, local: LocalName<'_>) -> (String, String) {
    let namespace = match namespace {
        ResolveResult::Bound(namespace) => namespace.0.to_owned(),
        _ => String::new(),
    };
    (namespace, local.as_ref().to_owned())
}

/// A packet may be in UTF-16, which its mark or its zeros give away.
fn in_utf8(packet: &[u8]) -> String {
    let encoding = match packet {
        [0xfe, 0xff, ..] | [0, b'<', ..] => encoding_rs::UTF_16BE,
        [0xff, 0xfe, ..] | [b'<', 0, ..] => encoding_rs::UTF_16LE,
        _ => encoding_rs::UTF_8,
    };
    encoding.decode_with_bom_removal(packet).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(properties: &str) -> Xmp {
        let packet = format!(
            "<?xpacket begin='\u{feff}' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>\
             <rdf:RDF xmlns:rdf='{RDF}' xmlns:dc='{DC}' xmlns:p='{PHOTOSHOP}' xmlns:e='{EXTENSION}'>{properties}\
             </rdf:RDF></x:xmpmeta>   <?xpacket end='w'?>"
        );
        Xmp::read(&[packet.into_bytes()])
    }

    #[test]
    fn a_property_is_found_in_every_form() {
        let check = |properties: &str| {
            let xmp = read(properties);
            assert_eq!(xmp.one(&[(PHOTOSHOP, "Credit")]).as_deref(), Some("Kaya & Oğlu"), "{properties}");
        };
        check("<rdf:Description p:Credit='Kaya &amp; Oğlu'/>");
        check("<rdf:Description><p:Credit>Kaya &amp; O&#x11f;lu</p:Credit></rdf:Description>");
        check("<rdf:Description><p:Credit><![CDATA[Kaya & Oğlu]]></p:Credit></rdf:Description>");
        check(
            "<rdf:Description><p:Credit><rdf:Bag><rdf:li>Kaya &amp; Oğlu</rdf:li></rdf:Bag></p:Credit></rdf:Description>",
        );
        check("<rdf:Description><p:Credit rdf:resource='Kaya &amp; Oğlu'/></rdf:Description>");
    }

    #[test]
    fn the_default_language_goes_first() {
        let xmp = read(
            "<rdf:Description><dc:rights><rdf:Alt><rdf:li xml:lang='en'>All rights</rdf:li>\
             <rdf:li xml:lang='x-default'>Her hakkı</rdf:li></rdf:Alt></dc:rights></rdf:Description>",
        );
        assert_eq!(xmp.one(&[(DC, "rights")]).as_deref(), Some("Her hakkı"));
        assert_eq!(xmp.all(&[(DC, "rights")]).len(), 2);
    }

    #[test]
    fn fields_lie_below_their_property() {
        let city = [(EXTENSION, "LocationShown"), (EXTENSION, "City")];
        for properties in [
            "<rdf:Description><e:LocationShown><rdf:Bag><rdf:li rdf:parseType='Resource'><e:City>Van</e:City>\
             </rdf:li></rdf:Bag></e:LocationShown></rdf:Description>",
            "<rdf:Description><e:LocationShown><rdf:Bag><rdf:li><rdf:Description e:City='Van'/></rdf:li></rdf:Bag>\
             </e:LocationShown></rdf:Description>",
        ] {
            let xmp = read(properties);
            assert_eq!(xmp.one(&city).as_deref(), Some("Van"));
            assert_eq!(xmp.one(&[(EXTENSION, "City")]), None);
        }
    }

    #[test]
    fn a_broken_packet_tells_what_it_told() {
        let xmp = read("<rdf:Description p:Credit='AA'><dc:title>Ba");
        assert_eq!(xmp.one(&[(PHOTOSHOP, "Credit")]).as_deref(), Some("AA"));
        read(&"<dc:title>".repeat(100_000));
        read("<rdf:Description p:Credit='&boom;'>&boom;</rdf:Description>");
    }

    #[test]
    fn utf_16_is_told_by_its_zeros() {
        let packet = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
                      xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Kış</dc:title></rdf:RDF>";
        let packet: Vec<u8> = packet.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(Xmp::read(&[packet]).one(&[(DC, "title")]).as_deref(), Some("Kış"));
    }
}
