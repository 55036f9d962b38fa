//! The database itself falls: PostgreSQL is stopped as by a power cut, under a program that goes on.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use newsroom::Position;
use store::{Clock, Place, Store};
use testkit::{Desk, Witness, cast, database};

use crate::killed::{Random, Writer, all_there};

/// Written acts outlive the database's fall, and a program that was running goes on by itself.
#[test]
fn postgres_falls_and_every_answered_act_is_there() {
    if std::env::var_os(database::POSTGRES_VARIABLE).is_none() {
        eprintln!("PostgreSQL: not given, skipped ({} is not set)", database::POSTGRES_VARIABLE);
        return;
    }
    database::runtime().block_on(async {
        let mut cluster = Cluster::start();
        let place = Place::Address(cluster.address.clone());
        let node = Store::open(&place, Clock::of_the_machine()).await.expect("the newsroom opens");
        cast::paper(&node).await;
        let watching = node.watch_ledger();
        let (witness, following) = Witness::from(&node, Position(0));
        let mut random = Random::seeded();
        let mut checked = node.head();
        for _ in 0..4 {
            let mut writer = Writer::start_at(&cluster.address);
            tokio::time::sleep(Duration::from_millis(300 + random.below(500))).await;
            cluster.fall();
            let answered = writer.without_its_database();
            assert!(!answered.is_empty(), "the writer had time to write");
            cluster.rise();
            checked = all_there(&node, checked, &answered).await;
            let (_, position) = Desk::of(&node).publish(cast::flood()).await.expect("this node writes again");
            following.progress.reached(position, Duration::from_secs(60)).await.expect("and its followers go on");
        }
        let head = node.refresh_head().await.expect("read");
        assert_eq!(witness.positions(), (1..=head.0).collect::<Vec<_>>());
        assert_eq!(store::ledger::verify(&node).await.expect("verified").faults, []);
        watching.abort();
    });
}

/// A cluster of this test's own, with everything durable.
pub struct Cluster {
    folder: tempfile::TempDir,
    programs: PathBuf,
    port: u16,
    pub address: String,
    server: Option<Child>,
}

impl Cluster {
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("manset-cluster.").tempdir().expect("a folder");
        let programs = programs();
        let owner = Command::new("chown").arg("postgres:").arg(folder.path()).status().expect("chown runs");
        assert!(owner.success() || !is_root(), "the folder is PostgreSQL's");
        let made = as_owner(&programs.join("initdb"))
            .args(["--username", "manset", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync"])
            .arg("--pgdata")
            .arg(folder.path().join("data"))
            .stdout(Stdio::null())
            .status()
            .expect("initdb runs");
        assert!(made.success(), "a cluster is made");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let address = format!("postgres://manset@127.0.0.1:{port}/postgres");
        let mut cluster = Self { folder, programs, port, address, server: None };
        drop(listener);
        cluster.rise();
        cluster
    }

    /// Starts the server and waits until it has recovered what its log holds.
    pub fn rise(&mut self) {
        let port = self.port.to_string();
        let server = as_owner(&self.programs.join("postgres"))
            .arg("-D")
            .arg(self.folder.path().join("data"))
            .args(["-p", &port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        self.server = Some(server);
        let begun = Instant::now();
        loop {
            let ready = Command::new(self.programs.join("pg_isready"))
                .args(["--quiet", "--host", "127.0.0.1", "--port", &port])
                .status()
                .expect("pg_isready runs");
            if ready.success() {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "the server recovers");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Stops it at once: nothing is finished, nothing is flushed (`pg_ctl stop -m immediate` sends the same).
    pub fn fall(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        // `setpriv` became the server, so the process is the server's own.
        let stopped = Command::new("kill").args(["-QUIT", &server.id().to_string()]).status().expect("kill runs");
        assert!(stopped.success(), "a process of ours");
        server.wait().expect("a process of ours");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.fall();
    }
}

/// Debian keeps each version's programs in a folder of its own, outside PATH; the newest one is taken.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| Some((version.file_name().to_str()?.parse().ok()?, version.path().join("bin"))))
        .filter(|(_, programs)| programs.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().map_or_else(|| PathBuf::from("/usr/bin"), |(_, programs)| programs)
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    id.stdout == b"0\n"
}

/// PostgreSQL refuses to run as root.
fn as_owner(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "postgres", "--regid", "postgres", "--init-groups", "--pdeathsig", "QUIT"]).arg(program);
    command
}
