//! Killed at any moment: every answered act is there, the chain holds, and the next start needs no hand.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use newsroom::Position;
use store::{Clock, Store};
use testkit::{Database, database};

#[test]
fn sqlite_keeps_every_answered_act_through_200_kills() {
    let database = database::sqlite();
    database::runtime().block_on(kill_again_and_again(&database, 200, 220));
}

#[test]
fn postgres_keeps_every_answered_act_through_50_kills_of_the_program() {
    database::on_postgres(async |database| kill_again_and_again(&database, 50, 900).await);
}

/// Kills the writer within so many milliseconds of each start: from before its database is open to well into the writing.
async fn kill_again_and_again(database: &Database, kills: u32, within_ms: u64) {
    let mut random = Random::seeded();
    let mut checked = Position(0);
    let mut answered_in_all = 0;
    for kill in 1..=kills {
        let mut writer = Writer::start(database);
        std::thread::sleep(Duration::from_millis(random.below(within_ms)));
        let answered = writer.kill();
        answered_in_all += answered.len();
        // The next start: what the program itself would do.
        let store = database.open().await;
        checked = all_there(&store, checked, &answered).await;
        if kill % 20 == 0 || kill == kills {
            let report = store::ledger::verify(&store).await.expect("the ledger can be read");
            assert_eq!(report.faults, [], "after kill {kill}");
        }
        store.close().await;
    }
    println!("{answered_in_all} acts answered, {checked} entries, {kills} kills");
    assert!(answered_in_all > usize::try_from(kills).expect("few"), "the writer had time to write");
}

#[test]
fn what_the_desk_was_told_is_kept_outlives_every_kill_on_sqlite() {
    let database = database::sqlite();
    database::runtime().block_on(two_typists_killed(&database, 40, 220));
}

#[test]
fn what_the_desk_was_told_is_kept_outlives_every_kill_on_postgres() {
    database::on_postgres(async |database| two_typists_killed(&database, 20, 900).await);
}

/// Two write in one story and in one of its blocks. Each is killed again and again, and sends anew what it had no answer to.
async fn two_typists_killed(database: &Database, kills: u32, within_ms: u64) {
    const TABS: [&str; 2] = ["aaaa0000000000000000000000000000", "bbbb0000000000000000000000000000"];
    let mut random = Random::seeded();
    let store = database.open().await;
    testkit::cast::paper(&store).await;
    let (story, _) = testkit::Desk::of(&store).draft(newsroom::Content::default()).await.expect("a draft");
    store.close().await;
    let mut next = [1_i64, 1];
    let mut told: Vec<String> = Vec::new();
    for _ in 0..kills {
        let mut typists: Vec<Writer> = TABS
            .iter()
            .zip(next)
            .map(|(tab, seq)| {
                Writer::spawn(
                    env!("CARGO_BIN_EXE_testkit-typist"),
                    &[&database.address(), &story.to_string(), tab, &seq.to_string()],
                )
            })
            .collect();
        std::thread::sleep(Duration::from_millis(random.below(within_ms)));
        for (typist, next) in typists.iter_mut().zip(&mut next) {
            for (seq, paragraph) in typist.kill() {
                *next = seq + 1;
                told.push(paragraph);
            }
        }
    }
    let store = database.open().await;
    let mut tx = store.write().await.expect("a transaction");
    let text = tx.text(story).await.expect("a text");
    let names: Vec<String> = text.working.names().into_iter().map(|name| name.0).collect();
    for paragraph in &told {
        let there = names.iter().filter(|name| *name == paragraph).count();
        assert_eq!(there, 1, "{paragraph} was told to be kept");
    }
    // What both wrote in stands once under its name and beside it under others: nobody's was overwritten.
    let words: Vec<String> = text.working.blocks.iter().map(|(_, block)| block.plain_text()).collect();
    for tab in TABS {
        assert!(words.iter().any(|text| text.starts_with(&format!("ortak {tab}"))), "{tab} is heard");
    }
    println!("{} changes told to be kept, {} blocks, {kills} kills", told.len(), names.len());
    assert!(told.len() > 2 * kills as usize, "they had time to write");
}

/// Every answered act is in the ledger as answered. Returns the newest position.
pub async fn all_there(store: &Store, after: Position, answered: &[(i64, String)]) -> Position {
    let entries = store.reading().entries_after(after, i64::MAX).await.expect("entries");
    for (position, subject) in answered {
        let entry = entries.iter().find(|sealed| sealed.position.0 == *position);
        let entry = entry.unwrap_or_else(|| panic!("position {position} was answered and is gone"));
        assert_eq!(&entry.entry.subject, subject, "position {position}");
    }
    let expected: Vec<i64> = (after.0 + 1..).take(entries.len()).collect();
    assert_eq!(entries.iter().map(|sealed| sealed.position.0).collect::<Vec<_>>(), expected);
    entries.last().map_or(after, |last| last.position)
}

/// A process that writes until it is killed.
pub struct Writer {
    child: Child,
}

impl Writer {
    pub fn start(database: &Database) -> Self {
        Self::start_at(&database.address())
    }

    pub fn start_at(address: &str) -> Self {
        Self::spawn(env!("CARGO_BIN_EXE_testkit-writer"), &[address])
    }

    /// Any of our programs that says what was answered, a line each.
    pub fn spawn(program: &str, arguments: &[&str]) -> Self {
        let child = Command::new(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the writer starts");
        Self { child }
    }

    /// Kills it outright and returns what it had answered.
    pub fn kill(&mut self) -> Vec<(i64, String)> {
        if self.child.try_wait().expect("a process of ours").is_some() {
            self.fail();
        }
        self.child.kill().expect("a process of ours");
        self.answers()
    }

    /// Its database gone: gives it a moment to end by itself, kills it then, and returns what it had answered.
    pub fn without_its_database(&mut self) -> Vec<(i64, String)> {
        let begun = Instant::now();
        while self.child.try_wait().expect("a process of ours").is_none() && begun.elapsed() < Duration::from_secs(1) {
            std::thread::sleep(Duration::from_millis(20));
        }
        // One that has ended is killed without harm.
        self.child.kill().expect("a process of ours");
        self.answers()
    }

    fn answers(&mut self) -> Vec<(i64, String)> {
        let mut out = Vec::new();
        self.child.stdout.take().expect("it was piped").read_to_end(&mut out).expect("the pipe can be read");
        let said = String::from_utf8(out).expect("plain words");
        // What the kill cut off was not answered.
        let whole = said.rfind('\n').map_or("", |end| &said[..end]);
        let answers = whole.lines().filter_map(|line| line.split_once(' '));
        let answers =
            answers.map(|(position, subject)| (position.parse().expect("a position"), subject.to_owned())).collect();
        self.child.wait().expect("a process of ours");
        answers
    }

    fn fail(&mut self) -> ! {
        let mut said = String::new();
        let mut errors = self.child.stderr.take().expect("it was piped");
        errors.read_to_string(&mut said).expect("the pipe can be read");
        panic!("the writer ended by itself: {said}");
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Moments for killing, from a seed that is told so that a failure can be looked at.
pub struct Random(u64);

impl Random {
    pub fn seeded() -> Self {
        let seed = u64::try_from(Clock::of_the_machine().now().as_microsecond()).expect("after 1970") | 1;
        println!("seed {seed}");
        Self(seed)
    }

    /// Xorshift, good enough for moments.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
