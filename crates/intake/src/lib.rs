//! What arrives: parsers of wire formats and of old sites' pages, each turning bytes into [`Arrival`]s.
//!
//! | module | reads |
//! |---|---|
//! | [`arrival`] | nothing: the shape every parser returns, and which format a file is |
//! | [`wire::ninjs`] | IPTC ninjs 1.0 to 3.1, strictly by each version's rules |
//! | [`archive::portal_page`] | one article page of an old portal, as HTML or text, with its boxes |
//! | [`html`] | HTML fragments into the newsroom's typed body: the only reader of HTML in the house |
//! | [`text`] | bytes into Unicode |
//! | [`placing`] | nothing: it takes arrivals into the newsroom, each with a verdict |
//!
//! Nothing here fetches. Parsers store and publish nothing; `placing` does, by the newsroom's own acts. A parser returns what it could read and a list of what was wrong, with
//! places; bytes of any kind get an answer and never a panic.

pub mod archive;
pub mod arrival;
pub mod head_slot;
pub mod html;
pub mod placing;
pub mod text;
pub mod wire;

pub use arrival::{
    Arrival, ArrivalKind, ArrivedPicture, Association, Kind, PubStatus, TimePrecision, Wrong, guess_kind, made_up_uri,
};
