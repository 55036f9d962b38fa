//! Archives: what old sites hold.

pub mod portal_page;
