//! Where the newsroom is kept, as the desk's settings show it: from the settings in force, and by the doctor's own eyes.

use std::sync::Arc;

use desk::{Found, Kept, Premises, Soon};

use crate::config::Config;
use crate::doctor;

/// The place this process runs in.
pub struct Here(pub Config);

impl Premises for Here {
    fn kept(&self) -> Vec<Kept> {
        let folder = |path: std::path::PathBuf| path.canonicalize().unwrap_or(path).display().to_string();
        vec![
            Kept { key: "database", place: self.0.database_in_words() },
            Kept { key: "pictures", place: self.0.originals_in_words() },
            Kept { key: "files", place: folder(self.0.data.clone()) },
            Kept { key: "settings-file", place: folder(self.0.data.join("manset.toml")) },
        ]
    }

    fn look(self: Arc<Self>) -> Soon<Vec<Found>> {
        Box::pin(async move {
            // On a thread of its own: it reads files, and what it asks the database for cannot pass between threads.
            let runtime = tokio::runtime::Handle::current();
            let looked = tokio::task::spawn_blocking(move || runtime.block_on(doctor::look(&self.0)));
            looked.await.map(|lines| lines.into_iter().map(Found::from).collect()).unwrap_or_default()
        })
    }
}
