//! The picture library's list: what is known of each picture, which stories show it, and what each looks like in 128 bits.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use newsroom::library::{self, PictureRefused, Record, SOON};
use newsroom::story::{Card, Live};
use newsroom::{Actor, Content, EditionCode, Story, StoryNumber};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::reading::rows;
use crate::{Error, Result, Store, Writing};

/// A picture as the library lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    pub record: Record,
    /// Ascending in the order of arrival.
    pub place: i64,
    /// Who took it in; nobody for what an import brought.
    pub actor: Option<Actor>,
    pub arrived_at: Timestamp,
    /// Stories that show it, in their text or to readers.
    pub stories: i64,
}

/// Which pictures, the newest first.
#[derive(Clone, Debug, Default)]
pub struct PictureQuery {
    /// Words as [`newsroom::library::searched`] gives them: all must be there.
    pub words: Vec<String>,
    pub terms: Option<AskedTerms>,
    /// Shown by some story, or by none.
    pub is_used: Option<bool>,
    /// Arrived before the picture of this place.
    pub before: Option<i64>,
    pub limit: i64,
}

/// Pictures whose rights have ended, or end soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedTerms {
    Ended,
    EndSoon,
}

/// A story that shows a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    pub story: StoryNumber,
    pub edition: EditionCode,
    pub author: Option<Actor>,
    /// In the newest text.
    pub in_text: bool,
    /// In what readers have, or had last.
    pub in_live: bool,
    pub live: Option<Live>,
    pub live_headline: Option<String>,
    /// The headline of the newest text, and the sections it is to stand in.
    pub content: Content,
    pub saved_at: Timestamp,
}

/// A live story that shows a picture whose rights have ended.
#[derive(Clone, Debug, PartialEq)]
pub struct EndedUse {
    pub live: Live,
    pub headline: String,
    pub record: Record,
}

/// One picture's look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look128 {
    pub place: i64,
    pub bits: u128,
}

/// Words of one search; more are of no use.
const WORDS_MAX: usize = 8;
/// Stories whose rows tell at once that something of their picture changed.
const TOLD_AT_ONCE: usize = 20;
/// Letters kept for search of one picture.
const WORDS_BYTES_MAX: usize = 8_000;

const PICTURE: &str = "picture.file, picture.place, picture.name, picture.width, picture.height, picture.widths, \
    picture.colour, picture.alt, picture.caption, picture.credit, picture.rights, picture.rights_until, \
    picture.usage_note, picture.focus, picture.found, picture.made_from, picture.regions, picture.replaced_by, \
    picture.actor, picture.arrived_at, \
    (select count(distinct picture_use.story) from picture_use where picture_use.file = picture.file)";

impl Writing {
    /// Puts a picture into the library's list. True if it was not there; nothing changes if it was.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn list_picture(
        &mut self,
        record: &Record,
        likeness: Option<u128>,
        actor: Option<&Actor>,
    ) -> Result<bool> {
        let place: i64 = sqlx::query("select coalesce(max(place), 0) + 1 from picture")
            .fetch_one(self.connection().await?)
            .await?
            .try_get(0)?;
        let now = self.now().as_microsecond();
        let inserted = sqlx::query(
            "insert into picture (file, place, name, width, height, widths, colour, alt, caption, credit, rights, \
             rights_until, usage_note, focus, found, words, likeness, actor, arrived_at, made_from, regions, replaced_by) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) \
             on conflict (file) do nothing",
        )
        .bind(&record.file)
        .bind(place)
        .bind(&record.name)
        .bind(i64::from(record.width))
        .bind(i64::from(record.height))
        .bind(rows::text_of(&record.widths))
        .bind(&record.colour)
        .bind(&record.alt)
        .bind(&record.caption)
        .bind(&record.credit)
        .bind(&record.rights)
        .bind(record.rights_until.map(Timestamp::as_microsecond))
        .bind(&record.usage_note)
        .bind(record.focus.map(|focus| rows::text_of(&focus)))
        .bind(rows::text_of(&record.found))
        .bind(words_of(record))
        .bind(likeness.map(|bits| format!("{bits:032x}")))
        .bind(actor.map(|actor| actor.0.clone()))
        .bind(now)
        .bind(&record.made_from)
        .bind(rows::text_of(&record.regions))
        .bind(&record.replaced_by)
        .execute(self.connection().await?)
        .await?;
        Ok(inserted.rows_affected() > 0)
    }

    /// A picture of the list.
    pub async fn picture(&mut self, file: &str) -> Result<Option<Listing>> {
        let sql = format!("select {PICTURE} from picture where file = $1");
        let row =
            sqlx::query(AssertSqlSafe(sql)).bind(file.to_owned()).fetch_optional(self.connection().await?).await?;
        row.as_ref().map(read).transpose()
    }

    /// The records of those of these files that are listed.
    pub async fn records(&mut self, files: &[&str]) -> Result<HashMap<String, Record>> {
        let mut found = HashMap::new();
        for file in files.iter().collect::<BTreeSet<_>>() {
            if let Some(listing) = self.picture(file).await? {
                found.insert((*file).to_owned(), listing.record);
            }
        }
        Ok(found)
    }

    /// Whether a story may be published at this hour with the pictures this content shows.
    ///
    /// # Errors
    /// What the database failed with; inside, the refusal.
    pub async fn may_show(
        &mut self,
        story: &Story,
        content: &Content,
        at: Timestamp,
    ) -> Result<Result<(), PictureRefused>> {
        let files = files_of(content);
        if files.is_empty() {
            return Ok(Ok(()));
        }
        let records = self.records(&files.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        let live = story.live.as_ref().filter(|(live, _)| live.is_live()).map(|(_, content)| content);
        Ok(library::may_show(content, live, |file| records.get(file), at))
    }

    /// Changes what people say of a picture: words, rights, focus. False if it is not listed.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn change_picture(&mut self, record: &Record) -> Result<bool> {
        let changed = sqlx::query(
            "update picture set alt = $2, caption = $3, credit = $4, rights = $5, rights_until = $6, usage_note = $7, \
             focus = $8, words = $9 where file = $1",
        )
        .bind(&record.file)
        .bind(&record.alt)
        .bind(&record.caption)
        .bind(&record.credit)
        .bind(&record.rights)
        .bind(record.rights_until.map(Timestamp::as_microsecond))
        .bind(&record.usage_note)
        .bind(record.focus.map(|focus| rows::text_of(&focus)))
        .bind(words_of(record))
        .execute(self.connection().await?)
        .await?;
        // The board tells of the rights. Where many stories show it, it is told when the board is looked at next.
        let stories = self.stories_with(&record.file).await?;
        if stories.len() <= TOLD_AT_ONCE {
            stories.into_iter().for_each(|story| self.touch(story));
        }
        Ok(changed.rows_affected() > 0)
    }

    /// Puts a picture in another's place, and in the place of all that the other stood for.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn replace_picture(&mut self, file: &str, by: &str) -> Result<()> {
        sqlx::query("update picture set replaced_by = $2 where (file = $1 or replaced_by = $1) and file <> $2")
            .bind(file.to_owned())
            .bind(by.to_owned())
            .execute(self.connection().await?)
            .await?;
        sqlx::query("update picture set replaced_by = null where file = $1")
            .bind(by.to_owned())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Stories that show a picture, in their text or to readers.
    pub async fn stories_with(&mut self, file: &str) -> Result<Vec<StoryNumber>> {
        let found = sqlx::query("select distinct story from picture_use where file = $1 order by story")
            .bind(file.to_owned())
            .fetch_all(self.connection().await?)
            .await?;
        found.iter().map(|row| Ok(StoryNumber(row.try_get(0)?))).collect()
    }

    /// Notes which pictures a story's newest text shows.
    pub(crate) async fn text_shows(&mut self, story: StoryNumber, content: &Content, is_new: bool) -> Result<()> {
        self.shows(story, "text", content, is_new).await
    }

    /// Notes which pictures readers of a story have.
    pub(crate) async fn live_shows(&mut self, story: StoryNumber, content: &Content, is_new: bool) -> Result<()> {
        self.shows(story, "live", content, is_new).await
    }

    async fn shows(
        &mut self,
        story: StoryNumber,
        shown_in: &'static str,
        content: &Content,
        is_new: bool,
    ) -> Result<()> {
        let files = files_of(content);
        if !is_new {
            let asked = "delete from picture_use where story = $1 and shown_in = $2 and file not in {{texts $3}}";
            sqlx::query(self.dialect.adapt(asked))
                .bind(story.0)
                .bind(shown_in)
                .bind(rows::text_of(&files))
                .execute(self.connection().await?)
                .await?;
        }
        for file in files {
            self.pending.picture_uses.add([file.into(), story.0.into(), shown_in.into()]);
        }
        Ok(())
    }

    /// Notes what the stories from this number on show that were here before the library's list was; the number to go on
    /// from, or nothing when all are done. A few hundred at a time, so that nobody waits long behind it.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn note_pictures_from(&mut self, number: i64) -> Result<Option<i64>> {
        const AT_ONCE: i64 = 200;
        let found = sqlx::query(
            "select story.number, coalesce(revision.text, own.text), published_content.text from story \
             left join revision on revision.story = story.number and revision.revision = story.revision \
             left join published_content own on own.hash = revision.content_hash \
             left join live on live.number = story.number \
             left join published_content on published_content.hash = live.content_hash \
             where story.number >= $1 order by story.number limit $2",
        )
        .bind(number)
        .bind(AT_ONCE)
        .fetch_all(self.connection().await?)
        .await?;
        let mut next = None;
        for row in &found {
            let number = StoryNumber(row.try_get(0)?);
            next = Some(number.0 + 1);
            for (column, shown_in) in [(1, "text"), (2, "live")] {
                let Some(text) = row.try_get::<Option<String>, _>(column)? else { continue };
                // Most stories of an archive show none; reading them all would take minutes.
                if text.contains("\"file\"") {
                    self.shows(number, shown_in, &rows::json("a content", &text)?, false).await?;
                }
            }
        }
        Ok(next.filter(|_| found.len() as i64 == AT_ONCE))
    }

    /// How far something without a ledger position has come.
    pub async fn bookmark(&mut self, name: &str) -> Result<Option<i64>> {
        let row = sqlx::query("select position from bookmark where follower = $1")
            .bind(name.to_owned())
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Keeps how far it has come.
    pub async fn set_bookmark(&mut self, name: &str, position: i64) -> Result<()> {
        sqlx::query(
            "insert into bookmark (follower, position) values ($1, $2) \
             on conflict (follower) do update set position = excluded.position",
        )
        .bind(name.to_owned())
        .bind(position)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}

impl Store {
    /// A page of the library.
    pub async fn pictures(&self, query: &PictureQuery) -> Result<Vec<Listing>> {
        let mut sql = format!("select {PICTURE} from picture where picture.place < $1 and picture.replaced_by is null");
        let now = self.clock().now();
        match query.terms {
            Some(AskedTerms::Ended) => sql.push_str(" and picture.rights_until <= $2"),
            Some(AskedTerms::EndSoon) => sql.push_str(" and picture.rights_until > $2 and picture.rights_until <= $3"),
            None => {}
        }
        let any = "exists (select 1 from picture_use where picture_use.file = picture.file)";
        match query.is_used {
            Some(true) => sql.push_str(&format!(" and {any}")),
            Some(false) => sql.push_str(&format!(" and not {any}")),
            None => {}
        }
        let words: Vec<String> = query.words.iter().take(WORDS_MAX).map(|word| format!("%{word}%")).collect();
        for place in 0..words.len() {
            sql.push_str(&format!(" and picture.words like ${}", place + 5));
        }
        sql.push_str(" and $2 <= $3 order by picture.place desc limit $4");
        let mut asked = sqlx::query(AssertSqlSafe(sql))
            .bind(query.before.unwrap_or(i64::MAX))
            .bind(now.as_microsecond())
            .bind((now + SOON).as_microsecond())
            .bind(query.limit);
        for word in words {
            asked = asked.bind(word);
        }
        asked.fetch_all(self.shared.desk_readers()).await?.iter().map(read).collect()
    }

    /// The pictures of these places, in no order.
    pub async fn pictures_at(&self, places: &[i64]) -> Result<Vec<Listing>> {
        let among = self.shared.dialect.among_numbers("picture.place", "$1");
        let sql = format!("select {PICTURE} from picture where {among}");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(rows::text_of(&places));
        found.fetch_all(self.shared.desk_readers()).await?.iter().map(read).collect()
    }

    /// A picture of the list.
    pub async fn picture(&self, file: &str) -> Result<Option<Listing>> {
        let sql = format!("select {PICTURE} from picture where file = $1");
        let row = sqlx::query(AssertSqlSafe(sql)).bind(file).fetch_optional(self.shared.desk_readers()).await?;
        row.as_ref().map(read).transpose()
    }

    /// What pictures that arrived after this place look like, in order.
    pub async fn looks_after(&self, place: i64) -> Result<Vec<Look128>> {
        let found =
            sqlx::query("select place, likeness from picture where place > $1 and likeness is not null order by place")
                .bind(place)
                .fetch_all(self.shared.desk_readers())
                .await?;
        let read = |row: &AnyRow| {
            let bits: String = row.try_get(1)?;
            let bits =
                u128::from_str_radix(&bits, 16).map_err(|error| Error::unreadable("a picture's likeness", error))?;
            Ok(Look128 { place: row.try_get(0)?, bits })
        };
        found.iter().map(read).collect()
    }

    /// The likeness of one picture.
    pub async fn look_of(&self, file: &str) -> Result<Option<u128>> {
        let row = sqlx::query("select likeness from picture where file = $1 and likeness is not null")
            .bind(file)
            .fetch_optional(self.shared.desk_readers())
            .await?;
        let bits = row.map(|row| row.try_get::<String, _>(0)).transpose()?;
        Ok(bits.and_then(|bits| u128::from_str_radix(&bits, 16).ok()))
    }

    /// Where a picture is shown, what was saved last first.
    pub async fn picture_uses(&self, file: &str, limit: i64) -> Result<Vec<Use>> {
        let found = sqlx::query(
            "select story.number, story.edition, begun.actor, \
             cast(max(case when picture_use.shown_in = 'text' then 1 else 0 end) as bigint), \
             cast(max(case when picture_use.shown_in = 'live' then 1 else 0 end) as bigint), \
             max(live.state), max(coalesce(revision.text, published_content.text)), max(revision.saved_at), max(live.card) \
             from picture_use join story on story.number = picture_use.story \
             join revision on revision.story = story.number and revision.revision = story.revision \
             left join published_content on published_content.hash = revision.content_hash \
             left join revision begun on begun.story = story.number and begun.revision = 1 \
             left join live on live.number = story.number \
             where picture_use.file = $1 group by story.number, story.edition, begun.actor \
             order by max(revision.saved_at) desc limit $2",
        )
        .bind(file)
        .bind(limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        let read = |row: &AnyRow| {
            let card = row.try_get::<Option<String>, _>(8)?;
            let card = card.map(|card| rows::json::<Card>("a card", &card)).transpose()?;
            Ok(Use {
                live_headline: card.map(|card| card.headline),
                story: StoryNumber(row.try_get(0)?),
                edition: EditionCode(row.try_get(1)?),
                author: row.try_get::<Option<String>, _>(2)?.map(Actor),
                in_text: row.try_get::<i64, _>(3)? != 0,
                in_live: row.try_get::<i64, _>(4)? != 0,
                live: row
                    .try_get::<Option<String>, _>(5)?
                    .map(|state| rows::json("a story's state", &state))
                    .transpose()?,
                content: rows::json("a revision", row.try_get(6)?)?,
                saved_at: rows::hour(row.try_get(7)?)?,
            })
        };
        found.iter().map(read).collect()
    }

    /// Of these pictures, the live story each was published with last, with its headline.
    pub async fn last_live_uses(&self, files: &[&str]) -> Result<HashMap<String, (Live, String)>> {
        let among = self.shared.dialect.among_texts("picture_use.file", "$1");
        let sql = format!(
            "select picture_use.file, live.state, live.card from picture_use \
             join live on live.number = picture_use.story \
             where {among} and picture_use.shown_in = 'live' and live.standing = 'live' \
             order by live.published_at desc, live.number desc limit 500"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(rows::text_of(&files));
        let mut last = HashMap::new();
        for row in &found.fetch_all(self.shared.desk_readers()).await? {
            if let Entry::Vacant(free) = last.entry(row.try_get(0)?) {
                let card: Card = rows::json("a card", row.try_get(2)?)?;
                free.insert((rows::json("a story's state", row.try_get(1)?)?, card.headline));
            }
        }
        Ok(last)
    }

    /// Live stories that show pictures whose rights have ended, what ended last first.
    pub async fn ended_in_live(&self, limit: i64) -> Result<Vec<EndedUse>> {
        let sql = format!(
            "select {PICTURE}, live.state, live.card from picture \
             join picture_use on picture_use.file = picture.file and picture_use.shown_in = 'live' \
             join live on live.number = picture_use.story \
             where picture.rights_until <= $1 and live.standing = 'live' \
             order by picture.rights_until desc, live.number desc limit $2"
        );
        let found = sqlx::query(AssertSqlSafe(sql))
            .bind(self.clock().now().as_microsecond())
            .bind(limit)
            .fetch_all(self.shared.desk_readers())
            .await?;
        let ended = |row: &AnyRow| {
            let card: Card = rows::json("a card", row.try_get(22)?)?;
            let live = rows::json("a story's state", row.try_get(21)?)?;
            Ok(EndedUse { live, headline: card.headline, record: read(row)?.record })
        };
        found.iter().map(ended).collect()
    }

    /// Pictures that stand in others' places, by the others' files.
    pub async fn replaced_pictures(&self) -> Result<HashMap<String, String>> {
        let found = sqlx::query("select file, replaced_by from picture where replaced_by is not null")
            .fetch_all(self.shared.desk_readers())
            .await?;
        found.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// Files that stories show and the list does not have, after this one in their own order.
    pub async fn unlisted_pictures(&self, after: &str, limit: i64) -> Result<Vec<String>> {
        let file = self.shared.dialect.by_bytes("picture_use.file");
        let sql = format!(
            "select distinct picture_use.file from picture_use \
             where {file} > $1 and not exists (select 1 from picture where picture.file = picture_use.file) \
             order by picture_use.file limit $2"
        );
        let found =
            sqlx::query(AssertSqlSafe(sql)).bind(after).bind(limit).fetch_all(self.shared.desk_readers()).await?;
        found.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}

/// Every picture a content shows, once.
fn files_of(content: &Content) -> BTreeSet<String> {
    content.picture.iter().chain(content.body.pictures()).map(|picture| picture.file.clone()).collect()
}

fn words_of(record: &Record) -> String {
    let mut words = record.words();
    if words.len() > WORDS_BYTES_MAX {
        let end = (0..=WORDS_BYTES_MAX).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
        words.truncate(end);
    }
    words
}

fn read(row: &AnyRow) -> Result<Listing> {
    let pixels = |column: usize| -> Result<u32> { Ok(u32::try_from(row.try_get::<i64, _>(column)?).unwrap_or(0)) };
    let record = Record {
        file: row.try_get(0)?,
        name: row.try_get(2)?,
        width: pixels(3)?,
        height: pixels(4)?,
        widths: rows::json("a picture's widths", row.try_get(5)?)?,
        colour: row.try_get(6)?,
        alt: row.try_get(7)?,
        caption: row.try_get(8)?,
        credit: row.try_get(9)?,
        rights: row.try_get(10)?,
        rights_until: row.try_get::<Option<i64>, _>(11)?.map(rows::hour).transpose()?,
        usage_note: row.try_get(12)?,
        focus: row.try_get::<Option<String>, _>(13)?.map(|text| rows::json("a focus", &text)).transpose()?,
        found: rows::json("what a picture's file says", row.try_get(14)?)?,
        made_from: row.try_get(15)?,
        regions: rows::json("a picture's regions", row.try_get(16)?)?,
        replaced_by: row.try_get(17)?,
    };
    Ok(Listing {
        record,
        place: row.try_get(1)?,
        actor: row.try_get::<Option<String>, _>(18)?.map(Actor),
        arrived_at: rows::hour(row.try_get(19)?)?,
        stories: row.try_get(20)?,
    })
}
