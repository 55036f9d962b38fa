//! What goes out. So far letters: to people who are invited, who forgot a password, or who should know of a sign-in.
//!
//! A letter waits in the database ([`store::NewLetter`]) and is sent from there by the one node that holds the lease, again and
//! again with growing patience, until the server has taken it or says that it never will. Nothing else of the program
//! waits for a mail server.

mod letter;
mod post;

pub use letter::{Authority, Barrier, Failed, NoCertificate, Words, is_sender, send};
pub use post::{Post, deliver};
