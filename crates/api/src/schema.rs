//! The shapes that go over the wire, for the OpenAPI page. Stories are written by `pages::ninjs` and read by `intake`;
//! these say what to expect of them.
#![allow(dead_code, reason = "shapes are described here and made elsewhere")]

use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

/// A story as ninjs 3.1, with the extension object `manset`. Any other property of ninjs 3.1 is taken too.
#[derive(ToSchema)]
#[schema(example = json!({
    "language": "tr",
    "headlines": [{"role": "main", "value": "Kızılçay taştı, on iki ev boşaltıldı"}],
    "descriptions": [{"role": "standfirst", "value": "Gece boyu süren yağış dereyi taşırdı; yaralanan yok."}],
    "bodies": [{"contentType": "text/html", "value": "<p>Kızılçay dün gece taştı.</p><h2>Köprü kapalı</h2><p>Ekipler bölgede.</p>"}],
    "subjects": [{"literal": "gundem", "name": "Gündem", "rel": "section"}, {"name": "Sel"}],
    "by": "Ayşe Yılmaz",
    "located": "Çınar",
    "urgency": 3
}))]
#[schema(rename_all = "camelCase")]
pub(crate) struct Story {
    /// The story's lasting name; made up if left out.
    #[schema(required = false)]
    pub uri: String,
    #[schema(required = false, example = "text")]
    pub r#type: String,
    /// BCP 47.
    #[schema(required = false, example = "tr")]
    pub language: String,
    /// In answers: how many revisions readers have seen.
    #[schema(required = false, read_only)]
    pub version: String,
    #[schema(required = false, format = DateTime)]
    pub first_created: String,
    #[schema(required = false, format = DateTime)]
    pub version_created: String,
    /// Before this hour no revision may appear.
    #[schema(required = false, format = DateTime)]
    pub embargoed_until: String,
    #[schema(required = false)]
    pub pub_status: PubStatus,
    /// 1 (flash) to 9 (can wait).
    #[schema(required = false, minimum = 1, maximum = 9)]
    pub urgency: u8,
    /// Roles `main` and `kicker`.
    #[schema(required = false)]
    pub headlines: Vec<Words>,
    /// Role `standfirst`.
    #[schema(required = false)]
    pub descriptions: Vec<Words>,
    /// One, in HTML: paragraphs, `h2`, lists, tables, quotations, pictures of the library, links.
    #[schema(required = false)]
    pub bodies: Vec<Words>,
    /// As printed: one name, or several with commas.
    #[schema(required = false)]
    pub by: String,
    /// The place it was filed from.
    #[schema(required = false)]
    pub located: String,
    /// Sections (`rel: section`) and tags.
    #[schema(required = false)]
    pub subjects: Vec<Subject>,
    /// Agencies and other sources, by name.
    #[schema(required = false)]
    pub info_sources: Vec<Source>,
    /// Pictures and videos, as `POST media` answers them; the picture named `main` is the story's.
    #[schema(required = false)]
    pub associations: Vec<Picture>,
    #[schema(required = false)]
    pub manset: Extension,
}

#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum PubStatus {
    Usable,
    Withheld,
    Canceled,
}

/// Words with their role.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Words {
    #[schema(required = false)]
    pub role: String,
    #[schema(required = false, example = "text/plain")]
    pub content_type: String,
    pub value: String,
}

#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Subject {
    /// A section's key or a tag's slug.
    #[schema(required = false)]
    pub literal: String,
    #[schema(required = false)]
    pub name: String,
    /// `section` or `tag`.
    #[schema(required = false)]
    pub rel: String,
}

#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Source {
    #[schema(example = "AA")]
    pub name: String,
    #[schema(required = false)]
    pub role: String,
}

/// A picture or a video of the library.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Picture {
    #[schema(example = "main")]
    pub name: String,
    pub uri: String,
    #[schema(required = false, example = "picture")]
    pub r#type: String,
    /// Roles `caption`, `alt` and `credit`.
    #[schema(required = false)]
    pub descriptions: Vec<Words>,
    #[schema(required = false)]
    pub renditions: Vec<Rendition>,
    #[schema(required = false)]
    pub copyright_notice: String,
    #[schema(required = false)]
    pub manset: PictureExtension,
    /// Of a video: the picture named `poster`, as an association.
    #[schema(required = false, value_type = Vec<Object>)]
    pub associations: Vec<()>,
}

/// What ninjs has no word for.
#[derive(ToSchema)]
pub(crate) struct PictureExtension {
    /// The point that must be seen however the picture is cut.
    #[schema(required = false)]
    pub focus: Focus,
}

/// In hundredths of the width from the left and of the height from the top.
#[derive(ToSchema)]
pub(crate) struct Focus {
    #[schema(maximum = 100)]
    pub x: u8,
    #[schema(maximum = 100)]
    pub y: u8,
}

#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Rendition {
    pub name: String,
    #[schema(required = false)]
    pub href: String,
    #[schema(required = false)]
    pub content_type: String,
    #[schema(required = false)]
    pub width: u32,
    #[schema(required = false)]
    pub height: u32,
    /// Of a video, in seconds.
    #[schema(required = false)]
    pub duration: u32,
}

/// What ninjs has no word for. What an answer holds and a request may not change is passed over.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) struct Extension {
    #[schema(required = false, read_only, minimum = 1)]
    pub number: i64,
    /// Where readers find it; absent while they do not.
    #[schema(required = false, read_only)]
    pub url: String,
    /// An edition's code.
    #[schema(required = false)]
    pub edition: String,
    /// The home section's key.
    #[schema(required = false)]
    pub section: String,
    #[schema(required = false, read_only, format = DateTime)]
    pub published_at: String,
    #[schema(required = false, read_only, format = DateTime)]
    pub updated_at: String,
    #[schema(required = false, read_only)]
    pub version: i64,
    /// The ledger's position of its newest entry.
    #[schema(required = false, read_only)]
    pub position: i64,
    /// Of a draft: the revision.
    #[schema(required = false, read_only)]
    pub revision: i64,
    #[schema(required = false, read_only, format = DateTime)]
    pub scheduled_at: String,
    /// The hour at which the breaking band lets it go.
    #[schema(required = false, format = DateTime)]
    pub breaking_until: String,
    /// Paid for by an advertiser, and said so wherever it shows.
    #[schema(required = false)]
    pub advertorial: bool,
    /// The number of the first story of those that say the same in other languages.
    #[schema(required = false)]
    pub translation: i64,
    /// Of a draft: the words chosen for the address, in its spelling.
    #[schema(required = false)]
    pub slug: String,
    /// Of a draft: what search engines and the browser's tab show for a headline.
    #[schema(required = false)]
    pub search_title: String,
    /// Of a draft: what a link to the story is called where it is passed on.
    #[schema(required = false)]
    pub social_title: String,
    /// Of a draft: numbers of own stories chosen to be read next, in order.
    #[schema(required = false)]
    pub related: Vec<i64>,
    /// Of a draft: what could not be taken, in words.
    #[schema(required = false, read_only)]
    pub left_out: Vec<String>,
}

/// A list.
#[derive(ToSchema)]
pub(crate) struct Items {
    pub items: Vec<Story>,
    /// Send it as `cursor` for the items that follow; null at the end.
    pub next: Option<String>,
}

/// A list with how many there are in all.
#[derive(ToSchema)]
pub(crate) struct SearchItems {
    pub items: Vec<Story>,
    pub next: Option<String>,
    pub total: i64,
    /// The question that may have been meant, in whose words much more is found.
    pub meant: Option<String>,
    /// The items are the answers to that one: no story answers the words asked for.
    pub by_meant: bool,
    /// With `counts`: how many answers there are by `section`, `tag`, `author` and `year`.
    pub counts: Option<std::collections::BTreeMap<String, Vec<Counted>>>,
    /// False while the node still reads its index in, and finds less than there is.
    pub complete: bool,
}

/// How many answers have this in common.
#[derive(ToSchema)]
pub(crate) struct Counted {
    pub name: String,
    pub stories: i64,
}

/// What may be typed on.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum Suggestions {
    Items {
        items: Vec<String>,
    },
    /// With `as=opensearch` two things: what was typed, and the list of what may be.
    OpenSearch(Vec<serde_json::Value>),
}

#[derive(ToSchema)]
pub(crate) struct History {
    pub items: Vec<HistoryLine>,
    pub next: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct HistoryLine {
    pub position: i64,
    /// `publish`, `update`, `correct` or `withdraw`.
    pub act: String,
    #[schema(format = DateTime)]
    pub at: String,
    /// A correction's note or a withdrawal's reason.
    pub note: Option<String>,
}

/// An act that readers see the effect of.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) struct Acted {
    /// The ledger's position of the act.
    pub position: i64,
    pub act: String,
    pub number: i64,
    #[schema(required = false)]
    pub uri: String,
    #[schema(required = false)]
    pub url: Option<String>,
    #[schema(required = false)]
    pub edition: String,
    #[schema(required = false)]
    pub section: String,
    #[schema(required = false)]
    pub version: i64,
    #[schema(required = false, format = DateTime)]
    pub published_at: String,
    #[schema(required = false, format = DateTime)]
    pub updated_at: String,
}

#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) struct Scheduled {
    pub number: i64,
    pub revision: i64,
    #[schema(format = DateTime)]
    pub scheduled_at: String,
}

#[derive(ToSchema)]
pub(crate) struct Placements {
    pub edition: String,
    /// Null for the edition's own front.
    pub section: Option<String>,
    pub placements: Vec<Placement>,
}

#[derive(ToSchema)]
pub(crate) struct Placed {
    pub position: i64,
    pub act: String,
    pub edition: String,
    pub section: Option<String>,
    pub placements: Vec<Placement>,
}

#[derive(ToSchema)]
pub(crate) struct Placement {
    pub slot: u8,
    pub story: i64,
}

/// A problem (RFC 9457).
#[derive(ToSchema)]
pub(crate) struct Problem {
    #[schema(example = "urn:manset:problem:no-source")]
    pub r#type: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    /// Names the kind; it never changes.
    pub code: String,
    /// The fields at fault.
    #[schema(required = false)]
    pub errors: Vec<FieldProblem>,
    /// For a 5xx: what to tell whoever looks after the program.
    #[schema(required = false)]
    pub instance: String,
}

#[derive(ToSchema)]
pub(crate) struct FieldProblem {
    /// JSON pointer (RFC 6901) into the request's body.
    pub pointer: String,
    pub detail: String,
}

/// What an open read can come to beside its answer.
#[derive(IntoResponses)]
pub(crate) enum ReadProblems {
    /// The client has this already.
    #[response(status = 304)]
    NotModified,
    /// A parameter is not as documented.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// There is nothing of the name.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// The story was taken back.
    #[response(status = 410, content_type = "application/problem+json")]
    Gone(Problem),
    /// The story was taken back by order of a court or an authority.
    #[response(status = 451, content_type = "application/problem+json")]
    Barred(Problem),
    /// The node has not caught up, or its database is away: try again.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// What a write can come to beside its answer.
#[derive(IntoResponses)]
pub(crate) enum WriteProblems {
    /// Not JSON, or a parameter is not as documented.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// No token, or one that is not good.
    #[response(status = 401, content_type = "application/problem+json")]
    NotSignedIn(Problem),
    /// The token's person, or the token, may not do this.
    #[response(status = 403, content_type = "application/problem+json")]
    NotAllowed(Problem),
    /// There is nothing of the name.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// Another story has the uri.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// Somebody saved it meanwhile.
    #[response(status = 412, content_type = "application/problem+json")]
    SavedMeanwhile(Problem),
    /// More bytes than are taken here.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// A body of another kind.
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedType(Problem),
    /// The newsroom refuses: `code` and `errors` say why.
    #[response(status = 422, content_type = "application/problem+json")]
    Refused(Problem),
    /// `If-Match` is missing.
    #[response(status = 428, content_type = "application/problem+json")]
    PreconditionRequired(Problem),
    /// Too many writes in this minute.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(Problem),
    /// The database is away: try again.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}
