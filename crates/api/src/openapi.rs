//! The OpenAPI document: made from the handlers, kept as a golden file.

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Server};
use utoipa::{PartialSchema, ToSchema};

use crate::lists::ListName;
use crate::routes;
use crate::schema::{FieldProblem, Problem};

const ABOUT: &str = "\
Published stories for everybody, and the newsroom's acts for whoever holds a token.

A story is a [ninjs 3.1](https://iptc.org/standards/ninjs/) object; what ninjs has no word for stands in its extension \
object `manset`. Lists answer `{\"items\": […], \"next\": cursor or null}`.

**Writing** needs a token: `manset user add --email E --name N --role editor`, then `manset user token --email E`. Send it as \
`Authorization: Bearer …`. A story's life is: `POST stories`, `PUT stories/{number}/draft`, `POST \
stories/{number}/publication`, perhaps `POST stories/{number}/correction`, `DELETE stories/{number}/publication`. An act \
answers with its ledger `position`, and when it answers, this node's pages tell it. On another node say \
`?after=POSITION`.

**Errors** are problems (RFC 9457). `code` names the kind and never changes; `errors` names the field with a JSON pointer. \
`POST` takes an `Idempotency-Key`: sent again within a day it is answered as the first time and done once. `RateLimit` tells \
how many writes are left to the token in this minute.";

/// What the document says of itself.
pub(crate) fn about() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Manşet")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()));
    OpenApiBuilder::new().info(info.build()).build()
}

/// The document with the scheme of its tokens.
pub(crate) fn finished(mut document: OpenApi) -> OpenApi {
    let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("A token of `manset user token`."));
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("token", SecurityScheme::Http(scheme.build()));
    // Shapes that only parameters and problems name are not found by the handlers' own bodies.
    components.schemas.insert(ListName::name().into_owned(), ListName::schema());
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    components.schemas.insert(FieldProblem::name().into_owned(), FieldProblem::schema());
    document
}

/// The document as served: addresses count from this paper's origin.
pub(crate) fn served_at(document: &OpenApi, origin: &str) -> OpenApi {
    let mut document = document.clone();
    document.servers = Some(vec![Server::new(format!("{origin}/api/v1"))]);
    document
}

/// The whole document, without a server.
pub fn document() -> OpenApi {
    let router = utoipa_axum::router::OpenApiRouter::with_openapi(about());
    finished(router.merge(routes::open()).merge(routes::signed()).into_openapi())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_document_is_as_promised() {
        let text = serde_json::to_string_pretty(&super::document()).expect("it is JSON");
        insta::assert_snapshot!("openapi", text);
    }
}
