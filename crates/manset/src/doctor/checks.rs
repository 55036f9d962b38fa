//! What the doctor looks at.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use leaving::Holdings;
use store::{Clock, Lease, Look, Place, Store, ledger};

use super::Line;
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
            Err(error) => {
                lines.push(Line::bad("database", error.to_string(), "See that the program's user may write there."))
            }
        }
    }
    lines
}

fn settings(config: &Config) -> Line {
    let file = config.data.join("manset.toml");
    let there = if file.is_file() { format!("{} is read", file.display()) } else { "none are set".to_owned() };
    match &config.origin {
        Some(origin) => Line::good("settings", format!("{there}; readers know the paper by {origin}")),
        None => Line::warn(
            "settings",
            format!("{there}; `origin` is not set"),
            "Set origin = \"https://…\" in manset.toml: feeds, maps and search engines need the paper's own address.",
        ),
    }
}

fn folder(config: &Config) -> Line {
    let data = &config.data;
    if !data.is_dir() {
        let advice = "Give the right folder with --data; `manset serve` makes a new one.";
        return Line::bad("folder", format!("{} is not there", data.display()), advice);
    }
    let trial = data.join(".doctor");
    let written = fs::write(&trial, b"x").and_then(|()| fs::remove_file(&trial));
    match written {
        Ok(()) => Line::good("folder", format!("{} can be written", data.display())),
        Err(error) => Line::bad(
            "folder",
            format!("{} cannot be written: {error}", data.display()),
            "Give the folder to the user that the program runs as (chown -R), or make room on the disk.",
        ),
    }
}

#[cfg(unix)]
fn disk(data: &Path) -> Option<Line> {
    let room = rustix::fs::statvfs(data).ok()?;
    let (free, all) = (room.f_bavail * room.f_frsize / MIB, room.f_blocks * room.f_frsize / MIB);
    let found = format!("{free} MiB of {all} MiB are free");
    Some(if free < 256 {
        Line::bad("disk", found, "Make room now: when the disk is full nothing can be written or published.")
    } else if free < 2_048 || free * 20 < all {
        Line::warn("disk", found, "Make room soon, or move to a larger disk: backups and pictures need it.")
    } else {
        Line::good("disk", found)
    })
}

#[cfg(not(unix))]
fn disk(_data: &Path) -> Option<Line> {
    None
}

fn theme(folder: &Path) -> Line {
    let (_, problems) = pages::Theme::load(Some(folder));
    match problems.first() {
        None => Line::good("theme", if folder.is_dir() { "overrides are in order" } else { "the built-in one" }),
        Some(first) => Line::warn(
            "theme",
            format!("{} files are left out, the first: {first}", problems.len()),
            "Put the file right, or take it out of the theme's folder; until then the built-in one serves.",
        ),
    }
}

fn unreachable(config: &Config, error: &str) -> Line {
    match config.place() {
        Place::Folder(folder) if !folder.join("newsroom.db").exists() => Line::bad(
            "database",
            format!("there is no newsroom in {}", folder.display()),
            "Give the right folder with --data, restore a backup, or begin with `manset serve`.",
        ),
        Place::Folder(_) => {
            Line::bad("database", error, "Look at the disk, and restore the last backup into a new folder.")
        }
        Place::Address(_) => {
            Line::bad("database", error, "See that the database's server runs and takes this address and password.")
        }
    }
}

fn schema(look: &Look) -> (Line, bool) {
    let known = store::newest_schema();
    let found = |schema: i64| format!("{}, schema {schema}", look.database);
    match look.schema {
        Some(schema) if schema == known => (Line::good("database", found(schema)), true),
        Some(schema) if schema > known => {
            let found = format!("{}; this program knows {known}", found(schema));
            (Line::bad("database", found, "A newer program has written here: run that one."), false)
        }
        Some(schema) => {
            let found = format!("{}; this program's is {known}, so nothing further is looked at", found(schema));
            (
                Line::warn(
                    "database",
                    found,
                    "Make a backup with the former program, then start this one: it brings the schema up.",
                ),
                false,
            )
        }
        None => {
            let found = format!("{}, and no newsroom in it yet", look.database);
            (Line::warn("database", found, "Begin with `manset serve` or `manset demo`, or restore a backup."), false)
        }
    }
}

fn clock(look: &Look) -> Line {
    let now = Timestamp::now();
    let apart = now.duration_since(look.its_clock).abs();
    if apart > CLOCKS_DIFFER {
        let found = format!("this machine's and the database's differ by {} s", apart.as_secs());
        return Line::warn("clock", found, "Let both keep time by the network (timedatectl set-ntp true).");
    }
    Line::good("clock", now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

async fn newsroom(config: &Config, store: &Store, full: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let failed = |what, error: store::Error| {
        Line::bad(what, error.to_string(), "Try again; if it stays, restore the last backup.")
    };
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
    let looked = if full { "whole" } else { "newest part" };
    Ok(match report.faults.first() {
        None => {
            Line::good("ledger", format!("{looked} verifies: {} entries, {} contents", report.entries, report.contents))
        }
        Some(first) => Line::bad(
            "ledger",
            format!("{} faults, the first: {} {}: {}", report.faults.len(), first.table, first.row, first.message),
            "Something was changed past the program. Keep the database as it is, and compare with a backup.",
        ),
    })
}

async fn newest_hour(store: &Store) -> store::Result<Line> {
    let head = store.refresh_head().await?;
    let newest = store.reading().entries_after(newsroom::Position(head.0 - 1), 1).await?;
    let Some(newest) = newest.first() else { return Ok(Line::good("acts", "none yet")) };
    let at = newest.entry.at;
    Ok(if at > Timestamp::now() + SignedDuration::from_mins(1) {
        let found = format!("the newest act is of {at}, which is to come");
        Line::bad(
            "acts",
            found,
            "This machine's clock is behind, or was ahead: set it right before anything is published.",
        )
    } else {
        Line::good("acts", format!("{head} in all, the newest at {at}"))
    })
}

/// What the readers' handle may do, tried.
async fn walls(store: &Store) -> store::Result<Line> {
    let reach = store.reading().reach().await?;
    let private: Vec<_> = reach.reads.iter().filter(|table| PRIVATE.contains(&table.as_str())).collect();
    let is_sqlite = private.len() == PRIVATE.len();
    Ok(if !reach.writes.is_empty() {
        let found = format!("the readers' connection may write {}", reach.writes.join(", "));
        Line::bad(
            "readers",
            found,
            "In the database: revoke insert, update, delete on all tables in schema public from manset_reader.",
        )
    } else if !private.is_empty() && !is_sqlite {
        let found = format!("the readers' role may read {private:?}");
        Line::bad("readers", found, "In the database: revoke select on these tables from manset_reader.")
    } else {
        Line::good("readers", "their connection reads published things and writes nothing")
    })
}

/// Some of the desk's own tables, which SQLite, having no roles, shows to any connection.
const PRIVATE: [&str; 4] = ["story", "revision", "person", "token"];

async fn server(store: &Store) -> store::Result<Line> {
    Ok(match Lease::holder(store, "timekeeper").await? {
        Some(holder) => Line::good("server", format!("at work ({holder})")),
        None => Line::warn(
            "server",
            "none is at work",
            "Start it, unless it is stopped on purpose: nothing scheduled goes live.",
        ),
    })
}

async fn schedule(store: &Store) -> store::Result<Line> {
    let now = store.clock().now();
    let (late, all) = (store.late(now).await?, store.scheduled().await?);
    let (late_fronts, fronts) = (store.late_fronts(now).await?, store.scheduled_fronts(None).await?);
    let refused: Vec<_> =
        all.iter().filter_map(|scheduled| Some((scheduled.story, scheduled.refused.as_ref()?))).collect();
    Ok(if let Some((story, reason)) = refused.first() {
        let found =
            format!("{} publications were refused at their hour, the first: story {story}: {reason}", refused.len());
        Line::bad("schedule", found, "Open the story, put it right, and publish or schedule it anew.")
    } else if let Some((front, reason)) =
        fronts.iter().find_map(|scheduled| Some((&scheduled.key, scheduled.refused.as_ref()?)))
    {
        let found = format!("an arrangement of the front `{front}` was refused at its hour: {reason}");
        Line::bad("schedule", found, "Open the front at the desk, and publish or schedule it anew.")
    } else if let Some(first) = late_fronts.first() {
        let found = format!("an arrangement of the front `{}` is late, of {}", first.key, first.at);
        Line::bad("schedule", found, "Start the server; if it is at work, look at its log.")
    } else if let Some(first) = late.first() {
        let found = format!("{} publications are late, the first: story {}, of {}", late.len(), first.story, first.at);
        Line::bad("schedule", found, "Start the server; if it is at work, look at its log.")
    } else {
        Line::good(
            "schedule",
            format!(
                "{} publications wait for their hour",
                all.len() + fronts.iter().filter(|one| one.is_waiting()).count()
            ),
        )
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
    let library = match Holdings::open(&config.folder().media) {
        Ok(library) => library,
        Err(error) => return Ok(Line::bad("pictures", error.to_string(), STORAGE)),
    };
    for file in &named {
        match original(&library, file) {
            Ok(None) => missing.push(file.as_str()),
            Ok(Some((name, bytes))) if full && !is_as_named(&library, &name, bytes, file) => wrong.push(file.as_str()),
            Ok(Some(_)) => {}
            Err(error) => return Ok(Line::bad("pictures", error.to_string(), STORAGE)),
        }
    }
    let looked = format!("{} pictures of {stories} stories", named.len());
    Ok(if let Some(first) = wrong.first() {
        let found = format!("{looked}: {} are not what their names say, the first: {first}", wrong.len());
        Line::bad(
            "pictures",
            found,
            "The disk may be failing. Restore the last backup into a new folder and copy them from there.",
        )
    } else if let Some(first) = missing.first() {
        let found = format!("{looked}: {} are missing, the first: {first}", missing.len());
        Line::bad(
            "pictures",
            found,
            "Restore the last backup into a new folder, and copy its media folder over this one.",
        )
    } else {
        Line::good("pictures", format!("{looked} are there{}", if full { ", byte for byte" } else { "" }))
    })
}

const STORAGE: &str = "Look at `media` and `[s3]` in manset.toml, and whether the storage answers.";

/// The name and size of an original.
fn original(library: &Holdings, file: &str) -> leaving::Result<Option<(String, u64)>> {
    let found = library.below(&format!("{}/{file}", &file[..2]))?;
    Ok(found.into_iter().find(|(name, _)| name.rsplit('/').next().is_some_and(|leaf| leaf.starts_with("original."))))
}

fn is_as_named(library: &Holdings, name: &str, bytes: u64, file: &str) -> bool {
    library.read(name, bytes).is_ok_and(|mut source| media::named(&mut source).is_ok_and(|found| found == file))
}
