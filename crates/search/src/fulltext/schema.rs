//! What the index keeps of a story. Nothing is stored to be shown: answers are numbers, and whoever shows them loads the
//! present state, so that an index that lags can leave a story out and never show an old one.

use language::Form;
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

/// Goes up when what is kept, or how words are read, changes: an index of another format is built anew.
pub(super) const FORMAT: u32 = 4;

/// The fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub number: Field,
    /// Seconds since 1970 of the first publication.
    pub hour: Field,
    pub edition: Field,
    pub section: Field,
    pub tag: Field,
    pub author: Field,
    /// Kicker, headline, standfirst, place, tags and bylines: each form of their words is a field of its own, so that a
    /// common stem does not count as rare as a rare spelling of it. In the order of [`Form::ALL`].
    pub head: [Field; 4],
    /// The same of the body.
    pub body: [Field; 4],
    /// The lists that neighbouring words are dealt to ([`super::phrase`]).
    pub pairs: Field,
    /// What the search box offers, by edition ([`super::offers`]).
    pub offer: Field,
}

/// The name of the field of hours, by which its column is found.
pub(super) const HOUR: &str = "hour";
/// The same of editions.
pub(super) const EDITION: &str = "edition";
/// The same of the stories' numbers.
pub(super) const NUMBER: &str = "number";
/// The same of what answers are counted by.
pub(super) const COUNTED: [&str; 3] = ["section", "tag", "author"];
/// Their places among those.
pub(super) const SECTIONS: usize = 0;
pub(super) const TAGS: usize = 1;
pub(super) const AUTHORS: usize = 2;

impl Fields {
    /// What answers are counted by, in the order of [`COUNTED`].
    pub(super) fn counted(&self) -> [Field; COUNTED.len()] {
        [self.section, self.tag, self.author]
    }
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let named = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let counted = named.clone().set_fast("raw");
    // Phrases are looked for as they are folded, where their pairs are found.
    let pairs = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(super::spaced::SPACED)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let of_forms = |builder: &mut SchemaBuilder, names: [&str; 4]| {
        Form::ALL.map(|form| {
            let option = if form == Form::Folded {
                IndexRecordOption::WithFreqsAndPositions
            } else {
                IndexRecordOption::WithFreqs
            };
            builder.add_text_field(names[form as usize], words(option))
        })
    };
    let fields = Fields {
        number: builder.add_u64_field(NUMBER, NumericOptions::default().set_indexed().set_fast()),
        hour: builder.add_i64_field(HOUR, NumericOptions::default().set_fast()),
        edition: builder.add_text_field(EDITION, counted.clone()),
        section: builder.add_text_field(COUNTED[SECTIONS], counted.clone()),
        tag: builder.add_text_field(COUNTED[TAGS], counted.clone()),
        author: builder.add_text_field(COUNTED[AUTHORS], counted),
        head: of_forms(&mut builder, ["head_exact", "head_folded", "head_stem", "head_prefix"]),
        body: of_forms(&mut builder, ["body_exact", "body_folded", "body_stem", "body_prefix"]),
        pairs: builder.add_text_field("pairs", pairs),
        offer: builder.add_text_field("offer", named),
    };
    (builder.build(), fields)
}

/// Words come cut and folded ([`super::spaced`]).
fn words(option: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default().set_tokenizer(super::spaced::SPACED).set_index_option(option).set_fieldnorms(true),
    )
}
