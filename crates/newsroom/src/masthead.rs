//! What a paper must say of itself, which of it the law asks for, and what cannot be right.
//!
//! Press Law 5187 art. 4 (as amended by 7418 in 2022) names what a news site shows: the place it is run from, its owner and,
//! for a company, who represents it, and the responsible editor; and, under the heading "contact" that the front leads to, its
//! trade name, address, e-mail, telephone, the address for electronic notifications, and the hosting provider's name and address.

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, is_email};

/// What a paper says of itself, each line as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Masthead {
    /// The publisher's trade name.
    pub publisher: String,
    pub responsible_editor: String,
    pub editor_in_chief: String,
    /// The place the paper is run from.
    pub address: String,
    pub phone: String,
    pub email: String,
    pub hosting_provider: String,
    /// Registered e-mail (KEP) for notifications.
    pub registered_email: String,
    pub founded: String,
    pub registration: String,
    pub about: String,
    /// Who owns the paper.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Who represents the owner, where that is a company.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner_representative: String,
    /// The number under which electronic notifications (UETS) arrive.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notification_number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hosting_address: String,
    /// Where a correction or a reply is asked for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reply_contact: String,
    /// Where somebody who found a hole writes to: an e-mail or an `https:` address, for `security.txt`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub security_contact: String,
    /// What is done with readers' data and what they may ask for, paragraph by paragraph.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub privacy: String,
}

/// One line of the masthead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: &'static str,
    /// It may have several lines of its own.
    pub is_long: bool,
    /// Under which of art. 4's headings the law asks for it.
    pub asked_for: Option<AskedFor>,
}

/// Where the law wants a line to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedFor {
    Masthead,
    Contact,
}

impl AskedFor {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Masthead => "masthead",
            Self::Contact => "contact",
        }
    }
}

macro_rules! lines {
    ($(($name:literal, $field:ident, $is_long:literal, $asked_for:expr)),* $(,)?) => {
        /// All lines, in the order forms ask for them.
        pub const LINES: &[Line] = &[$(Line { name: $name, is_long: $is_long, asked_for: $asked_for }),*];

        impl Masthead {
            /// A line by its name; nothing for a name that is none of [`LINES`].
            pub fn line(&self, name: &str) -> Option<&str> {
                match name {
                    $($name => Some(&self.$field),)*
                    _ => None,
                }
            }

            /// The same, to be written.
            pub fn line_mut(&mut self, name: &str) -> Option<&mut String> {
                match name {
                    $($name => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }
    };
}

lines![
    ("publisher", publisher, false, Some(AskedFor::Contact)),
    ("owner", owner, false, Some(AskedFor::Masthead)),
    ("owner-representative", owner_representative, false, None),
    ("responsible-editor", responsible_editor, false, Some(AskedFor::Masthead)),
    ("editor-in-chief", editor_in_chief, false, None),
    ("address", address, false, Some(AskedFor::Contact)),
    ("phone", phone, false, Some(AskedFor::Contact)),
    ("email", email, false, Some(AskedFor::Contact)),
    ("registered-email", registered_email, false, Some(AskedFor::Contact)),
    ("notification-number", notification_number, false, None),
    ("hosting-provider", hosting_provider, false, Some(AskedFor::Contact)),
    ("hosting-address", hosting_address, false, Some(AskedFor::Contact)),
    ("founded", founded, false, None),
    ("registration", registration, false, None),
    ("reply-contact", reply_contact, false, None),
    ("security-contact", security_contact, false, None),
    ("about", about, true, None),
    ("privacy", privacy, true, None),
];

/// Letters of a line, and of one that may have several of its own.
const LETTERS_MAX: usize = 500;
const LONG_LETTERS_MAX: usize = 20_000;

impl Masthead {
    /// What the law asks for and is not said, in the order of [`LINES`]. The address for electronic notifications may be a
    /// registered e-mail or a notification number.
    pub fn missing(&self) -> impl Iterator<Item = &'static Line> {
        let said = |name: &str| self.line(name).is_some_and(|text| !text.trim().is_empty());
        LINES.iter().filter(move |line| {
            let instead = line.name == "registered-email" && said("notification-number");
            line.asked_for.is_some() && !said(line.name) && !instead
        })
    }

    /// What cannot be right, each with the line's name. Nothing missing is a fault: a paper fills its masthead step by step.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for line in LINES {
            let text = self.line(line.name).unwrap_or_default().trim();
            if text.is_empty() {
                continue;
            }
            let letters_max = if line.is_long { LONG_LETTERS_MAX } else { LETTERS_MAX };
            let code = match line.name {
                _ if text.chars().count() > letters_max => "too-long",
                _ if !line.is_long && text.contains(['\n', '\r']) => "one-line",
                "email" if !is_email(text) => "email",
                "registered-email" if !is_email(text) => "email",
                "phone" if text.chars().filter(char::is_ascii_digit).count() < 7 => "phone",
                "notification-number" if !is_notification_number(text) => "notification-number",
                "security-contact" if !is_email(text) && !text.starts_with("https://") => "security-contact",
                _ => continue,
            };
            faults.push(Fault::new(line.name, code));
        }
        faults
    }

    /// What may be right and often is not. KEP is given by authorised providers, all below one name in Turkey.
    pub fn doubts(&self) -> Vec<Fault> {
        let registered = self.registered_email.trim();
        let is_kep = registered.is_empty() || registered.to_ascii_lowercase().ends_with(".kep.tr");
        if is_kep { Vec::new() } else { vec![Fault::new("registered-email", "kep")] }
    }
}

/// Three groups of five digits, as UETS gives them.
fn is_notification_number(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == 3 && groups.iter().all(|group| group.len() == 5 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_law_asks_for_is_named_until_it_is_said() {
        let mut masthead = Masthead::default();
        let missing = |masthead: &Masthead| masthead.missing().map(|line| line.name).collect::<Vec<_>>().join(" ");
        assert_eq!(
            missing(&masthead),
            "publisher owner responsible-editor address phone email registered-email hosting-provider hosting-address"
        );
        masthead.notification_number = "12345-67890-12345".into();
        masthead.owner = " ".into();
        assert_eq!(
            missing(&masthead),
            "publisher owner responsible-editor address phone email hosting-provider hosting-address"
        );
        for line in LINES {
            "x".clone_into(masthead.line_mut(line.name).expect("a line"));
        }
        assert_eq!(missing(&masthead), "");
    }

    #[test]
    fn a_line_that_cannot_be_right_is_named() {
        let check = |name: &str, text: &str, expected: &str| {
            let mut masthead = Masthead::default();
            text.clone_into(masthead.line_mut(name).expect("a line"));
            let found: Vec<_> = masthead.faults().iter().map(|fault| fault.code).collect();
            assert_eq!(found.join(" "), expected, "{name}: {text}");
        };
        check("email", "", "");
        check("email", "haber@example.com", "");
        check("email", "haber at example.com", "email");
        check("registered-email", "gazete@hs01.kep.tr", "");
        check("phone", "+90 212 555 01 53", "");
        check("phone", "santral", "phone");
        check("notification-number", "12345-67890-12345", "");
        check("notification-number", "1234567890", "notification-number");
        check("security-contact", "https://example.com/guvenlik", "");
        check("security-contact", "guvenlik@example.com", "");
        check("security-contact", "telefonla", "security-contact");
        check("address", "Bir Sokak\n7", "one-line");
        check("about", "Bir\n\nİki", "");
        check("address", &"ş".repeat(500), "");
        check("address", &"ş".repeat(501), "too-long");
        check("privacy", &"ş".repeat(20_001), "too-long");
    }
}
