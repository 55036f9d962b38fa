//! Wire formats: what agencies send.

pub mod ninjs;
