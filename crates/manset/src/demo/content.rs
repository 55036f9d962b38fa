//! What a story of the demo paper said at each of its hours: its file has the last version, the earlier ones are made
//! from it.

use anyhow::{Context, ensure};
use newsroom::content::URGENCY_USUAL;
use newsroom::{Block, Byline, Content, Credit, SectionKey, StoryNumber, Tag};

use super::filling::{Deed, Filling, duration};
use super::markup;
use super::story::StoryFile;

impl Filling<'_> {
    /// What `deed` makes public of the story.
    ///
    /// # Errors
    /// When the file names an author, an original or a linked story that is not there at that hour, when its body cannot
    /// be read, or when a later update or correction would change nothing.
    pub fn content(&self, file: &StoryFile, own: StoryNumber, deed: Deed) -> anyhow::Result<Content> {
        let last = self.last_version(file, own)?;
        let front = &file.front;
        let mut content = last.clone();
        if front.updated_hours_ago.is_some() && deed == Deed::Publish {
            without_last_part(&mut content.body.0);
        }
        if front.correction.is_some() && deed != Deed::Correct {
            for (right, wrong) in &front.first_said {
                mistake(&mut content.body.0, right, wrong);
            }
        }
        let changes_later = deed == Deed::Publish && (front.updated_hours_ago.is_some() || front.correction.is_some());
        ensure!(!changes_later || content != last, "the first version says what the last one says");
        Ok(content)
    }

    fn last_version(&self, file: &StoryFile, own: StoryNumber) -> anyhow::Result<Content> {
        let front = &file.front;
        let edition = self.paper.editions.iter().find(|edition| edition.key.as_str() == file.edition);
        let language = edition.context("an edition that the paper does not have")?.language;
        let published_at = front.hours_ago.map_or(self.now, |hours| self.ago(hours));
        let breaking_until = front.breaking_for_hours.map(|hours| published_at + duration(hours));
        let translation = match &front.translation_of {
            Some(original) => {
                let original = self.numbers.get(original);
                Some(original.context("a translation of a story that is not published before it")?.0)
            }
            None => self.translated.contains(&front.id).then_some(own.0),
        };
        Ok(Content {
            language: language.code().to_owned(),
            kicker: front.kicker.clone(),
            headline: front.headline.clone(),
            standfirst: Some(front.standfirst.clone()),
            body: markup::read(&file.body, &|id| self.numbers.get(id).copied())?,
            bylines: front.by.iter().map(|slug| self.byline(slug)).collect::<Result<_, _>>()?,
            credits: front.credit.iter().map(|credit| Credit { name: self.paper.credit(credit) }).collect(),
            dateline: front.dateline.clone(),
            sections: file.sections().map(|key| SectionKey::from(key.as_str())).collect(),
            tags: front
                .tags
                .iter()
                .map(|name| Tag { name: name.clone(), slug: language::slug(name, language) })
                .collect(),
            picture: front
                .picture
                .as_ref()
                .and_then(|entry| self.pictures.of_story(entry, self.paper.credit(&entry.credit))),
            urgency: front.urgency.unwrap_or(URGENCY_USUAL),
            breaking_until,
            advertorial: front.advertorial,
            translation,
            ..Content::default()
        })
    }

    fn byline(&self, slug: &str) -> anyhow::Result<Byline> {
        let author = self.paper.author(slug).with_context(|| format!("`{slug}` is not among the authors"))?;
        Ok(Byline { name: author.name.clone(), slug: slug.to_owned() })
    }
}

/// The story as it was before its update: up to its last sub-heading, or without its last block where it has none. What
/// stands under a sub-heading belongs together, so no list loses the sentence that announces it.
fn without_last_part(blocks: &mut Vec<Block>) {
    let heading = blocks.iter().rposition(|block| matches!(block, Block::Heading { .. }));
    let keep = heading.filter(|at| *at > 0).unwrap_or(blocks.len().saturating_sub(1));
    blocks.truncate(keep);
}

/// Puts what was printed first in the place of what is right.
fn mistake(blocks: &mut [Block], right: &str, wrong: &str) {
    for block in blocks {
        if let Block::Paragraph { text } = block {
            for run in text {
                run.text = run.text.replace(right, wrong);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_brings_the_last_part() {
        let check = |blocks: &[Block], kept: usize| {
            let mut first = blocks.to_vec();
            without_last_part(&mut first);
            assert_eq!(first, blocks[..kept]);
        };
        let (one, heading) = (Block::paragraph("Bir."), Block::heading("Ara başlık"));
        check(&[], 0);
        check(&[one.clone(), one.clone()], 1);
        check(&[one.clone(), heading.clone(), one.clone(), one.clone()], 1);
        check(&[one.clone(), heading.clone(), one.clone(), heading.clone(), one.clone()], 3);
        check(&[heading, one.clone(), one], 2);
    }

    #[test]
    fn a_mistake_stands_where_the_right_words_will() {
        let mut blocks = [Block::paragraph("640 metrelik köprünün bedeli"), Block::heading("640 metrelik")];
        mistake(&mut blocks, "640 metrelik", "460 metrelik");
        assert_eq!(blocks, [Block::paragraph("460 metrelik köprünün bedeli"), Block::heading("640 metrelik")]);
    }
}
