//! HTTP manners, shared by everything that answers: the one web error, content negotiation, conditional requests,
//! pages kept in memory, who is a reader, and the server that takes connections within limits.

mod body;
mod cache;
mod conditional;
mod encoding;
mod error;
pub mod one_time;
mod packing;
mod page;
pub mod passkey;
mod patient;
mod problem;
mod proxies;
pub mod secret;
mod server;
mod uses;
mod visitor;

pub use body::{Body, BodyError, Pieces};
pub use cache::Cache;
pub use conditional::{EntityTag, matches_any};
pub use encoding::Encoding;
pub use error::Error;
pub use packing::packed;
pub use page::{Page, Reads, Rendered, policy};
pub use problem::{PROBLEM, problem};
pub use proxies::{NotANetwork, TrustedProxies};
pub use server::{Answer, Answering, Limits, serve};
pub use uses::{Hours, KeptUses, Span, Touches, Uses};
pub use visitor::is_reader;
