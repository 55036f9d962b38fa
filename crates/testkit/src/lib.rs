//! The test newsroom: databases of either kind, the standing cast, and a desk that acts in one line.
//!
//! It is for tests only. The integration suite of the whole program lives here too, in `tests/suite`: one binary with
//! many modules, since each further binary would be linked anew.

pub mod archive;
mod authenticator;
mod bucket;
mod caller;
pub mod cast;
mod clerk;
pub mod database;
mod desk;
pub mod film;
mod mailbox;
mod newsroom;
mod witness;

pub use authenticator::Authenticator;
pub use bucket::Bucket;
pub use caller::Caller;
pub use clerk::Clerk;
pub use database::Database;
pub use desk::Desk;
pub use mailbox::Mailbox;
pub use newsroom::{BROWSER, Got, Newsroom, site_settings};
pub use witness::{PATIENCE, Witness};
