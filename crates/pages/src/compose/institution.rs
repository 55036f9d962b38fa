//! The pages on which the paper speaks of itself.

use newsroom::{address, lists};

use super::{Composer, Head};
use crate::views::{CardView, Formulas, HowRankedView, InstitutionKind, InstitutionView, Link, RowView};

impl Composer<'_> {
    /// The masthead (Press Law 5187 art. 4) or the contact page.
    pub fn institution(&self, kind: InstitutionKind, breaking: Option<CardView>, position: i64) -> InstitutionView {
        let words = address::words(self.edition.language);
        let (word, key) = match kind {
            InstitutionKind::Masthead => (words.masthead, "masthead"),
            InstitutionKind::Contact => (words.contact, "contact"),
            InstitutionKind::Privacy => (words.privacy, "privacy"),
        };
        let head = Head { breaking, position, ..Head::new(address::below(self.edition, word), self.say(key, &[])) };
        let authors = self.house.authors.values().filter(|author| author.edition == self.edition.code);
        let mut people: Vec<_> = authors.map(|author| self.author(author)).collect();
        people.sort_by(|a, b| language::compare(&a.name, &b.name, self.edition.language));
        InstitutionView {
            shell: self.shell(head),
            kind,
            about: match kind {
                InstitutionKind::Privacy => self.edition.masthead.privacy.clone(),
                _ => self.edition.masthead.about.clone(),
            },
            rows: if kind == InstitutionKind::Privacy { Vec::new() } else { self.rows(kind) },
            profiles: if kind == InstitutionKind::Contact { profiles(&self.edition.profiles) } else { Vec::new() },
            people: if kind == InstitutionKind::Masthead { people } else { Vec::new() },
        }
    }

    fn rows(&self, kind: InstitutionKind) -> Vec<RowView> {
        let masthead = &self.edition.masthead;
        let phone = dialled(&masthead.phone);
        let mail =
            |address: &str| newsroom::fault::is_email(address.trim()).then(|| format!("mailto:{}", address.trim()));
        let rows = [
            ("publisher", &masthead.publisher, None, true),
            ("owner", &masthead.owner, None, false),
            ("owner-representative", &masthead.owner_representative, None, false),
            ("responsible-editor", &masthead.responsible_editor, None, false),
            ("editor-in-chief", &masthead.editor_in_chief, None, false),
            ("address", &masthead.address, None, true),
            ("phone", &masthead.phone, phone, true),
            ("email", &masthead.email, mail(&masthead.email), true),
            ("registered-email", &masthead.registered_email, mail(&masthead.registered_email), true),
            ("notification-number", &masthead.notification_number, None, true),
            // The law wants these under "contact" too.
            ("hosting-provider", &masthead.hosting_provider, None, true),
            ("hosting-address", &masthead.hosting_address, None, true),
            ("reply-contact", &masthead.reply_contact, mail(&masthead.reply_contact), true),
            ("founded", &masthead.founded, None, false),
            ("registration", &masthead.registration, None, false),
        ];
        let wanted = rows
            .into_iter()
            .filter(|(_, value, _, reach)| !value.trim().is_empty() && (*reach || kind == InstitutionKind::Masthead));
        wanted.map(|(key, value, url, _)| RowView { key: key.to_owned(), value: value.clone(), url }).collect()
    }

    /// How the lists are made, with the constants the program uses.
    pub fn how_ranked(&self, breaking: Option<CardView>, position: i64) -> HowRankedView {
        let path = address::below(self.edition, address::words(self.edition.language).how_ranked);
        let head = Head { breaking, position, ..Head::new(path, self.say("how-ranked", &[])) };
        HowRankedView { shell: self.shell(head), formulas: Formulas::of_the_program() }
    }
}

/// The paper's pages elsewhere, each by its host and path, which is how readers know them.
fn profiles(addresses: &[String]) -> Vec<Link> {
    let name = |address: &str| {
        let plain = address.trim_start_matches("https://").trim_start_matches("www.");
        plain.trim_end_matches('/').to_owned()
    };
    addresses.iter().map(|address| Link { name: name(address), url: address.clone() }).collect()
}

/// The number as a telephone takes it; none if there are no digits.
fn dialled(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    (digits.len() > 2).then(|| format!("tel:{digits}"))
}

impl Formulas {
    /// The constants of [`newsroom::lists`].
    pub fn of_the_program() -> Self {
        Self {
            headlines_hours: lists::HEADLINES_HOURS,
            headlines_max: lists::HEADLINES_MAX as i64,
            highlights_days: lists::HIGHLIGHTS_DAYS,
            highlights_max: lists::HIGHLIGHTS_MAX as i64,
            highlights_half_life_hours: lists::HIGHLIGHTS_HALF_LIFE_HOURS as i64,
            most_read_hours: lists::MOST_READ_HOURS,
            most_read_max: lists::MOST_READ_MAX as i64,
            most_read_half_life_hours: lists::MOST_READ_HALF_LIFE_HOURS as i64,
            reads_of_an_address: i64::from(lists::READS_OF_AN_ADDRESS),
            reads_of_a_way: lists::READS_OF_A_WAY,
            section_max: lists::SECTION_MAX as i64,
            related_max: lists::RELATED_MAX as i64,
            related_least_percent: (f64::from(lists::RELATED_LEAST) * 100.0).round() as i64,
            slots: i64::from(newsroom::front::SLOTS_MAX),
        }
    }
}
