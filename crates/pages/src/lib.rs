//! Everything readers and their programs are shown: HTML pages from a theme, feeds, sitemaps and the small files that
//! browsers and crawlers ask for.
//!
//! It takes the domain's types, turns them into [`views`] with a [`Composer`], and prints those with a [`Theme`]. What
//! stands on a page is decided elsewhere; nothing here asks a database, a clock or the network.

pub mod body;
mod compose;
pub mod desk;
mod error;
pub mod feeds;
pub mod head_slot;
pub mod ninjs;
pub mod reference;
pub mod samples;
mod share;
pub mod sitemap;
pub mod structured;
mod theme;
pub mod views;
pub mod wellknown;
mod xml;

pub use compose::{Composer, Head, StoryParts, iso, picture};
pub use error::Error;
pub use share::{CARD_SIZE, ShareCard};
pub use theme::{Asset, OwnWords, Theme, ThemeMessage, ThemeProblem, messages, own_words, stamp};
