//! Watching the theme's folder: a file that a newsroom changes takes effect without a restart.

use std::sync::Arc;
use std::time::Duration;

use newsroom::UseKey;
use pages::{Theme, ThemeProblem};

use crate::Site;

/// How often the folder is looked at.
const EVERY: Duration = Duration::from_secs(1);

/// Says what is wrong with overrides, each with its place.
pub(crate) fn tell(problems: &[ThemeProblem]) {
    for problem in problems {
        tracing::error!("theme: {problem}; the built-in file serves");
    }
}

impl Site {
    /// Takes changed overrides in, until dropped. `seen` is the folder's stamp from before the theme was loaded.
    pub(crate) async fn watch_theme(self: Arc<Self>, mut seen: String) {
        loop {
            tokio::time::sleep(EVERY).await;
            let now = pages::stamp(&self.theme_folder);
            if now == seen {
                continue;
            }
            seen = now;
            if self.load_theme().await {
                tracing::info!("the theme's overrides were taken in");
            }
        }
    }

    /// Takes in words that were changed at the desk, if any were: done when pages are printed with them.
    pub(crate) async fn take_words_in(&self) {
        if self.theme().own_words() != &pages::own_words(&self.house()) {
            self.load_theme().await;
        }
    }

    async fn load_theme(&self) -> bool {
        // One at a time, so that the later one is not put over by the earlier.
        let _turn = self.theme_turn.lock().await;
        let (folder, own) = (self.theme_folder.clone(), pages::own_words(&self.house()));
        let loaded = tokio::task::spawn_blocking(move || Theme::load_with(Some(&folder), own)).await;
        let Ok((theme, problems)) = loaded else {
            tracing::error!("the theme could not be loaded; the one before serves");
            return false;
        };
        tell(&problems);
        *self.theme.write().expect("nothing panics while it is held") = Arc::new(theme);
        self.cache.drop_users(&[UseKey::theme()]);
        true
    }
}
