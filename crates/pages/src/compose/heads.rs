//! Heads of the pages that are lists, so that titles, feeds and structured data agree wherever a list is shown.

use jiff::civil::Date;
use newsroom::{Author, Section, Tag, address};

use super::{Composer, Head};
use crate::structured;
use crate::views::{CardView, GoneView};

impl Composer<'_> {
    /// The edition's front.
    pub fn front_head(&self) -> Head {
        let edition = self.edition;
        let others = self.house.editions_in_order().into_iter();
        Head {
            description: edition.in_a_sentence(),
            twins: others.map(|other| (other.code.clone(), address::edition_path(other))).collect(),
            structured: vec![structured::organization(self), structured::web_site(self)],
            ..Head::new(address::edition_path(edition), "")
        }
    }

    /// A section's front.
    pub fn section_head(&self, section: &Section) -> Head {
        let path = address::section_path(self.edition, section);
        self.list_head(path, &section.name, Some(section))
    }

    /// A tag's page.
    pub fn tag_head(&self, tag: &Tag) -> Head {
        self.list_head(address::tag_path(self.edition, &tag.slug), &tag.name, None)
    }

    /// An author's page.
    pub fn author_head(&self, author: &Author) -> Head {
        let view = self.author(author);
        let mut head = self.list_head(view.url.clone(), &author.name, None);
        head.kind = "profile".to_owned();
        head.description = Some(author.about.clone()).filter(|about| !about.is_empty());
        head.structured.insert(0, structured::person(self, &view));
        head
    }

    /// One day of the archive.
    pub fn day_head(&self, date: Date) -> Head {
        let title = self.day_title(date);
        let path = address::day_path(self.edition, date);
        Head { structured: vec![structured::breadcrumbs(self, None, &title, &path)], ..Head::new(path, title) }
    }

    /// A day as the archive prints it: "30 Kasım 2024 Cumartesi".
    pub fn day_title(&self, date: Date) -> String {
        let noon = date.at(12, 0, 0, 0).to_zoned_datetime(self.edition.time_zone());
        noon.map_or_else(|_| date.to_string(), |noon| language::long_date(&noon, self.edition.language))
    }

    fn list_head(&self, path: String, name: &str, section: Option<&Section>) -> Head {
        let item = section.map(|section| self.section(section, true));
        Head {
            section: section.map(|section| section.key.clone()),
            feed: Some((format!("{} – {name}", self.edition.name), path.clone())),
            structured: vec![structured::breadcrumbs(self, item.as_ref(), name, &path)],
            ..Head::new(path, name)
        }
    }

    /// The search page; `path` with the question as asked. Search engines are not to keep it.
    pub fn search_head(&self, path: &str) -> Head {
        Head::new(path, self.say("search", &[])).unlisted()
    }

    /// The page of corrections.
    pub fn corrections_head(&self) -> Head {
        let path = address::below(self.edition, address::words(self.edition.language).corrections);
        Head::new(path, self.say("corrections", &[]))
    }

    /// A page that is not there: the view with its shell, to be filled with what is known.
    pub fn gone(&self, status: u16, path: &str, headlines: Vec<CardView>) -> GoneView {
        let title = self.say(&format!("gone-{}", GoneView::words_of(status)), &[]);
        let shell = self.shell(Head::new(path, title).unlisted());
        GoneView { shell, status, headlines, ..GoneView::default() }
    }
}

impl GoneView {
    /// The status whose words the theme has: the same one, or the general one of its class.
    pub fn words_of(status: u16) -> u16 {
        match status {
            400 | 404 | 405 | 410 | 413 | 429 | 451 | 500 | 503 => status,
            500.. => 500,
            _ => 400,
        }
    }
}
