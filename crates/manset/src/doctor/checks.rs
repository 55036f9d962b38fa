//! What the doctor looks at.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use leaving::Holdings;
use store::{Clock, Lease, Look, Place, Store, ledger};

use super::{CODE, Line};
use crate::config::Config;

/// Entries looked at in a daily look.
const NEWEST_ENTRIES: i64 = 2_000;
/// Stories whose pictures are looked for in a daily look.
const NEWEST_STORIES: i64 = 500;
/// A difference between clocks that readers would notice in hours printed.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(5);
const MIB: u64 = 1024 * 1024;

pub async fn all(config: &Config, full: bool) -> Vec<Line> {
    let mut lines = vec![settings(config), folder(config)];
    lines.extend(disk(&config.data));
    lines.push(theme(&config.theme()));
    let look = match store::look(&config.place()).await {
        Ok(look) => look,
        Err(error) => {
            lines.push(unreachable(config, &error.to_string()));
            return lines;
        }
    };
    let (database, is_current) = schema(&look);
    lines.push(database);
    lines.push(clock(&look));
    if is_current {
        match Store::open(&config.place(), Clock::of_the_machine()).await {
            Ok(store) => {
                lines.extend(newsroom(config, &store, full).await);
                store.close().await;
            }
            Err(error) => lines.push(Line::bad(
                "database",
                "database-error",
                [("error", error.to_string())],
                "let-write-database",
            )),
        }
    }
    lines
}

fn settings(config: &Config) -> Line {
    let file = config.data.join("manset.toml");
    let args = [("file", file.display().to_string()), ("origin", config.origin.clone().unwrap_or_default())];
    match (file.is_file(), &config.origin) {
        (true, Some(_)) => Line::good("settings", "settings-read", args),
        (false, Some(_)) => Line::good("settings", "settings-none", args),
        (true, None) => Line::warn("settings", "no-origin-read", args, "set-origin"),
        (false, None) => Line::warn("settings", "no-origin-none", args, "set-origin"),
    }
}

fn folder(config: &Config) -> Line {
    let data = &config.data;
    let named = ("folder", data.display().to_string());
    if !data.is_dir() {
        return Line::bad("folder", "folder-missing", [named], "give-folder");
    }
    let trial = data.join(".doctor");
    let written = fs::write(&trial, b"x").and_then(|()| fs::remove_file(&trial));
    match written {
        Ok(()) => Line::good("folder", "folder-good", [named]),
        Err(error) => {
            Line::bad("folder", "folder-not-written", [named, ("error", error.to_string())], "let-write-folder")
        }
    }
}

#[cfg(unix)]
fn disk(data: &Path) -> Option<Line> {
    let room = rustix::fs::statvfs(data).ok()?;
    let (free, all) = (room.f_bavail * room.f_frsize / MIB, room.f_blocks * room.f_frsize / MIB);
    let room = [("free", free.to_string()), ("all", all.to_string())];
    Some(if free < 256 {
        Line::bad("disk", "disk-free", room, "room-now")
    } else if free < 2_048 || free * 20 < all {
        Line::warn("disk", "disk-free", room, "room-soon")
    } else {
        Line::good("disk", "disk-free", room)
    })
}

#[cfg(not(unix))]
fn disk(_data: &Path) -> Option<Line> {
    None
}

fn theme(folder: &Path) -> Line {
    let (_, problems) = pages::Theme::load(Some(folder));
    match problems.first() {
        None if folder.is_dir() => Line::good("theme", "theme-overridden", []),
        None => Line::good("theme", "theme-builtin", []),
        Some(first) => {
            let told = [("count", problems.len().to_string()), ("first", first.to_string())];
            Line::warn("theme", "theme-left-out", told, "mend-theme")
        }
    }
}

fn unreachable(config: &Config, error: &str) -> Line {
    let failed = [("error", error.to_owned())];
    match config.place() {
        Place::Folder(folder) if !folder.join("newsroom.db").exists() => {
            let named = [("folder", folder.display().to_string())];
            Line::bad("database", "no-newsroom", named, "find-newsroom")
        }
        Place::Folder(_) => Line::bad("database", "database-error", failed, "look-at-disk"),
        Place::Address(_) => Line::bad("database", "database-error", failed, "look-at-server"),
    }
}

fn schema(look: &Look) -> (Line, bool) {
    let known = store::newest_schema();
    let named = |schema: i64| {
        [("database", look.database.to_string()), ("schema", schema.to_string()), ("known", known.to_string())]
    };
    match look.schema {
        Some(schema) if schema == known => (Line::good("database", "schema-good", named(schema)), true),
        Some(schema) if schema > known => (Line::bad("database", "schema-newer", named(schema), "run-newer"), false),
        Some(schema) => (Line::warn("database", "schema-older", named(schema), "bring-up"), false),
        None => (Line::warn("database", "database-empty", named(0), "begin"), false),
    }
}

fn clock(look: &Look) -> Line {
    let now = Timestamp::now();
    let apart = now.duration_since(look.its_clock).abs();
    if apart > CLOCKS_DIFFER {
        return Line::warn("clock", "clocks-apart", [("seconds", apart.as_secs().to_string())], "keep-time");
    }
    Line::good("clock", "clock-good", [("at", now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())])
}

async fn newsroom(config: &Config, store: &Store, full: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let failed =
        |what, error: store::Error| Line::bad(what, "database-error", [("error", error.to_string())], "try-again");
    lines.push(ledger_holds(store, full).await.unwrap_or_else(|error| failed("ledger", error)));
    lines.push(newest_hour(store).await.unwrap_or_else(|error| failed("ledger", error)));
    lines.push(walls(store).await.unwrap_or_else(|error| failed("readers", error)));
    lines.push(server(store).await.unwrap_or_else(|error| failed("server", error)));
    lines.push(schedule(store).await.unwrap_or_else(|error| failed("schedule", error)));
    lines.push(pictures(config, store, full).await.unwrap_or_else(|error| failed("pictures", error)));
    lines
}

async fn ledger_holds(store: &Store, full: bool) -> store::Result<Line> {
    let report = if full { ledger::verify(store).await? } else { ledger::verify_end(store, NEWEST_ENTRIES).await? };
    Ok(match report.faults.first() {
        None => {
            let counted = [("entries", report.entries.to_string()), ("contents", report.contents.to_string())];
            Line::good("ledger", if full { "ledger-whole" } else { "ledger-end" }, counted)
        }
        Some(first) => {
            let first = format!("{} {}: {}", first.table, first.row, first.message);
            let told = [("count", report.faults.len().to_string()), ("first", first)];
            Line::bad("ledger", "ledger-faults", told, "changed-past")
        }
    })
}

async fn newest_hour(store: &Store) -> store::Result<Line> {
    let head = store.refresh_head().await?;
    let newest = store.reading().entries_after(newsroom::Position(head.0 - 1), 1).await?;
    let Some(newest) = newest.first() else { return Ok(Line::good("acts", "acts-none", [])) };
    let told = [("count", head.to_string()), ("at", newest.entry.at.to_string())];
    Ok(if newest.entry.at > Timestamp::now() + SignedDuration::from_mins(1) {
        Line::bad("acts", "acts-to-come", told, "clock-behind")
    } else {
        Line::good("acts", "acts-newest", told)
    })
}

/// What the readers' handle may do, tried.
async fn walls(store: &Store) -> store::Result<Line> {
    let reach = store.reading().reach().await?;
    let private: Vec<&str> = reach.reads.iter().map(String::as_str).filter(|table| PRIVATE.contains(table)).collect();
    let is_sqlite = private.len() == PRIVATE.len();
    Ok(if !reach.writes.is_empty() {
        Line::bad("readers", "readers-write", [("tables", reach.writes.join(", "))], "revoke-writes")
    } else if !private.is_empty() && !is_sqlite {
        Line::bad("readers", "readers-read", [("tables", private.join(", "))], "revoke-reads")
    } else {
        Line::good("readers", "readers-good", [])
    })
}

/// Some of the desk's own tables, which SQLite, having no roles, shows to any connection.
const PRIVATE: [&str; 4] = ["story", "revision", "person", "token"];

async fn server(store: &Store) -> store::Result<Line> {
    Ok(match Lease::holder(store, "timekeeper").await? {
        Some(holder) => Line::good("server", "server-at-work", [("holder", holder.to_string())]),
        None => Line::warn("server", "server-none", [], "start-server"),
    })
}

async fn schedule(store: &Store) -> store::Result<Line> {
    let now = store.clock().now();
    let (late, all) = (store.late(now).await?, store.scheduled().await?);
    let (late_fronts, fronts) = (store.late_fronts(now).await?, store.scheduled_fronts(None).await?);
    let refused: Vec<_> = all.iter().filter_map(|scheduled| Some((scheduled, scheduled.refused.clone()?))).collect();
    let reason = |words: String, code: &Option<String>| [("reason", words), (CODE, code.clone().unwrap_or_default())];
    Ok(if let Some((first, words)) = refused.first() {
        let told = [("count", refused.len().to_string()), ("story", first.story.to_string())];
        let told = told.into_iter().chain(reason(words.clone(), &first.refused_code));
        Line::bad("schedule", "schedule-refused", told, "mend-story")
    } else if let Some((first, words)) =
        fronts.iter().find_map(|scheduled| Some((scheduled, scheduled.refused.clone()?)))
    {
        let told = [("front", first.key.to_string())].into_iter().chain(reason(words, &first.refused_code));
        Line::bad("schedule", "front-refused", told, "mend-front")
    } else if let Some(first) = late_fronts.first() {
        let told = [("front", first.key.to_string()), ("at", first.at.to_string())];
        Line::bad("schedule", "front-late", told, "look-at-log")
    } else if let Some(first) = late.first() {
        let told =
            [("count", late.len().to_string()), ("story", first.story.to_string()), ("at", first.at.to_string())];
        Line::bad("schedule", "schedule-late", told, "look-at-log")
    } else {
        let waiting = all.len() + fronts.iter().filter(|one| one.is_waiting()).count();
        Line::good("schedule", "schedule-good", [("count", waiting.to_string())])
    })
}

/// Pictures that live stories name: there, and with `--full` the bytes their name says.
async fn pictures(config: &Config, store: &Store, full: bool) -> store::Result<Line> {
    let reading = store.reading();
    let (mut named, mut stories, mut after) = (BTreeSet::new(), 0_usize, 0);
    if !full {
        after = reading.newest_story().await? - NEWEST_STORIES;
    }
    loop {
        let batch = reading.stories_after(after, 200).await?;
        let Some(last) = batch.last() else { break };
        after = last.number.0;
        let live: Vec<_> = batch.iter().filter(|live| live.is_live()).map(|live| &live.content_hash).collect();
        stories += live.len();
        for content in reading.contents(&live).await?.values() {
            let text = serde_json::to_string(content).unwrap_or_default();
            named.extend(leaving::media_named(&text).into_iter().map(str::to_owned));
        }
    }
    let (mut missing, mut wrong) = (Vec::new(), Vec::new());
    let failed = |error: String| Line::bad("pictures", "storage-error", [("error", error)], "look-at-storage");
    let library = match Holdings::open(&config.folder().media) {
        Ok(library) => library,
        Err(error) => return Ok(failed(error.to_string())),
    };
    for file in &named {
        match original(&library, file) {
            Ok(None) => missing.push(file.as_str()),
            Ok(Some((name, bytes))) if full && !is_as_named(&library, &name, bytes, file) => wrong.push(file.as_str()),
            Ok(Some(_)) => {}
            Err(error) => return Ok(failed(error.to_string())),
        }
    }
    let told = |faulty: &[&str]| {
        let first = faulty.first().copied().unwrap_or_default().to_owned();
        let (pictures, count) = (named.len().to_string(), faulty.len().to_string());
        [("pictures", pictures), ("stories", stories.to_string()), ("count", count), ("first", first)]
    };
    Ok(if !wrong.is_empty() {
        Line::bad("pictures", "pictures-wrong", told(&wrong), "disk-failing")
    } else if !missing.is_empty() {
        Line::bad("pictures", "pictures-missing", told(&missing), "copy-media")
    } else {
        Line::good("pictures", if full { "pictures-whole" } else { "pictures-there" }, told(&[]))
    })
}

/// The name and size of an original.
fn original(library: &Holdings, file: &str) -> leaving::Result<Option<(String, u64)>> {
    let found = library.below(&format!("{}/{file}", &file[..2]))?;
    Ok(found.into_iter().find(|(name, _)| name.rsplit('/').next().is_some_and(|leaf| leaf.starts_with("original."))))
}

fn is_as_named(library: &Holdings, name: &str, bytes: u64, file: &str) -> bool {
    library.read(name, bytes).is_ok_and(|mut source| media::named(&mut source).is_ok_and(|found| found == file))
}
