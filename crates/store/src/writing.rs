//! The one write door: a transaction in which the desk's own things are kept freely, and public things only together
//! with their ledger entry. What is new waits in `pending` and goes in together; what was there is changed at once.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use newsroom::acts::Decided;
use newsroom::story::{Card, Live, Story};
use newsroom::touch::{self, SITEMAP_PART_STORIES};
use newsroom::{Actor, Content, ContentHash, EditionCode, House, Position, Public, StoryNumber, UseKey};
use sqlx::{Any, AnyConnection, Row, Transaction};

use crate::dialect::Dialect;
use crate::ledger::{self, Tail};
use crate::pending::Pending;
use crate::reading::{house, rows};
use crate::turn::Turn;
use crate::{Error, Result, Store};

/// A writing transaction. It holds the ledger's lock from its beginning, so what it reads cannot change under it.
pub struct Writing {
    pub(crate) store: Store,
    tx: Transaction<'static, Any>,
    pub(crate) dialect: Dialect,
    tail: Tail,
    began_at: Position,
    house: Option<House>,
    pub(crate) pending: Pending,
    /// Stories made in this transaction of which nothing is in the database yet.
    fresh: HashMap<StoryNumber, Fresh>,
    /// What is known of uris without asking again: nobody else writes meanwhile.
    known_uris: HashMap<String, Option<StoryNumber>>,
    /// Uris under which nothing has arrived.
    pub(crate) no_wire_items: HashSet<String>,
    next_number: Option<i64>,
    /// Stories whose row on the board tells something else by now.
    pub(crate) touched: BTreeSet<StoryNumber>,
    /// Given back last: fields are dropped in their order, and the transaction must have ended.
    _turn: Turn,
}

/// A story that is nothing yet but a number and a name.
struct Fresh {
    uri: String,
    edition: EditionCode,
    created_at: Timestamp,
    embargo_until: Option<Timestamp>,
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
        let turn = store.shared.turns.wait().await?;
        let mut tx = store.shared.writers.begin_with(dialect.begin()).await?;
        dialect.lock_ledger(&mut tx).await?;
        let tail = Tail::read(&mut tx).await?;
        Ok(Self {
            store,
            tx,
            dialect,
            began_at: tail.position,
            tail,
            house: None,
            pending: Pending::default(),
            fresh: HashMap::new(),
            known_uris: HashMap::new(),
            no_wire_items: HashSet::new(),
            next_number: None,
            touched: BTreeSet::new(),
            _turn: turn,
        })
    }

    /// The transaction's connection, for whoever reads in it or changes what is there: all that waited is in.
    pub(crate) async fn connection(&mut self) -> Result<&mut AnyConnection> {
        for (number, fresh) in std::mem::take(&mut self.fresh) {
            self.put_story(number, &fresh, 0);
        }
        self.pending.send(&mut self.tx).await?;
        Ok(&mut self.tx)
    }

    /// Commits and returns the position of the last entry, which followers on this node are told at once.
    pub async fn commit(mut self) -> Result<Position> {
        self.connection().await?;
        let changed = self.keep_board().await?;
        let position = self.tail.position;
        if position > self.began_at {
            self.dialect.notify(&mut self.tx, position.0).await?;
        }
        self.tx.commit().await?;
        self.store.tell_head(position);
        if let Some(changed) = changed {
            self.store.tell_changed(changed);
        }
        Ok(position)
    }

    /// The board tells of this story, and is brought up to date before the transaction ends.
    pub(crate) fn touch(&mut self, story: StoryNumber) {
        self.touched.insert(story);
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
            self.house = Some(house::load(self.connection().await?).await?);
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
        let number = match self.next_number {
            Some(number) => number,
            None => {
                let row = sqlx::query("select coalesce(max(number), 0) + 1 from story");
                row.fetch_one(self.connection().await?).await?.try_get(0)?
            }
        };
        let uri = if uri.is_empty() { format!("urn:manset:story:{number}") } else { uri.to_owned() };
        if self.number_of(&uri).await?.is_some() {
            return Err(Error::UriTaken(uri));
        }
        self.next_number = Some(number + 1);
        let (number, created_at) = (StoryNumber(number), self.now());
        self.known_uris.insert(uri.clone(), Some(number));
        self.fresh.insert(number, Fresh { uri: uri.clone(), edition: edition.clone(), created_at, embargo_until });
        Ok(Story { number, uri, edition: edition.clone(), created_at, embargo_until, live: None })
    }

    fn put_story(&mut self, number: StoryNumber, fresh: &Fresh, revision: i64) {
        self.pending.stories.add([
            number.0.into(),
            fresh.uri.as_str().into(),
            fresh.edition.as_str().into(),
            fresh.created_at.as_microsecond().into(),
            fresh.embargo_until.map(Timestamp::as_microsecond).into(),
            revision.into(),
        ]);
    }

    /// Asks at once which stories have these uris, so that each need not be asked for.
    pub async fn learn_uris(&mut self, uris: &[&str]) -> Result<()> {
        let asked = self.dialect.adapt("select uri, number from story where uri in {{texts $1}}");
        let found = sqlx::query(asked).bind(rows::text_of(&uris)).fetch_all(self.connection().await?).await?;
        self.known_uris.extend(uris.iter().map(|uri| ((*uri).to_owned(), None)));
        for row in found {
            self.known_uris.insert(row.try_get(0)?, Some(StoryNumber(row.try_get(1)?)));
        }
        Ok(())
    }

    async fn number_of(&mut self, uri: &str) -> Result<Option<StoryNumber>> {
        if let Some(known) = self.known_uris.get(uri) {
            return Ok(*known);
        }
        let found = sqlx::query("select number from story where uri = $1").bind(uri.to_owned());
        let found = found.fetch_optional(self.connection().await?).await?;
        let number = found.map(|row| row.try_get(0).map(StoryNumber)).transpose()?;
        self.known_uris.insert(uri.to_owned(), number);
        Ok(number)
    }

    /// Nothing of the story is in the database yet.
    pub(crate) fn is_fresh(&self, number: StoryNumber) -> bool {
        self.fresh.contains_key(&number)
    }

    /// The story with its public state.
    ///
    /// # Errors
    /// [`Error::NoStory`] when there is none.
    pub async fn story(&mut self, number: StoryNumber) -> Result<Story> {
        let row = sqlx::query("select uri, edition, created_at, embargo_until from story where number = $1")
            .bind(number.0)
            .fetch_optional(self.connection().await?)
            .await?
            .ok_or(Error::NoStory(number))?;
        let live = sqlx::query(
            "select live.state, published_content.text from live \
             join published_content on published_content.hash = live.content_hash where live.number = $1",
        )
        .bind(number.0)
        .fetch_optional(self.connection().await?)
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
        match self.number_of(uri).await? {
            Some(number) => Ok(Some(self.story(number).await?)),
            None => Ok(None),
        }
    }

    /// Sets or lifts a story's embargo.
    pub async fn set_embargo(&mut self, number: StoryNumber, until: Option<Timestamp>) -> Result<()> {
        sqlx::query("update story set embargo_until = $2 where number = $1")
            .bind(number.0)
            .bind(until.map(Timestamp::as_microsecond))
            .execute(self.connection().await?)
            .await?;
        self.touch(number);
        Ok(())
    }

    /// Saves a revision and returns its number. Nothing public changes.
    pub async fn save_draft(&mut self, number: StoryNumber, content: &Content, actor: &Actor) -> Result<i64> {
        let (hash, text) = content.seal();
        match self.fresh.remove(&number) {
            Some(fresh) => {
                self.put_story(number, &fresh, 1);
                self.put_revision(number, 1, &hash, Some(text), actor);
                self.text_shows(number, content, true).await?;
                Ok(1)
            }
            None => {
                self.text_shows(number, content, false).await?;
                self.insert_revision(number, &hash, Some(text), actor).await
            }
        }
    }

    /// Who saved the story's first revision.
    pub async fn author_of(&mut self, number: StoryNumber) -> Result<Option<Actor>> {
        let row = sqlx::query("select actor from revision where story = $1 order by revision limit 1")
            .bind(number.0)
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.map(Actor))
    }

    /// The newest revision, as the desk would open it.
    pub async fn newest_draft(&mut self, number: StoryNumber) -> Result<Option<Draft>> {
        let revision: Option<i64> = sqlx::query("select revision from story where number = $1")
            .bind(number.0)
            .fetch_optional(self.connection().await?)
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
        .fetch_optional(self.connection().await?)
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
                .fetch_optional(self.connection().await?)
                .await?
                .ok_or(Error::NoStory(number))?
                .try_get(0)?;
        self.put_revision(number, revision, hash, text, actor);
        Ok(revision)
    }

    fn put_revision(
        &mut self,
        number: StoryNumber,
        revision: i64,
        hash: &ContentHash,
        text: Option<String>,
        actor: &Actor,
    ) {
        self.touch(number);
        let now = self.now().as_microsecond();
        let hash = hash.as_str().into();
        self.pending.revisions.add([
            number.0.into(),
            revision.into(),
            hash,
            text.into(),
            actor.0.as_str().into(),
            now.into(),
        ]);
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
                .execute(self.connection().await?)
                .await?;
                if let Some(house) = &mut self.house {
                    house::put(house, public);
                }
            }
        }
        let position = ledger::append(&mut self.pending.entries, &mut self.tail, &entry);
        if self.pending.is_large() {
            self.connection().await?;
        }
        Ok(position)
    }

    async fn save_live(&mut self, live: &Live, content: &Content, state: &str, actor: &Actor) -> Result<()> {
        self.touch(live.number);
        let lists: HashSet<String> = if live.is_live() {
            touch::lists_of(live, content).iter().map(|key| key.as_str().to_owned()).collect()
        } else {
            HashSet::new()
        };
        let come: Vec<String> = match self.fresh.remove(&live.number) {
            // Nothing was there, so there is nothing to ask and nothing to take away.
            Some(fresh) => {
                self.put_story(live.number, &fresh, 1);
                let (hash, text) = content.seal();
                self.put_revision(live.number, 1, &hash, None, actor);
                self.pending.contents.add([hash.as_str().into(), text.into()]);
                self.text_shows(live.number, content, true).await?;
                self.live_shows(live.number, content, true).await?;
                lists.into_iter().collect()
            }
            None => self.change_live(live, content, actor, &lists).await?,
        };
        let published_at = live.published_at.as_microsecond();
        for list in come {
            self.pending.listings.add([list.into(), published_at.into(), live.number.0.into()]);
        }
        self.pending.lives.add([
            live.number.0.into(),
            state.into(),
            live.edition.as_str().into(),
            live.standing.as_str().into(),
            live.section.as_str().into(),
            published_at.into(),
            live.updated_at.as_microsecond().into(),
            i64::from(content.urgency).into(),
            content.breaking_until.map(Timestamp::as_microsecond).into(),
            content.translation.into(),
            live.content_hash.as_str().into(),
            rows::text_of(&Card::of(content)).into(),
        ]);
        let part = live.number.0 / SITEMAP_PART_STORIES;
        self.pending.sitemap_part(live.edition.as_str(), part, live.updated_at.as_microsecond());
        Ok(())
    }

    /// What a story that was here before needs besides: its new text, and its leaving of lists. Returns the lists that
    /// it comes to.
    async fn change_live(
        &mut self,
        live: &Live,
        content: &Content,
        actor: &Actor,
        lists: &HashSet<String>,
    ) -> Result<Vec<String>> {
        let before = sqlx::query("select published_at, standing, content_hash from live where number = $1")
            .bind(live.number.0)
            .fetch_optional(self.connection().await?)
            .await?
            .map(|row| -> sqlx::Result<_> {
                Ok((row.try_get::<i64, _>(0)?, row.try_get::<String, _>(1)?, row.try_get::<String, _>(2)?))
            })
            .transpose()?;
        let listed_before = match &before {
            Some((_, standing, hash)) if standing == "live" => self.lists_of_content(live, hash).await?,
            _ => HashSet::new(),
        };
        if before.as_ref().is_none_or(|(_, _, hash)| hash != live.content_hash.as_str()) {
            self.publish_text(live, content, actor).await?;
        }
        self.unlist(live, listed_before.difference(lists)).await?;
        Ok(lists.difference(&listed_before).cloned().collect())
    }

    /// The lists a story stood in with its former content.
    async fn lists_of_content(&mut self, live: &Live, hash: &str) -> Result<HashSet<String>> {
        let row = sqlx::query("select text from published_content where hash = $1")
            .bind(hash)
            .fetch_one(self.connection().await?)
            .await?;
        let content: Content = rows::json("a content", row.try_get(0)?)?;
        Ok(touch::lists_of(live, &content).iter().map(|key| UseKey::as_str(key).to_owned()).collect())
    }

    /// Moves the text of what becomes public to where readers reach it, and keeps the revision that says who and when.
    async fn publish_text(&mut self, live: &Live, content: &Content, actor: &Actor) -> Result<()> {
        let (hash, text) = content.seal();
        self.pending.contents.add([hash.as_str().into(), text.into()]);
        let moved = sqlx::query("update revision set text = null where story = $1 and content_hash = $2")
            .bind(live.number.0)
            .bind(hash.as_str())
            .execute(self.connection().await?)
            .await?;
        if moved.rows_affected() == 0 {
            self.insert_revision(live.number, &hash, None, actor).await?;
            self.text_shows(live.number, content, false).await?;
        }
        self.live_shows(live.number, content, false).await?;
        self.end_stage(live.number, &hash).await
    }

    async fn unlist(&mut self, live: &Live, gone: impl Iterator<Item = &String>) -> Result<()> {
        let gone: Vec<_> = gone.collect();
        if gone.is_empty() {
            return Ok(());
        }
        let asked = "delete from listing where list in {{texts $1}} and published_at = $2 and number = $3";
        sqlx::query(self.dialect.adapt(asked))
            .bind(rows::text_of(&gone))
            .bind(live.published_at.as_microsecond())
            .bind(live.number.0)
            .execute(self.connection().await?)
            .await?;
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
        .fetch_all(self.connection().await?)
        .await?;
        found.iter().map(|row| Ok(StoryNumber(row.try_get(0)?))).collect()
    }
}
