//! What can go wrong in printing.

/// A page could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template asked for something that is not there, and no built-in one could take its place.
    #[error("a page could not be printed")]
    Template(#[from] minijinja::Error),
}
