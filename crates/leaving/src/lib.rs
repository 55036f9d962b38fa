//! A newsroom leaving: kept as a backup and restored, moved to another database, written out for others and read back.
//!
//! Everything here reads a newsroom as it is at one moment, or fills one that is empty. Nothing here can change a
//! newsroom at work.

mod archive;
pub mod backup;
mod checking;
mod error;
pub mod export;
mod files;
mod holdings;
pub mod import;
pub mod moving;
pub mod restore;
pub mod still;

pub use error::Error;
pub use files::{Folder, media_named};
pub use holdings::Holdings;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// How far long work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// What is being done, in words.
    pub what: &'a str,
    pub done: u64,
    /// Of so many, where that is known.
    pub of: Option<u64>,
}

/// Told now and then while the work goes on.
pub type Tell<'t> = &'t mut dyn FnMut(Step<'_>);
