//! The one write door: a transaction in which the desk's own things are kept freely, and public things only together
//! with their ledger entry.

use std::collections::HashSet;

use jiff::Timestamp;
use newsroom::acts::Decided;
use newsroom::story::{Card, Live, Story};
use newsroom::touch::{self, SITEMAP_PART_STORIES};
use newsroom::{Actor, Content, ContentHash, EditionCode, House, Position, Public, StoryNumber, UseKey};
use sqlx::{Any, Row, Transaction};

use crate::dialect::Dialect;
use crate::ledger::{self, Tail};
use crate::reading::{house, rows};
use crate::{Error, Result, Store};

/// A writing transaction. It holds the ledger's lock from its beginning, so what it reads cannot change under it.
pub struct Writing {
    pub(crate) store: Store,
    pub(crate) tx: Transaction<'static, Any>,
    pub(crate) dialect: Dialect,
    tail: Tail,
    began_at: Position,
    house: Option<House>,
}

/// A revision as the desk keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub story: StoryNumber,
    pub revision: i64,
    pub content: Content,
}

impl Writing {
    pub(crate) async fn begin(store: Store) -> Result<Self> {
        let dialect = store.shared.dialect;
        let mut tx = store.shared.writers.begin_with(dialect.begin()).await?;
        dialect.lock_ledger(&mut tx).await?;
        let tail = Tail::read(&mut tx).await?;
        Ok(Self { store, tx, dialect, began_at: tail.position, tail, house: None })
    }

    /// Commits and returns the position of the last entry, which followers on this node are told at once.
    pub async fn commit(mut self) -> Result<Position> {
        let position = self.tail.position;
        if position > self.began_at {
            self.dialect.notify(&mut self.tx, position.0).await?;
        }
        self.tx.commit().await?;
        self.store.tell_head(position);
        Ok(position)
    }

    /// The position of the newest entry, as this transaction sees it.
    pub fn position(&self) -> Position {
        self.tail.position
    }

    pub fn now(&self) -> Timestamp {
        self.store.clock().now()
    }

    /// The standing parts as this transaction sees them.
    pub async fn house(&mut self) -> Result<&House> {
        if self.house.is_none() {
            self.house = Some(house::load(&mut *self.tx).await?);
        }
        Ok(self.house.as_ref().expect("loaded a line above"))
    }

    // ---- stories as the desk knows them ----

    /// Gives a new story its number.
    ///
    /// # Errors
    /// [`Error::UriTaken`] when another story has the uri.
    pub async fn new_story(
        &mut self,
        uri: &str,
        edition: &EditionCode,
        embargo_until: Option<Timestamp>,
    ) -> Result<Story> {
        let number: i64 =
            sqlx::query("select coalesce(max(number), 0) + 1 from story").fetch_one(&mut *self.tx).await?.try_get(0)?;
        let uri = if uri.is_empty() { format!("urn:manset:story:{number}") } else { uri.to_owned() };
        let created_at = self.now();
        let inserted = sqlx::query(
            "insert into story (number, uri, edition, created_at, embargo_until) values ($1, $2, $3, $4, $5) \
             on conflict (uri) do nothing",
        )
        .bind(number)
        .bind(&uri)
        .bind(edition.as_str())
        .bind(created_at.as_microsecond())
        .bind(embargo_until.map(Timestamp::as_microsecond))
        .execute(&mut *self.tx)
        .await?;
        if inserted.rows_affected() == 0 {
            return Err(Error::UriTaken(uri));
        }
        Ok(Story { number: StoryNumber(number), uri, edition: edition.clone(), created_at, embargo_until, live: None })
    }

    /// The story with its public state.
    ///
    /// # Errors
    /// [`Error::NoStory`] when there is none.
    pub async fn story(&mut self, number: StoryNumber) -> Result<Story> {
        let row = sqlx::query("select uri, edition, created_at, embargo_until from story where number = $1")
            .bind(number.0)
            .fetch_optional(&mut *self.tx)
            .await?
            .ok_or(Error::NoStory(number))?;
        let live = sqlx::query(
            "select live.state, published_content.text from live \
             join published_content on published_content.hash = live.content_hash where live.number = $1",
        )
        .bind(number.0)
        .fetch_optional(&mut *self.tx)
        .await?;
        Ok(Story {
            number,
            uri: row.try_get(0)?,
            edition: EditionCode(row.try_get(1)?),
            created_at: rows::hour(row.try_get(2)?)?,
            embargo_until: row.try_get::<Option<i64>, _>(3)?.map(rows::hour).transpose()?,
            live: match live {
                Some(row) => {
                    Some((rows::json("a story's state", row.try_get(0)?)?, rows::json("a content", row.try_get(1)?)?))
                }
                None => None,
            },
        })
    }

    /// The story that came with this uri.
    pub async fn story_by_uri(&mut self, uri: &str) -> Result<Option<Story>> {
        let found =
            sqlx::query("select number from story where uri = $1").bind(uri).fetch_optional(&mut *self.tx).await?;
        match found {
            Some(row) => Ok(Some(self.story(StoryNumber(row.try_get(0)?)).await?)),
            None => Ok(None),
        }
    }

    /// Sets or lifts a story's embargo.
    pub async fn set_embargo(&mut self, number: StoryNumber, until: Option<Timestamp>) -> Result<()> {
        sqlx::query("update story set embargo_until = $2 where number = $1")
            .bind(number.0)
            .bind(until.map(Timestamp::as_microsecond))
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Saves a revision and returns its number. Nothing public changes.
    pub async fn save_draft(&mut self, number: StoryNumber, content: &Content, actor: &Actor) -> Result<i64> {
        let (hash, text) = content.seal();
        self.insert_revision(number, &hash, Some(text), actor).await
    }

    /// Who saved the story's first revision.
    pub async fn author_of(&mut self, number: StoryNumber) -> Result<Option<Actor>> {
        let row = sqlx::query("select actor from revision where story = $1 order by revision limit 1")
            .bind(number.0)
            .fetch_optional(&mut *self.tx)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.map(Actor))
    }

    /// The newest revision, as the desk would open it.
    pub async fn newest_draft(&mut self, number: StoryNumber) -> Result<Option<Draft>> {
        let revision: Option<i64> = sqlx::query("select revision from story where number = $1")
            .bind(number.0)
            .fetch_optional(&mut *self.tx)
            .await?
            .map(|row| row.try_get(0))
            .transpose()?;
        match revision {
            None | Some(0) => Ok(None),
            Some(revision) => Ok(Some(self.draft(number, revision).await?)),
        }
    }

    /// One revision.
    ///
    /// # Errors
    /// [`Error::NoStory`] when the story has no such revision.
    pub async fn draft(&mut self, number: StoryNumber, revision: i64) -> Result<Draft> {
        let row = sqlx::query(
            "select coalesce(revision.text, published_content.text) from revision \
             left join published_content on published_content.hash = revision.content_hash \
             where revision.story = $1 and revision.revision = $2",
        )
        .bind(number.0)
        .bind(revision)
        .fetch_optional(&mut *self.tx)
        .await?
        .ok_or(Error::NoStory(number))?;
        let content = rows::json("a revision", row.try_get(0)?)?;
        Ok(Draft { story: number, revision, content })
    }

    async fn insert_revision(
        &mut self,
        number: StoryNumber,
        hash: &ContentHash,
        text: Option<String>,
        actor: &Actor,
    ) -> Result<i64> {
        let revision: i64 =
            sqlx::query("update story set revision = revision + 1 where number = $1 returning revision")
                .bind(number.0)
                .fetch_optional(&mut *self.tx)
                .await?
                .ok_or(Error::NoStory(number))?
                .try_get(0)?;
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into revision (story, revision, content_hash, text, actor, saved_at) values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(number.0)
        .bind(revision)
        .bind(hash.as_str())
        .bind(text)
        .bind(&actor.0)
        .bind(now)
        .execute(&mut *self.tx)
        .await?;
        Ok(revision)
    }

    // ---- public things: state and entry together ----

    /// Saves what an act decided: the new public state, the content it made public, and the entry that seals both.
    /// Returns the entry's position, which holds once the transaction is committed.
    pub async fn save(&mut self, decided: Decided) -> Result<Position> {
        let Decided { public, entry, content } = decided;
        match &public {
            Public::Story(live) => {
                let content = content.expect("acts on stories come with their content");
                self.save_live(live, &content, &entry.state, &entry.actor).await?;
            }
            other => {
                sqlx::query(
                    "insert into public_state (subject, state) values ($1, $2) \
                     on conflict (subject) do update set state = excluded.state",
                )
                .bind(other.subject())
                .bind(&entry.state)
                .execute(&mut *self.tx)
                .await?;
                if let Some(house) = &mut self.house {
                    house::put(house, public);
                }
            }
        }
        ledger::append(&mut self.tx, &mut self.tail, &entry).await
    }

    async fn save_live(&mut self, live: &Live, content: &Content, state: &str, actor: &Actor) -> Result<()> {
        let before = sqlx::query("select published_at, standing, content_hash from live where number = $1")
            .bind(live.number.0)
            .fetch_optional(&mut *self.tx)
            .await?
            .map(|row| -> sqlx::Result<_> {
                Ok((row.try_get::<i64, _>(0)?, row.try_get::<String, _>(1)?, row.try_get::<String, _>(2)?))
            })
            .transpose()?;
        let newly_public = before.as_ref().is_none_or(|(_, _, hash)| hash != live.content_hash.as_str());
        let listed_before = match &before {
            Some((_, standing, hash)) if standing == "live" => self.lists_of_content(live, hash).await?,
            _ => HashSet::new(),
        };
        if newly_public {
            self.publish_text(live, content, actor).await?;
        }
        sqlx::query(
            "insert into live (number, state, edition, standing, section, published_at, updated_at, urgency, \
                 breaking_until, translation, content_hash, card) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             on conflict (number) do update set state = excluded.state, edition = excluded.edition, \
                 standing = excluded.standing, section = excluded.section, published_at = excluded.published_at, \
                 updated_at = excluded.updated_at, urgency = excluded.urgency, \
                 breaking_until = excluded.breaking_until, translation = excluded.translation, \
                 content_hash = excluded.content_hash, card = excluded.card",
        )
        .bind(live.number.0)
        .bind(state)
        .bind(live.edition.as_str())
        .bind(live.standing.as_str())
        .bind(live.section.as_str())
        .bind(live.published_at.as_microsecond())
        .bind(live.updated_at.as_microsecond())
        .bind(i64::from(content.urgency))
        .bind(content.breaking_until.map(Timestamp::as_microsecond))
        .bind(content.translation)
        .bind(live.content_hash.as_str())
        .bind(rows::text_of(&Card::of(content)))
        .execute(&mut *self.tx)
        .await?;
        let lists: HashSet<String> = if live.is_live() {
            touch::lists_of(live, content).iter().map(|key| key.as_str().to_owned()).collect()
        } else {
            HashSet::new()
        };
        self.relist(live, &listed_before, &lists).await?;
        sqlx::query(
            "insert into sitemap_part (edition, part, updated_at) values ($1, $2, $3) \
             on conflict (edition, part) do update set updated_at = excluded.updated_at \
             where excluded.updated_at > sitemap_part.updated_at",
        )
        .bind(live.edition.as_str())
        .bind(live.number.0 / SITEMAP_PART_STORIES)
        .bind(live.updated_at.as_microsecond())
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// The lists a story stood in with its former content.
    async fn lists_of_content(&mut self, live: &Live, hash: &str) -> Result<HashSet<String>> {
        let row = sqlx::query("select text from published_content where hash = $1")
            .bind(hash)
            .fetch_one(&mut *self.tx)
            .await?;
        let content: Content = rows::json("a content", row.try_get(0)?)?;
        Ok(touch::lists_of(live, &content).iter().map(|key| UseKey::as_str(key).to_owned()).collect())
    }

    /// Moves the text of what becomes public to where readers reach it, and keeps the revision that says who and when.
    async fn publish_text(&mut self, live: &Live, content: &Content, actor: &Actor) -> Result<()> {
        let (hash, text) = content.seal();
        sqlx::query("insert into published_content (hash, text) values ($1, $2) on conflict (hash) do nothing")
            .bind(hash.as_str())
            .bind(text)
            .execute(&mut *self.tx)
            .await?;
        let moved = sqlx::query("update revision set text = null where story = $1 and content_hash = $2")
            .bind(live.number.0)
            .bind(hash.as_str())
            .execute(&mut *self.tx)
            .await?;
        if moved.rows_affected() == 0 {
            self.insert_revision(live.number, &hash, None, actor).await?;
        }
        Ok(())
    }

    async fn relist(&mut self, live: &Live, before: &HashSet<String>, after: &HashSet<String>) -> Result<()> {
        let gone: Vec<_> = before.difference(after).collect();
        let come: Vec<_> = after.difference(before).collect();
        if !gone.is_empty() {
            sqlx::query(
                self.dialect
                    .adapt("delete from listing where list in {{texts $1}} and published_at = $2 and number = $3"),
            )
            .bind(rows::text_of(&gone))
            .bind(live.published_at.as_microsecond())
            .bind(live.number.0)
            .execute(&mut *self.tx)
            .await?;
        }
        if !come.is_empty() {
            sqlx::query(self.dialect.adapt(
                "insert into listing (list, published_at, number) \
                 select given.value, $2, $3 from {{texts $1}} as given where true \
                 on conflict (list, published_at, number) do nothing",
            ))
            .bind(rows::text_of(&come))
            .bind(live.published_at.as_microsecond())
            .bind(live.number.0)
            .execute(&mut *self.tx)
            .await?;
        }
        Ok(())
    }

    /// Which of these stories readers of the edition can see.
    pub async fn live_among(&mut self, edition: &EditionCode, stories: &[StoryNumber]) -> Result<HashSet<StoryNumber>> {
        let found = sqlx::query(
            self.dialect
                .adapt("select number from live where edition = $1 and standing = 'live' and number in {{numbers $2}}"),
        )
        .bind(edition.as_str())
        .bind(rows::text_of(&stories))
        .fetch_all(&mut *self.tx)
        .await?;
        found.iter().map(|row| Ok(StoryNumber(row.try_get(0)?))).collect()
    }
}
