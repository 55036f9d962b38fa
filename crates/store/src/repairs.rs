//! The queue of repairs: what the rules find in each story's newest text, kept up to date behind whoever writes, so that the page
//! that shows it reads and never looks for anything.
//!
//! A transaction that touches a story puts it down as due. Which stories lead to it is kept: they are due as well when readers can
//! open it no longer, or again. When the rules have changed, and once a week, the whole archive is walked.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use newsroom::lint::{Code, Finding, RULES_VERSION, Severity, Subject, Told, lint};
use newsroom::{EditionCode, StoryNumber};
use sqlx::Row;

use crate::facts::leads_nowhere;
use crate::pending::{self, Rows, Table};
use crate::reading::rows;
use crate::{Error, Result, Store, Writing};

/// Stories looked at in one transaction: the lock is held for some ten milliseconds.
const AT_ONCE: i64 = 20;
/// How often it is asked whether anything is due.
const EVERY: Duration = Duration::from_millis(500);
/// The least pause between two goes: whoever writes beside it has the larger share.
const BETWEEN: Duration = Duration::from_millis(20);
/// Looking takes no more than a fourth of a core, however much there is to look at.
const PAUSES: u32 = 3;
/// After so long the archive is walked again.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

const FINDING: Table = Table {
    insert: "insert into finding (story, line, edition, code, severity, place, words, message, mend) values",
    columns: 9,
    after: "",
};
pub(crate) const FINDING_DUE: Table =
    Table { insert: "insert into finding_due (story) values", columns: 1, after: "on conflict (story) do nothing" };

const STORY_LEAD: Table =
    Table { insert: "insert into story_lead (led_to, story, is_broken) values", columns: 3, after: "" };

/// Who knows which published text another was made of: an index of events, which no store has.
pub trait Copies: Send + Sync {
    /// The story of the same edition that readers have with this text, cut or extended, and of a published one: had before.
    /// Nothing where none is known.
    fn copied(&self, number: StoryNumber, subject: &Subject<'_>) -> Option<StoryNumber>;
}

/// A finding in the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    pub story: StoryNumber,
    pub line: i64,
    pub finding: Finding,
}

/// How much there is of a rule in an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairCount {
    pub edition: EditionCode,
    pub code: Code,
    pub found: i64,
    pub certain: i64,
}

impl Writing {
    /// Looks at a story and keeps what is found, in place of what was found before.
    pub async fn inspect(&mut self, number: StoryNumber, copies: &(impl Copies + ?Sized)) -> Result<()> {
        let (found, leads) = match self.look_at(number, copies).await? {
            Some(Looked { edition, findings, leads }) => (Some((edition, findings)), leads),
            None => (None, BTreeMap::new()),
        };
        self.keep_leads(number, &leads).await?;
        self.put_down_leading_to(number).await?;
        let mut counts: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
        let had = sqlx::query("delete from finding where story = $1 returning edition, code, mend")
            .bind(number.0)
            .fetch_all(self.connection().await?)
            .await?;
        for row in &had {
            let (edition, code, mend): (String, String, String) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            let count = counts.entry((edition, code)).or_default();
            count.0 -= 1;
            count.1 -= i64::from(mend == CERTAIN);
        }
        if let Some((edition, findings)) = found {
            let mut lines = Rows::default();
            for (line, finding) in findings.iter().enumerate() {
                let mend = match &finding.fix {
                    Some(fix) if fix.needs_eye => EYE,
                    Some(_) => CERTAIN,
                    None => "",
                };
                let count = counts.entry((edition.to_string(), finding.code.as_str().to_owned())).or_default();
                count.0 += 1;
                count.1 += i64::from(mend == CERTAIN);
                lines.add([
                    number.0.into(),
                    i64::try_from(line).unwrap_or(i64::MAX).into(),
                    edition.as_str().into(),
                    finding.code.as_str().into(),
                    rows::text_of(&finding.severity).trim_matches('"').into(),
                    finding.place.as_str().into(),
                    finding.words.as_str().into(),
                    finding.message.as_str().into(),
                    mend.into(),
                ]);
            }
            pending::send(self.connection().await?, &FINDING, &mut lines).await?;
        }
        for ((edition, code), (found, certain)) in counts.into_iter().filter(|(_, change)| *change != (0, 0)) {
            sqlx::query(
                "insert into finding_count (edition, code, found, certain) values ($1, $2, $3, $4) \
                 on conflict (edition, code) do update set found = finding_count.found + excluded.found, \
                 certain = finding_count.certain + excluded.certain",
            )
            .bind(edition)
            .bind(code)
            .bind(found)
            .bind(certain)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }

    /// Keeps where a story leads to, in place of what was kept before.
    async fn keep_leads(&mut self, number: StoryNumber, leads: &BTreeMap<StoryNumber, bool>) -> Result<()> {
        let rows = sqlx::query("select led_to, is_broken from story_lead where story = $1")
            .bind(number.0)
            .fetch_all(self.connection().await?)
            .await?;
        let kept = rows.iter().map(|row| Ok((StoryNumber(row.try_get(0)?), row.try_get::<i64, _>(1)? != 0)));
        if kept.collect::<Result<BTreeMap<_, _>>>()? == *leads {
            return Ok(());
        }
        sqlx::query("delete from story_lead where story = $1").bind(number.0).execute(self.connection().await?).await?;
        let mut lines = Rows::default();
        for (led_to, is_broken) in leads {
            lines.add([led_to.0.into(), number.0.into(), i64::from(*is_broken).into()]);
        }
        pending::send(self.connection().await?, &STORY_LEAD, &mut lines).await?;
        Ok(())
    }

    /// Puts those down as due that lead to a story and knew it otherwise than it is now.
    async fn put_down_leading_to(&mut self, number: StoryNumber) -> Result<()> {
        let dialect = self.dialect;
        let is_broken = !leads_nowhere(self.connection().await?, dialect, &[number]).await?.is_empty();
        sqlx::query(
            "insert into finding_due (story) select story from story_lead where led_to = $1 and is_broken <> $2 \
             on conflict (story) do nothing",
        )
        .bind(number.0)
        .bind(i64::from(is_broken))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// What the rules find in the newest text of a story; nothing where there is none, or where it was taken back.
    async fn look_at(&mut self, number: StoryNumber, copies: &(impl Copies + ?Sized)) -> Result<Option<Looked>> {
        // One that cannot be read must not hold up the others: the doctor tells of it.
        let read = match self.story(number).await {
            Ok(story) => self.newest_draft(number).await.map(|draft| (story, draft)),
            Err(error) => Err(error),
        };
        let (story, draft) = match read {
            Ok(read) => read,
            Err(Error::Unreadable { .. } | Error::NoStory(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        if story.live.as_ref().is_some_and(|(live, _)| !live.is_live()) {
            return Ok(None);
        }
        let published_at = story.live.as_ref().map(|(live, _)| live.published_at);
        let content = draft.map(|draft| draft.content).or_else(|| story.live.map(|(_, content)| content));
        let Some(content) = content else { return Ok(None) };
        let mut facts = self.facts(&content).await?;
        let Some(edition) = self.house().await?.edition(&story.edition) else { return Ok(None) };
        let copied = copies.copied(number, &Subject { content: &content, edition, published_at, facts: &facts });
        if let Some(copied) = copied {
            facts.told = self.told_by(copied).await?;
        }
        let Some(edition) = self.house().await?.edition(&story.edition) else { return Ok(None) };
        let mut findings = lint(&Subject { content: &content, edition, published_at, facts: &facts });
        findings.retain(|finding| finding.severity != Severity::Mended);
        let led_to = content.body.linked_stories().into_iter().chain(content.related.iter().copied());
        let mut leads: BTreeMap<_, _> = led_to.map(|led_to| (led_to, facts.leads.contains_key(&led_to))).collect();
        // When it is taken back, this story is the only one with the text.
        leads.extend(facts.told.map(|told| (told.number, false)));
        Ok(Some(Looked { edition: story.edition, findings, leads }))
    }

    /// A story that readers have, for the rule that tells of it.
    pub async fn told_by(&mut self, number: StoryNumber) -> Result<Option<Told>> {
        let story = match self.story(number).await {
            Ok(story) => story,
            Err(Error::Unreadable { .. } | Error::NoStory(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let live = story.live.filter(|(live, _)| live.is_live());
        Ok(live.map(|(_, content)| Told { number, headline: content.headline }))
    }

    /// Looks at some of the stories that are due. Returns how many.
    async fn inspect_due(&mut self, copies: &(impl Copies + ?Sized)) -> Result<i64> {
        let due = sqlx::query("select story from finding_due order by story desc limit $1")
            .bind(AT_ONCE)
            .fetch_all(self.connection().await?)
            .await?;
        for row in &due {
            let number = StoryNumber(row.try_get(0)?);
            self.inspect(number, copies).await?;
            sqlx::query("delete from finding_due where story = $1")
                .bind(number.0)
                .execute(self.connection().await?)
                .await?;
        }
        Ok(due.len() as i64)
    }

    /// Walks on through the archive, or begins anew where the rules are others or the last walk is long ago. Returns how many
    /// stories were looked at.
    async fn walk_on(&mut self, copies: &(impl Copies + ?Sized)) -> Result<i64> {
        let (rules, walked, walked_at) = inspection(self.connection().await?).await?;
        let now = self.now();
        let is_old = walked_at.is_some_and(|at| at + AGAIN_AFTER < now);
        let from = if rules != RULES_VERSION || is_old { 0 } else { walked };
        let next = sqlx::query("select number from story where number > $1 order by number limit $2")
            .bind(from)
            .bind(AT_ONCE)
            .fetch_all(self.connection().await?)
            .await?;
        let mut last = from;
        for row in &next {
            last = row.try_get(0)?;
            self.inspect(StoryNumber(last), copies).await?;
        }
        let ended = next.is_empty().then(|| now.as_microsecond());
        sqlx::query(
            "insert into inspection (name, rules, walked, walked_at) values ('archive', $1, $2, $3) \
             on conflict (name) do update set rules = excluded.rules, walked = excluded.walked, walked_at = excluded.walked_at",
        )
        .bind(RULES_VERSION)
        .bind(last)
        .bind(ended)
        .execute(self.connection().await?)
        .await?;
        Ok(next.len() as i64)
    }
}

/// What was seen of a story.
struct Looked {
    edition: EditionCode,
    findings: Vec<Finding>,
    /// The stories it leads to, and whether readers cannot open them.
    leads: BTreeMap<StoryNumber, bool>,
}

const CERTAIN: &str = "certain";
const EYE: &str = "eye";

/// By which rules the archive was looked at, how far, and when the end was reached.
async fn inspection<'e>(
    database: impl sqlx::Executor<'e, Database = sqlx::Any>,
) -> Result<(i64, i64, Option<Timestamp>)> {
    let row = sqlx::query("select rules, walked, walked_at from inspection where name = 'archive'")
        .fetch_optional(database)
        .await?;
    let Some(row) = row else { return Ok((0, 0, None)) };
    let walked_at = row.try_get::<Option<i64>, _>(2)?.map(rows::hour).transpose()?;
    Ok((row.try_get(0)?, row.try_get(1)?, walked_at))
}

impl Store {
    /// Looks at some stories: those that changed first, then on through the archive. Returns how many; 0 when nothing waits.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn inspect_some(&self, copies: &(impl Copies + ?Sized)) -> Result<i64> {
        // Looked for outside a transaction first: most rounds find nothing and need no lock.
        let readers = self.shared.desk_readers();
        let is_due = sqlx::query("select 1 from finding_due limit 1").fetch_optional(readers).await?.is_some();
        if !is_due && self.is_walked().await? {
            return Ok(0);
        }
        let mut tx = self.write().await?;
        let looked = match tx.inspect_due(copies).await? {
            0 => tx.walk_on(copies).await?,
            looked => looked,
        };
        tx.commit().await?;
        Ok(looked)
    }

    /// Whether the whole archive was looked at by the rules of this program.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn is_walked(&self) -> Result<bool> {
        let (rules, _, walked_at) = inspection(self.shared.desk_readers()).await?;
        let now = self.clock().now();
        Ok(rules == RULES_VERSION && walked_at.is_some_and(|at| at + AGAIN_AFTER >= now))
    }

    /// How much there is of each rule in each edition.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn repair_counts(&self) -> Result<Vec<RepairCount>> {
        let found = sqlx::query("select edition, code, found, certain from finding_count where found > 0")
            .fetch_all(self.shared.desk_readers())
            .await?;
        let counts = found.iter().map(|row| {
            let code: String = row.try_get(1)?;
            // A rule of another release, which the walk will take away.
            let Some(code) = Code::from_word(&code) else { return Ok(None) };
            let edition = EditionCode(row.try_get(0)?);
            Ok(Some(RepairCount { edition, code, found: row.try_get(2)?, certain: row.try_get(3)? }))
        });
        counts.filter_map(Result::transpose).collect()
    }

    /// What one rule finds in an edition after a place, by story, at most `limit`.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn repairs(
        &self,
        edition: &EditionCode,
        code: Code,
        after: (StoryNumber, i64),
        limit: i64,
    ) -> Result<Vec<Repair>> {
        let found = sqlx::query(
            "select story, line, severity, place, words, message from finding where edition = $1 and code = $2 \
             and (story > $3 or (story = $3 and line > $4)) order by story, line limit $5",
        )
        .bind(edition.to_string())
        .bind(code.as_str())
        .bind(after.0.0)
        .bind(after.1)
        .bind(limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        let read = |row: &sqlx::any::AnyRow| {
            let (severity, place): (String, String) = (row.try_get(2)?, row.try_get(3)?);
            let severity = rows::json("a finding's severity", &format!("\"{severity}\""))?;
            let mut finding = Finding::new(code, severity, place, row.try_get::<String, _>(5)?);
            finding.words = row.try_get(4)?;
            Ok(Repair { story: StoryNumber(row.try_get(0)?), line: row.try_get(1)?, finding })
        };
        found.iter().map(read).collect()
    }

    /// Stories after one in which a rule of an edition finds something that can be mended without anybody looking, at most
    /// `limit`.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn certain_repairs(
        &self,
        edition: &EditionCode,
        code: Code,
        after: StoryNumber,
        limit: i64,
    ) -> Result<Vec<StoryNumber>> {
        let found = sqlx::query(
            "select distinct story from finding where edition = $1 and code = $2 and mend = 'certain' and story > $3 \
             order by story limit $4",
        )
        .bind(edition.to_string())
        .bind(code.as_str())
        .bind(after.0)
        .bind(limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        found.iter().map(|row| Ok(StoryNumber(row.try_get(0)?))).collect()
    }
}

/// Looks at what is due until dropped. Every node may do it: what one has looked at is not due for another.
pub async fn inspect(store: Store, copies: std::sync::Arc<dyn Copies>) {
    loop {
        let begun = Instant::now();
        let pause = match store.inspect_some(&*copies).await {
            Ok(looked) if looked > 0 => BETWEEN.max(begun.elapsed() * PAUSES),
            Ok(_) => EVERY,
            Err(error) => {
                tracing::warn!(%error, "stories could not be looked at by the linter and are tried again");
                EVERY * 10
            }
        };
        tokio::time::sleep(pause).await;
    }
}
