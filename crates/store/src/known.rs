//! Stories, and the tags in use, as somebody who writes looks for them: by number, by group of translations, by how a
//! name begins.

use newsroom::story::{Live, Story};
use newsroom::{Actor, BlockId, Content, EditionCode, StoryNumber, Tag, UseKey, Working};
use sqlx::Row;

use crate::reading::rows;
use crate::{Error, Result, Store, Writing};

/// A story as its newest revision has it.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownStory {
    pub number: StoryNumber,
    pub edition: EditionCode,
    pub content: Content,
    /// Who began it.
    pub author: Option<Actor>,
    /// What readers see or saw of it.
    pub live: Option<Live>,
}

/// A story with its text as it is being written, to be looked at: nobody waits for whoever looks.
#[derive(Clone, Debug, PartialEq)]
pub struct AsWritten {
    pub story: Story,
    pub author: Option<Actor>,
    /// Of the working text; what came by other means since is in the content, and counted with the next change.
    pub version: i64,
    pub content: Content,
    /// The content with the names of its blocks.
    pub working: Working,
}

impl Store {
    /// A story as it is being written.
    ///
    /// # Errors
    /// [`Error::NoStory`] when there is none.
    pub async fn as_written(&self, number: StoryNumber) -> Result<AsWritten> {
        let row = sqlx::query(
            "select story.uri, story.edition, story.created_at, story.embargo_until, \
             coalesce(revision.text, published_content.text), begun.actor, live.state, seen.text, \
             coalesce(working.version, cast(0 as bigint)), \
             case when working.revision = story.revision then working.names else '[]' end from story \
             join revision on revision.story = story.number and revision.revision = story.revision \
             left join published_content on published_content.hash = revision.content_hash \
             left join revision begun on begun.story = story.number and begun.revision = 1 \
             left join live on live.number = story.number \
             left join published_content seen on seen.hash = live.content_hash \
             left join working on working.story = story.number where story.number = $1",
        )
        .bind(number.0)
        .fetch_optional(self.shared.desk_readers())
        .await?
        .ok_or(Error::NoStory(number))?;
        let content: Content = rows::json("a revision", row.try_get(4)?)?;
        let live = match (row.try_get::<Option<String>, _>(6)?, row.try_get::<Option<String>, _>(7)?) {
            (Some(state), Some(text)) => {
                Some((rows::json("a story's state", &state)?, rows::json("a content", &text)?))
            }
            _ => None,
        };
        let names: Vec<BlockId> = rows::json("the names of a story's blocks", row.try_get(9)?)?;
        Ok(AsWritten {
            story: Story {
                number,
                uri: row.try_get(0)?,
                edition: EditionCode(row.try_get(1)?),
                created_at: rows::hour(row.try_get(2)?)?,
                embargo_until: row.try_get::<Option<i64>, _>(3)?.map(rows::hour).transpose()?,
                live,
            },
            author: row.try_get::<Option<String>, _>(5)?.map(Actor),
            version: row.try_get(8)?,
            working: Working::of(&content, &names),
            content,
        })
    }

    /// These stories, in the order given, those of them that are there.
    pub async fn known_stories(&self, numbers: &[StoryNumber]) -> Result<Vec<KnownStory>> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let asked = "select story.number, story.edition, coalesce(revision.text, published_content.text), begun.actor, \
             live.state from story \
             join revision on revision.story = story.number and revision.revision = story.revision \
             left join published_content on published_content.hash = revision.content_hash \
             left join revision begun on begun.story = story.number and begun.revision = 1 \
             left join live on live.number = story.number \
             where story.number in {{numbers $1}}";
        let found = sqlx::query(self.shared.dialect.adapt(asked))
            .bind(rows::text_of(&numbers))
            .fetch_all(self.shared.desk_readers())
            .await?;
        let mut stories = found.iter().map(read).collect::<Result<Vec<_>>>()?;
        stories.sort_by_key(|story| numbers.iter().position(|number| *number == story.number));
        Ok(stories)
    }

    /// The stories that stand in one of these groups of translations, published or not, by number.
    pub async fn translations_of(&self, groups: &[i64]) -> Result<Vec<KnownStory>> {
        let asked = "select number from live where translation in {{numbers $1}} \
             union select story from translation where first in {{numbers $1}} \
             union select number from story where number in {{numbers $1}} order by 1";
        let found = sqlx::query(self.shared.dialect.adapt(asked))
            .bind(rows::text_of(&groups))
            .fetch_all(self.shared.desk_readers())
            .await?;
        let numbers = found.iter().map(|row| Ok(StoryNumber(row.try_get(0)?))).collect::<Result<Vec<_>>>()?;
        let mut stories = self.known_stories(&numbers).await?;
        // What the text says by now decides.
        stories.retain(|story| {
            let group = story.content.translation.unwrap_or(story.number.0);
            groups.contains(&group) || groups.contains(&story.number.0)
        });
        Ok(stories)
    }

    /// Tags in use in an edition whose slugs begin so, in the order of the slugs, each as its newest story writes it.
    ///
    /// The lists that readers leaf through are the index: the next list's name is found by one step each, however many
    /// stories stand in them.
    pub async fn tags_beginning(&self, edition: &EditionCode, slug: &str, limit: i64) -> Result<Vec<Tag>> {
        let beginning = UseKey::tag_list(edition, slug);
        let found = sqlx::query(
            "with recursive found (list) as (select min(list) from listing where list >= $1 \
             union all select (select min(list) from listing where list > found.list) from found \
             where found.list is not null) select list from found where list is not null limit $2",
        )
        .bind(beginning.as_str())
        .bind(limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        let whole = UseKey::tag_list(edition, "");
        let mut tags = Vec::new();
        for row in &found {
            let list: String = row.try_get(0)?;
            // All that begin so stand together, whatever order the database has for texts.
            if !list.starts_with(beginning.as_str()) {
                break;
            }
            let newest = sqlx::query(
                "select published_content.text from (select number from listing where list = $1 \
                 order by published_at desc, number desc limit 1) as newest \
                 join live on live.number = newest.number \
                 join published_content on published_content.hash = live.content_hash",
            )
            .bind(&list)
            .fetch_optional(self.shared.desk_readers())
            .await?;
            let Some(newest) = newest else { continue };
            let content: Content = rows::json("a content", newest.try_get(0)?)?;
            let slug = list.strip_prefix(whole.as_str()).unwrap_or_default();
            tags.extend(content.tags.into_iter().find(|tag| tag.slug == slug));
        }
        Ok(tags)
    }
}

impl Writing {
    /// Notes the group of translations that a story's newest text names, or that it names none.
    pub async fn note_translation(&mut self, number: StoryNumber, first: Option<i64>) -> Result<()> {
        match first {
            Some(first) => {
                sqlx::query(
                    "insert into translation (story, first) values ($1, $2) \
                     on conflict (story) do update set first = excluded.first",
                )
                .bind(number.0)
                .bind(first)
                .execute(self.connection().await?)
                .await?;
            }
            None => {
                sqlx::query("delete from translation where story = $1")
                    .bind(number.0)
                    .execute(self.connection().await?)
                    .await?;
            }
        }
        Ok(())
    }
}

fn read(row: &sqlx::any::AnyRow) -> Result<KnownStory> {
    Ok(KnownStory {
        number: StoryNumber(row.try_get(0)?),
        edition: EditionCode(row.try_get(1)?),
        content: rows::json("a revision", row.try_get(2)?)?,
        author: row.try_get::<Option<String>, _>(3)?.map(Actor),
        live: row.try_get::<Option<String>, _>(4)?.map(|state| rows::json("a story's state", &state)).transpose()?,
    })
}
