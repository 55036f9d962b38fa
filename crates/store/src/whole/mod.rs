//! The newsroom as a whole, for what carries it from place to place: every row read at one moment, and put into an empty
//! newsroom on either database. Rows leave as they are stored; nothing here knows what they mean, and nothing here can
//! write into a newsroom that holds anything.

mod filling;
mod late;
mod row;
mod snapshot;

pub use filling::Filling;
pub use late::{Held, Late};
pub use row::{Digested, Digesting, Value, Values};
pub use snapshot::{Rows, Snapshot};
