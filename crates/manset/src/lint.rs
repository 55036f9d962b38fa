//! `manset lint`: what the rules find in stored stories, and what imports found in the pages they came from. With `--fix`,
//! certain fixes are applied, each as a new revision.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::process::ExitCode;
use std::time::Duration;

use leaving::Step;
use newsroom::lint::{Code, Finding, Severity, Subject, lint};
use newsroom::{Actor, StoryNumber, address};
use serde_json::json;
use site::TextsSoFar;
use store::{Clock, Left, Mended, Store, Writing};

use crate::cli::LintArgs;
use crate::config::Config;
use crate::progress::Progress;

/// Stories looked at in one go.
const BATCH: i64 = 200;
/// Stories mended in one transaction: a fraction of a second's work, after which whoever waits to write has a turn.
const MENDED_AT_ONCE: usize = 25;
/// How long mending stands back between two.
const PAUSE: Duration = Duration::from_millis(2);
/// By whom the ledger says that it was mended.
const ACTOR: &str = "linter";

pub async fn run(config: Config, options: LintArgs) -> anyhow::Result<ExitCode> {
    let mut wanted = Vec::new();
    for word in &options.rule {
        match Code::from_word(word) {
            Some(code) => wanted.push(code),
            None => {
                let known = Code::OF_STORIES.map(Code::as_str).join(", ");
                eprintln!("there is no rule “{word}”; there are {known}");
                return Ok(ExitCode::from(2));
            }
        }
    }
    let store = config.open(Clock::of_the_machine()).await?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let is_wanted = |code: Code| wanted.is_empty() || wanted.contains(&code);
    if options.fix {
        mend(&store, &options, &is_wanted, &mut out).await?;
    } else {
        tell_all(&store, &options, &is_wanted, &mut out).await?;
    }
    out.flush()?;
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

// ---- telling ----

async fn tell_all(
    store: &Store,
    options: &LintArgs,
    is_wanted: &(dyn Fn(Code) -> bool + Sync),
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let (mut after, mut stories, mut certain) = (StoryNumber(0), 0_usize, 0_usize);
    let mut found: BTreeMap<Code, usize> = BTreeMap::new();
    // They are a hundred megabytes, and what somebody wants told may not need them.
    let mut texts = is_wanted(Code::SameEvent).then(TextsSoFar::default);
    loop {
        let numbers = store.story_numbers(after, BATCH).await?;
        let Some(last) = numbers.last() else { break };
        after = *last;
        for number in numbers {
            stories += 1;
            let mut tx = store.write().await?;
            let looked = look(&mut tx, number, texts.as_mut()).await?;
            drop(tx);
            let Some((headline, url, mut findings)) = looked else { continue };
            for imported in store.import_findings(number).await? {
                // The rules see the story as it is now; an import's word stands for what they cannot see.
                if !findings.iter().any(|finding| finding.code == imported.code && finding.place == imported.place) {
                    findings.push(imported);
                }
            }
            findings.retain(|finding| is_wanted(finding.code));
            findings.sort_by_key(|finding| finding.code);
            for finding in findings {
                *found.entry(finding.code).or_default() += 1;
                certain += usize::from(finding.is_certain());
                tell(out, options.json, number, &headline, url.as_deref(), &finding)?;
            }
        }
    }
    if !options.json {
        writeln!(out, "{stories} stories looked at: {}", counts(&found))?;
        if certain > 0 {
            writeln!(out, "{certain} of these can be mended without anybody looking: manset lint --fix")?;
        }
    }
    Ok(())
}

fn counts(found: &BTreeMap<Code, usize>) -> String {
    let counts: Vec<_> = found.iter().map(|(code, count)| format!("{} {count}", code.as_str())).collect();
    if counts.is_empty() { "nothing found".to_owned() } else { counts.join(", ") }
}

async fn look(
    tx: &mut Writing,
    number: StoryNumber,
    texts: Option<&mut TextsSoFar>,
) -> anyhow::Result<Option<(String, Option<String>, Vec<Finding>)>> {
    let story = tx.story(number).await?;
    let (content, published_at, live) = match &story.live {
        Some((live, _)) if !live.is_live() => return Ok(None),
        Some((live, content)) => (content.clone(), Some(live.published_at), Some(live.clone())),
        None => match tx.newest_draft(number).await? {
            Some(draft) => (draft.content, None, None),
            None => return Ok(None),
        },
    };
    let mut facts = tx.facts(&content).await?;
    let Some(edition) = tx.house().await?.edition(&story.edition) else { return Ok(None) };
    let subject = Subject { content: &content, edition, published_at, facts: &facts };
    let copied = texts.and_then(|texts| texts.copied(number, &subject));
    if let Some(copied) = copied {
        facts.told = tx.told_by(copied).await?;
    }
    let house = tx.house().await?;
    let Some(edition) = house.edition(&story.edition) else { return Ok(None) };
    let url = live.map(|live| address::story_path(house, edition, &live));
    let findings = lint(&Subject { content: &content, edition, published_at, facts: &facts });
    Ok(Some((content.headline, url, findings)))
}

fn tell(
    out: &mut impl Write,
    as_json: bool,
    number: StoryNumber,
    headline: &str,
    url: Option<&str>,
    finding: &Finding,
) -> anyhow::Result<()> {
    if as_json {
        let mut line = json!({
            "story": number, "headline": headline, "url": url, "code": finding.code,
            "severity": finding.severity, "place": finding.place, "message": finding.message,
        });
        if let Some(fix) = &finding.fix {
            line["fix"] = json!(fix);
        }
        writeln!(out, "{line}")?;
    } else {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Mended => "mended",
        };
        let mark = if finding.is_certain() { " (can be mended)" } else { "" };
        writeln!(
            out,
            "{:<20} {severity:<7} story {number} ({headline}), {}: {}{mark}",
            finding.code.as_str(),
            finding.place,
            finding.message
        )?;
    }
    Ok(())
}

// ---- mending ----

/// What a run of mending did.
#[derive(Default)]
struct Done {
    stories: usize,
    live: usize,
    drafts: usize,
    mended: BTreeMap<Code, usize>,
    left: Vec<(StoryNumber, String)>,
}

/// Mends story by story in the order of their numbers. Stopped anywhere, it is begun anew and finds the rest: what was mended
/// has nothing to mend.
async fn mend(
    store: &Store,
    options: &LintArgs,
    is_wanted: &(dyn Fn(Code) -> bool + Sync),
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let (mut after, mut done, mut progress) = (StoryNumber(0), Done::default(), Progress::new());
    let actor = Actor::new(ACTOR);
    loop {
        let numbers = store.story_numbers(after, BATCH).await?;
        let Some(last) = numbers.last() else { break };
        after = *last;
        for some in numbers.chunks(MENDED_AT_ONCE) {
            let mut tx = store.write().await?;
            let mut came = Vec::new();
            for number in some {
                let mut wanted = |finding: &Finding| finding.is_certain() && is_wanted(finding.code);
                came.push((*number, tx.mend(*number, &mut wanted, &actor).await?));
            }
            tx.commit().await?;
            // Told when it is done.
            for (number, came) in came {
                note(&mut done, number, &came);
                if options.json {
                    tell_mended(out, number, &came)?;
                }
            }
            progress.step(Step { what: "mending, stories", done: done.stories as u64, of: None });
            tokio::time::sleep(PAUSE).await;
        }
    }
    drop(progress);
    let Done { stories, live, drafts, mended, left } = done;
    if options.json {
        let left: Vec<_> = left.iter().map(|(story, why)| json!({"story": story, "why": why})).collect();
        let mended: BTreeMap<_, _> = mended.iter().map(|(code, count)| (code.as_str(), count)).collect();
        let summary = json!({"stories": stories, "updated": live, "drafts": drafts, "mended": mended, "left": left});
        writeln!(out, "{}", json!({ "summary": summary }))?;
        return Ok(());
    }
    for (story, why) in &left {
        writeln!(out, "story {story} was left: {why}")?;
    }
    writeln!(
        out,
        "{stories} stories looked at; {live} that readers have and {drafts} drafts mended, each as a new revision: {}",
        if mended.is_empty() { "there was nothing to mend".to_owned() } else { counts(&mended) }
    )?;
    Ok(())
}

fn note(done: &mut Done, number: StoryNumber, came: &Mended) {
    done.stories += 1;
    let findings = match came {
        Mended::Nothing => return,
        Mended::Left(left) => {
            let why = match left {
                Left::Scheduled => "it is scheduled, and goes live as it was seen".to_owned(),
                Left::Refused(code) => format!("its update was refused ({code})"),
            };
            done.left.push((number, why));
            return;
        }
        Mended::Live { findings, .. } => {
            done.live += 1;
            findings
        }
        Mended::Draft { findings, .. } => {
            done.drafts += 1;
            findings
        }
    };
    for finding in findings {
        *done.mended.entry(finding.code).or_default() += 1;
    }
}

fn tell_mended(out: &mut impl Write, number: StoryNumber, came: &Mended) -> anyhow::Result<()> {
    let (act, findings) = match came {
        Mended::Live { position, findings } => (json!({"act": "update", "position": position}), findings),
        Mended::Draft { revision, findings } => (json!({"act": "draft", "revision": revision}), findings),
        Mended::Nothing | Mended::Left(_) => return Ok(()),
    };
    let findings: Vec<_> =
        findings.iter().map(|one| json!({"code": one.code, "place": one.place, "message": one.message})).collect();
    let mut line = json!({"story": number, "mended": findings});
    line.as_object_mut().expect("made a line above").extend(act.as_object().cloned().unwrap_or_default());
    writeln!(out, "{line}")?;
    Ok(())
}
