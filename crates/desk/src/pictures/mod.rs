//! The picture library at the desk: taking pictures in, finding them, what is known of each, and what readers must not see.

mod blur;
pub(crate) mod checks;
mod found;
mod keep;
mod likeness;
mod list;
mod one;
mod show;
mod taking;
mod uploads;

pub(crate) use blur::{blur, blur_page};
pub(crate) use found::found;
pub use keep::{keep_pictures, list_pictures, note_blurred};
pub(crate) use likeness::Likeness;
pub(crate) use list::{pictures, send};
pub(crate) use one::{change, picture};
pub(crate) use taking::refusal;
pub(crate) use uploads::{begin, end, look, piece};
