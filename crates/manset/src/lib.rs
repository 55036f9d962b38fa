//! What the binary ties together and tests need tied the same way.

pub mod program;
