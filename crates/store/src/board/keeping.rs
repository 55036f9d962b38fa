//! The board's rows, kept with what they tell of: a transaction that touched a few stories brings their rows up to date before
//! it ends; what arrives in bulk waits in `board_due` and is entered behind it, so that an import does not pay for it.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use newsroom::{Actor, Content, StoryNumber};
use sqlx::Row;

use super::{BoardWords, STAGE};
use crate::pending::{self, Rows, Table};
use crate::reading::rows;
use crate::repairs::FINDING_DUE;
use crate::{Result, Store, Writing};

/// Stories that a transaction enters itself. Nobody at the desk touches more at once.
const AT_ONCE: usize = 50;
/// Stories entered in one transaction behind an import: the lock is held for some ten milliseconds.
const BEHIND: i64 = 100;
/// The least pause between two goes.
const BETWEEN: Duration = Duration::from_millis(20);
/// How often it is asked whether anything is due.
const EVERY: Duration = Duration::from_millis(500);

const BOARD: Table = Table {
    insert: "insert into board (story, edition, section, stage, card, words, begun_by, saved_by, saved_at, assigned_to, changed) \
             values",
    columns: 11,
    after: "on conflict (story) do update set edition = excluded.edition, section = excluded.section, \
            stage = excluded.stage, card = excluded.card, words = excluded.words, begun_by = excluded.begun_by, \
            saved_by = excluded.saved_by, saved_at = excluded.saved_at, assigned_to = excluded.assigned_to, \
            changed = excluded.changed",
};
const BOARD_WORD: Table = Table {
    insert: "insert into board_word (word, story) values",
    columns: 2,
    after: "on conflict (word, story) do nothing",
};
const BOARD_DUE: Table =
    Table { insert: "insert into board_due (story) values", columns: 1, after: "on conflict (story) do nothing" };

impl Writing {
    /// Hands a story to somebody, or to nobody.
    pub async fn assign(&mut self, story: StoryNumber, to: Option<&Actor>, by: &Actor) -> Result<()> {
        let now = self.now().as_microsecond();
        match to {
            Some(to) => {
                sqlx::query(
                    "insert into assignment (story, actor, given_by, at) values ($1, $2, $3, $4) on conflict (story) \
                     do update set actor = excluded.actor, given_by = excluded.given_by, at = excluded.at",
                )
                .bind(story.0)
                .bind(&to.0)
                .bind(&by.0)
                .bind(now)
                .execute(self.connection().await?)
                .await?;
            }
            None => {
                sqlx::query("delete from assignment where story = $1")
                    .bind(story.0)
                    .execute(self.connection().await?)
                    .await?;
            }
        }
        self.touch(story);
        Ok(())
    }

    /// Whose hands a story is in.
    pub async fn assigned_to(&mut self, story: StoryNumber) -> Result<Option<Actor>> {
        let row = sqlx::query("select actor from assignment where story = $1")
            .bind(story.0)
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.map(Actor))
    }

    /// Brings the rows of the touched stories up to date. Returns the newest change, if there is a new one.
    pub(crate) async fn keep_board(&mut self) -> Result<Option<i64>> {
        let touched = std::mem::take(&mut self.touched);
        if touched.is_empty() {
            return Ok(None);
        }
        let mut looked_at = Rows::default();
        for story in &touched {
            looked_at.add([story.0.into()]);
        }
        pending::send(self.connection().await?, &FINDING_DUE, &mut looked_at).await?;
        if touched.len() > AT_ONCE {
            let mut due = Rows::default();
            for story in touched {
                due.add([story.0.into()]);
            }
            pending::send(self.connection().await?, &BOARD_DUE, &mut due).await?;
            return Ok(None);
        }
        let row = sqlx::query("select coalesce(max(changed), 0) from board").fetch_one(self.connection().await?);
        let mut changed: i64 = row.await?.try_get(0)?;
        self.enter(&touched, || {
            changed += 1;
            changed
        })
        .await?;
        Ok(Some(changed))
    }

    /// Makes the rows of these stories anew.
    async fn enter(&mut self, stories: &BTreeSet<StoryNumber>, mut next_change: impl FnMut() -> i64) -> Result<()> {
        let among = self.dialect.among_numbers("story.number", "$1");
        let asked = format!(
            "select story.number, story.edition, coalesce(revision.text, published_content.text), begun.actor, \
             revision.actor, revision.saved_at, {STAGE}, assignment.actor, board.words from story \
             join revision on revision.story = story.number and revision.revision = story.revision \
             left join published_content on published_content.hash = revision.content_hash \
             left join revision begun on begun.story = story.number and begun.revision = 1 \
             left join live on live.number = story.number left join schedule on schedule.story = story.number \
             left join stage on stage.story = story.number left join assignment on assignment.story = story.number left join board on board.story = story.number \
             where {among} order by story.number"
        );
        let found = sqlx::query(sqlx::AssertSqlSafe(asked))
            .bind(rows::text_of(stories))
            .fetch_all(self.connection().await?)
            .await?;
        let (mut board, mut words) = (Rows::default(), Rows::default());
        for row in &found {
            let number: i64 = row.try_get(0)?;
            let Some(text) = row.try_get::<Option<String>, _>(2)? else { continue };
            let content: Content = match rows::json("a revision", &text) {
                Ok(content) => content,
                // One that cannot be read must not hold up an act on it, or what else is done at that hour.
                Err(error) => {
                    tracing::error!(story.number = number, %error, "the board cannot show a story");
                    continue;
                }
            };
            let saved_by: String = row.try_get(4)?;
            let had: BTreeSet<String> = split(&row.try_get::<Option<String>, _>(8)?.unwrap_or_default());
            let has = words_of(number, &content);
            for gone in had.difference(&has) {
                sqlx::query("delete from board_word where word = $1 and story = $2")
                    .bind(gone)
                    .bind(number)
                    .execute(self.connection().await?)
                    .await?;
            }
            for come in has.difference(&had) {
                words.add([come.as_str().into(), number.into()]);
            }
            let section = content.home_section().map_or_else(String::new, |section| section.to_string());
            let card = BoardWords {
                headline: content.headline,
                kicker: content.kicker,
                language: content.language,
                sections: content.sections,
            };
            board.add([
                number.into(),
                row.try_get::<String, _>(1)?.into(),
                section.into(),
                row.try_get::<String, _>(6)?.into(),
                rows::text_of(&card).into(),
                joined(&has).into(),
                row.try_get::<Option<String>, _>(3)?.unwrap_or_else(|| saved_by.clone()).into(),
                saved_by.into(),
                row.try_get::<i64, _>(5)?.into(),
                row.try_get::<Option<String>, _>(7)?.into(),
                next_change().into(),
            ]);
        }
        let connection = self.connection().await?;
        pending::send(connection, &BOARD, &mut board).await?;
        pending::send(connection, &BOARD_WORD, &mut words).await?;
        Ok(())
    }
}

/// What a story is found by: its number and every word of what stands above the text.
fn words_of(number: i64, content: &Content) -> BTreeSet<String> {
    let language = language::Language::from_tag(&content.language).unwrap_or(language::Language::Turkish);
    let lines = [Some(&content.headline), content.kicker.as_ref(), content.standfirst.as_ref()];
    let names = content.tags.iter().map(|tag| &tag.name).chain(content.bylines.iter().map(|byline| &byline.name));
    let mut words: BTreeSet<String> = lines
        .into_iter()
        .flatten()
        .chain(names)
        .flat_map(|line| super::finding::folded_words(line, language))
        .take(WORDS_MAX)
        .collect();
    words.insert(number.to_string());
    words
}

/// More than any headline, standfirst and list of tags have.
const WORDS_MAX: usize = 120;

fn joined(words: &BTreeSet<String>) -> String {
    words.iter().fold(" ".to_owned(), |line, word| line + word + " ")
}

fn split(line: &str) -> BTreeSet<String> {
    line.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl Store {
    /// The newest change of the board that this node knows of, and word of every later one.
    pub fn changes(&self) -> tokio::sync::watch::Receiver<i64> {
        self.shared.changed.subscribe()
    }

    /// Asks for changes that other processes and nodes made.
    pub async fn refresh_changes(&self) -> Result<i64> {
        let row = sqlx::query("select coalesce(max(changed), 0) from board").fetch_one(self.shared.desk_readers());
        let changed = row.await?.try_get(0)?;
        self.tell_changed(changed);
        Ok(changed)
    }

    pub(crate) fn tell_changed(&self, changed: i64) {
        self.shared.changed.send_if_modified(|known| {
            let newer = changed > *known;
            *known = changed.max(*known);
            newer
        });
    }

    /// Enters some of the stories that are due, the newest first. Returns how many were taken.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn enter_due(&self) -> Result<usize> {
        let due = "select story from board_due order by story desc limit $1";
        // Looked for outside a transaction first: most rounds find nothing and need no lock.
        if sqlx::query(due).bind(1_i64).fetch_optional(self.shared.desk_readers()).await?.is_none() {
            return Ok(0);
        }
        let mut tx = self.write().await?;
        let found = sqlx::query(due).bind(BEHIND).fetch_all(tx.connection().await?).await?;
        let stories: BTreeSet<StoryNumber> =
            found.iter().map(|row| row.try_get(0).map(StoryNumber)).collect::<Result<_, _>>()?;
        tx.enter(&stories, || 0).await?;
        let gone = format!("delete from board_due where {}", self.shared.dialect.among_numbers("story", "$1"));
        sqlx::query(sqlx::AssertSqlSafe(gone)).bind(rows::text_of(&stories)).execute(tx.connection().await?).await?;
        tx.commit().await?;
        Ok(stories.len())
    }

    /// Puts down as due what has no row and is not due: a newsroom that was restored or moved brings none along.
    async fn find_missing(&self) -> Result<()> {
        let asked = "select (select count(*) from story where revision > 0) - (select count(*) from board) \
                     - (select count(*) from board_due)";
        let row = sqlx::query(asked).fetch_one(self.shared.desk_readers()).await?;
        if row.try_get::<i64, _>(0)? <= 0 {
            return Ok(());
        }
        let mut tx = self.write().await?;
        sqlx::query(
            "insert into board_due (story) select number from story where revision > 0 \
             and not exists (select 1 from board where board.story = story.number) on conflict (story) do nothing",
        )
        .execute(tx.connection().await?)
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Enters what is due until dropped. Every node may do it: what one has entered is not due for another.
pub async fn keep_board(store: Store) {
    let mut is_looked_through = false;
    loop {
        if !is_looked_through {
            match store.find_missing().await {
                Ok(()) => is_looked_through = true,
                Err(error) => tracing::warn!(%error, "the board could not be looked through; trying again"),
            }
        }
        let begun = Instant::now();
        let pause = match store.enter_due().await {
            // Whoever writes beside it has the larger share, and whoever reads half a core.
            Ok(entered) if entered > 0 => begun.elapsed().max(BETWEEN),
            Ok(_) => EVERY,
            Err(error) => {
                tracing::warn!(%error, "stories could not be entered on the board and are tried again");
                EVERY * 10
            }
        };
        tokio::time::sleep(pause).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_found_by_its_number_and_every_word_above_the_text() {
        let content = Content {
            language: "tr".to_owned(),
            headline: "Iğdır’da KAR, kar".to_owned(),
            standfirst: Some("İlçe’de okullar tatil".to_owned()),
            ..Content::default()
        };
        let words = words_of(47, &content);
        assert_eq!(joined(&words), " 47 igdir'da ilce'de kar okullar tatil ");
        assert_eq!(split(&joined(&words)), words);
    }
}
