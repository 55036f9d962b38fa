//! What templates are given. Every field is a promise to theme makers: it keeps its name and meaning, and changes go
//! through the changelog.
//!
//! Views hold finished things: addresses, printed hours, markup made by [`body`](crate::body). A template decides
//! where they stand, never what they say. [`Composer`](crate::Composer) makes them from the domain's types.
//!
//! Addresses named `url` are site-relative (`/siyaset/…-12`) unless a field says that it is absolute.

mod card;
mod feed;
mod pages;
mod shell;

pub use card::{CardView, PictureView, SourceView, TimeView};
pub use feed::{
    Enclosure, FeedItem, FeedView, NewsSitemapItem, SitemapEntry, SitemapIndexItem, SitemapItem, SitemapView,
};
pub use pages::{
    AuthorView, BlockView, ChoiceView, ColumnistView, CorrectionItem, CorrectionKind, CorrectionView, CorrectionsView,
    FilterView, Formulas, FrontView, GoneView, HistoryKind, HistoryView, HowRankedView, InstitutionKind,
    InstitutionView, ListingKind, ListingView, PieceView, RowView, SEARCH_SCRIPT, SearchView, ShareLink, SlotView,
    StoryView, TranslationView,
};
pub use shell::{
    AdView, AdsView, Alternate, EditionLink, EditionView, FeedLink, FooterView, Link, LookView, MenuItem, OpenGraph,
    OpenGraphImage, Shell,
};
