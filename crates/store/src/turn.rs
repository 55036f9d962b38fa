//! Whose turn it is to write, where several processes share one SQLite file.
//!
//! SQLite lets one write and has the others ask again, after ever longer pauses. Beside an import, which writes again the
//! moment it has written, they would hardly ever ask at the right one: an editor's act would wait for the import's end.
//! A lock on a file beside the database wakes whoever waits, and it ends with its process. PostgreSQL queues by itself.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{Error, Result};

/// The queue of this process.
pub(crate) struct Turns {
    file: Option<Arc<Mutex<File>>>,
}

/// It is ours until dropped.
pub(crate) struct Turn {
    file: Option<OwnedMutexGuard<File>>,
}

impl Turns {
    /// For a database that needs none.
    pub(crate) fn none() -> Self {
        Self { file: None }
    }

    /// By the file `….turn` beside the database.
    pub(crate) fn beside(database: &Path) -> Result<Self> {
        let mut name = database.as_os_str().to_owned();
        name.push("-turn");
        let open = File::options().create(true).truncate(false).read(true).write(true).open(&name);
        let file = open.map_err(|source| Error::Folder { path: name.to_string_lossy().into_owned(), source })?;
        Ok(Self { file: Some(Arc::new(Mutex::new(file))) })
    }

    pub(crate) async fn wait(&self) -> Result<Turn> {
        let Some(file) = &self.file else { return Ok(Turn { file: None }) };
        let file = Arc::clone(file).lock_owned().await;
        if file.try_lock().is_ok() {
            return Ok(Turn { file: Some(file) });
        }
        // Where files know no locks (some network disks) SQLite's own asking again has to do. Whoever gives up waiting
        // drops the turn when it comes.
        let waited = tokio::task::spawn_blocking(move || Turn { file: file.lock().is_ok().then_some(file) }).await;
        Ok(waited.expect("waiting for a lock does not panic"))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            let _ = file.unlock();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn two_who_share_a_file_take_turns() {
        let folder = std::env::temp_dir().join(format!("manset-turn-{}", std::process::id()));
        let (here, there) = (Turns::beside(&folder).expect("a file"), Turns::beside(&folder).expect("a file"));
        let mine = here.wait().await.expect("nobody has it");
        let theirs = tokio::spawn(async move { there.wait().await.map(|_| ()) });
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(!theirs.is_finished(), "it is not theirs yet");
        drop(mine);
        tokio::time::timeout(Duration::from_secs(5), theirs).await.expect("woken").expect("no panic").expect("theirs");
        let mut name = folder.into_os_string();
        name.push("-turn");
        std::fs::remove_file(name).expect("our own file");
    }
}
