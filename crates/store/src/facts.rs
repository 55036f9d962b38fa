//! What the linter is told of a story beyond its words: which of its links lead nowhere, and the hour. And the check that every
//! publication passes, whoever asks for it: a person, a program or the timekeeper.

use std::collections::BTreeMap;

use jiff::Timestamp;
use newsroom::acts;
use newsroom::lint::{self, Facts, Lead, Subject};
use newsroom::{Content, Story, StoryNumber};
use sqlx::{Any, Executor, Row};

use crate::dialect::Dialect;
use crate::reading::rows;
use crate::{Result, Store, Writing};

impl Writing {
    /// Whether a story may be published at this hour with this content: the rights to its pictures last, and no rule of its
    /// edition stands in the way. An amendment in the open is not asked this: it must not wait.
    ///
    /// # Errors
    /// What the database failed with; inside, the refusal.
    pub async fn may_publish(
        &mut self,
        story: &Story,
        content: &Content,
        at: Timestamp,
    ) -> Result<Result<(), acts::Refused>> {
        if let Err(refused) = self.may_show(story, content, at).await? {
            return Ok(Err(refused.into()));
        }
        let facts = self.facts(content).await?;
        // An edition that is not there is refused by the act itself.
        let Some(edition) = self.house().await?.edition(&story.edition) else { return Ok(Ok(())) };
        let subject = Subject { content, edition, published_at: None, facts: &facts };
        Ok(lint::may_publish(&subject).map_err(acts::Refused::from))
    }

    /// The facts about a story that says this.
    pub async fn facts(&mut self, content: &Content) -> Result<Facts> {
        let (now, dialect) = (self.now(), self.dialect);
        facts(self.connection().await?, dialect, content, now).await
    }
}

impl Store {
    /// The same, for whoever only looks.
    pub async fn facts(&self, content: &Content) -> Result<Facts> {
        facts(self.shared.desk_readers(), self.shared.dialect, content, self.clock().now()).await
    }
}

async fn facts<'e>(
    database: impl Executor<'e, Database = Any>,
    dialect: Dialect,
    content: &Content,
    now: Timestamp,
) -> Result<Facts> {
    let mut led_to = content.body.linked_stories();
    led_to.extend(&content.related);
    Ok(Facts { now: Some(now), leads: leads_nowhere(database, dialect, &led_to).await?, told: None })
}

/// Those of these stories that readers can never open: there is none of the number, or it was taken back. One that is still
/// being written is none of them.
pub(crate) async fn leads_nowhere<'e>(
    database: impl Executor<'e, Database = Any>,
    dialect: Dialect,
    stories: &[StoryNumber],
) -> Result<BTreeMap<StoryNumber, Lead>> {
    let mut leads: BTreeMap<StoryNumber, Lead> = stories.iter().map(|story| (*story, Lead::Absent)).collect();
    if leads.is_empty() {
        return Ok(leads);
    }
    let numbers: Vec<i64> = leads.keys().map(|story| story.0).collect();
    let asked = dialect.adapt(
        "select story.number, live.standing from story left join live on live.number = story.number \
         where story.number in {{numbers $1}}",
    );
    let found = sqlx::query(asked).bind(rows::text_of(&numbers)).fetch_all(database).await?;
    for row in &found {
        let number = StoryNumber(row.try_get(0)?);
        match row.try_get::<Option<String>, _>(1)?.as_deref() {
            Some("withdrawn" | "barred") => leads.insert(number, Lead::Withdrawn),
            _ => leads.remove(&number),
        };
    }
    Ok(leads)
}
