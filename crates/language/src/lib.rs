//! Everything that depends on which language a text is in: case, comparison, addresses, order, dates and numbers,
//! the words of the interface, words and sentences, stems, proper names, and which language it is in the first place.
//!
//! It is one room because the rules meet: a slug folds, folding lower-cases, and lower-casing is where Turkish breaks
//! (`I` is the capital of `ı`, not of `i`). Other crates never call `to_lowercase` on readers' words; they ask here.
//!
//! What each file decides:
//!
//! | file | question |
//! |---|---|
//! | `tongue` | which languages an edition can have, their codes and direction |
//! | `case` | lower and upper case |
//! | `fold` | when two spellings count as the same word |
//! | `slug` | what stands in an address |
//! | `order` | what comes first in a list of names |
//! | `dates`, `numbers` | how days, hours, ages and counts are written |
//! | `messages` | the interface's words (Fluent), which a newsroom may override |
//! | `segments` | where words and sentences end |
//! | `spans`, `forms` | the words of a text as search counts them, and the forms under which each is found |
//! | `stem`, `stopwords` | which words are alike, and which say nothing |
//! | `names` | people, places and bodies named in a text |
//! | `detect` | which language a text is in |
//! | `broken` | letters that a wrong encoding broke, and what they were |
//!
//! Nothing here reads a file, a clock or the network. Tables come from CLDR through ICU4X and are compiled in; what is
//! slow to set up is set up once per process, on first use.

mod broken;
mod case;
mod dates;
mod detect;
mod fold;
mod forms;
mod messages;
mod names;
mod numbers;
mod order;
mod segments;
mod slug;
mod spans;
mod stem;
mod stopwords;
mod tongue;

pub use broken::{first_broken, icelandic_words, turkish_again, unbroken};
pub use case::{lower, upper};
pub use dates::{age, date_time, long_date, long_date_time, short_date, time};
pub use detect::{Detectable, Detected, detect};
pub use fold::fold;
pub use forms::{ASKED_MAX, Analyser, Asked, Form, Forms, question};
pub use messages::{Value, Words, WordsError, message_source, read_message};
pub use names::{Name, names};
pub use numbers::{fraction, number};
pub use order::compare;
pub use segments::{pieces, sentences, words};
pub use slug::{SLUG_CHARS_MAX, slug};
pub use stem::{stem, stem_of_folded};
pub use stopwords::is_stopword;
pub use tongue::{Direction, Language, ParseLanguageError};
