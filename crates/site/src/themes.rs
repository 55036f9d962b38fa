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
            let folder = self.theme_folder.clone();
            let Ok((theme, problems)) = tokio::task::spawn_blocking(move || Theme::load(Some(&folder))).await else {
                tracing::error!("the theme could not be loaded; the one before serves");
                continue;
            };
            tell(&problems);
            *self.theme.write().expect("nothing panics while it is held") = Arc::new(theme);
            self.cache.drop_users(&[UseKey::theme()]);
            tracing::info!("the theme's overrides were taken in");
        }
    }
}
