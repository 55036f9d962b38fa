//! Every address of the desk, one table.

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::answer::Failure;
use crate::{
    Shared, alarms, assets, band_end, board, comments, confirm, details, entry, events, figures, findings, forgotten,
    four_eyes, fronts, history, mail, me, passkeys, people, person, pictures, preview, publication, repairs, revisions,
    second_step, selection, settings, stages, story, suggest, tokens, views, ways_in, writing,
};

/// An address, and who may ask for it.
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub open_to: OpenTo,
}

/// Who gets past the door. What they may do inside, `newsroom::rights` decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenTo {
    /// Anybody: ways in, and files without a secret.
    Everybody,
    SignedIn,
}

macro_rules! table {
    ($(($method:literal, $path:literal, $open_to:ident, $handler:expr)),* $(,)?) => {
        /// The table, for whoever checks that each address is guarded.
        pub const TABLE: &[Route] = &[$(Route { method: $method, path: $path, open_to: OpenTo::$open_to }),*];

        fn routes() -> Router<Arc<Shared>> {
            let router = Router::new();
            $(let router = router.route($path, match $method {
                "POST" => post($handler),
                _ => get($handler),
            });)*
            router
        }
    };
}

table![
    ("GET", "/desk/", SignedIn, board::board),
    ("GET", "/desk/events", SignedIn, events::events),
    ("POST", "/desk/views", SignedIn, views::keep),
    ("POST", "/desk/views/end", SignedIn, views::end),
    ("GET", "/desk/selection", SignedIn, selection::before),
    ("POST", "/desk/selection", SignedIn, selection::perform),
    ("GET", "/desk/figures", SignedIn, figures::figures),
    ("GET", "/desk/stories/{number}/figures", SignedIn, figures::story),
    ("GET", "/desk/set-up", Everybody, entry::set_up_page),
    ("POST", "/desk/set-up", Everybody, entry::set_up),
    ("GET", "/desk/sign-in", Everybody, entry::sign_in_page),
    ("POST", "/desk/sign-in", Everybody, entry::sign_in),
    ("GET", "/desk/sign-in/second-step", Everybody, second_step::second_step_page),
    ("POST", "/desk/sign-in/second-step", Everybody, second_step::second_step),
    ("POST", "/desk/sign-in/challenge", Everybody, passkeys::sign_in_challenge),
    ("POST", "/desk/sign-in/passkey", Everybody, passkeys::sign_in),
    ("GET", "/desk/forgotten", Everybody, forgotten::forgotten_page),
    ("POST", "/desk/forgotten", Everybody, forgotten::forgotten),
    ("POST", "/desk/sign-out", SignedIn, entry::sign_out),
    ("GET", "/desk/join/{secret}", Everybody, entry::join_page),
    ("POST", "/desk/join/{secret}", Everybody, entry::join),
    ("POST", "/desk/language", Everybody, entry::language),
    ("GET", "/desk/confirm", SignedIn, confirm::confirm_page),
    ("POST", "/desk/confirm", SignedIn, confirm::confirm),
    ("POST", "/desk/confirm/passkey", SignedIn, passkeys::confirm_by_passkey),
    ("GET", "/desk/me", SignedIn, me::me),
    ("POST", "/desk/me/name", SignedIn, me::rename),
    ("POST", "/desk/me/password", SignedIn, me::new_password),
    ("GET", "/desk/me/ways-in", SignedIn, ways_in::ways_in),
    ("POST", "/desk/me/ways-in/challenge", SignedIn, passkeys::challenge),
    ("POST", "/desk/confirm/challenge", SignedIn, passkeys::challenge),
    ("POST", "/desk/me/ways-in/passkeys", SignedIn, passkeys::register),
    ("POST", "/desk/me/ways-in/passkey", SignedIn, passkeys::change),
    ("POST", "/desk/me/ways-in/offer", SignedIn, ways_in::offer),
    ("GET", "/desk/me/ways-in/one-time", SignedIn, ways_in::one_time_page),
    ("POST", "/desk/me/ways-in/one-time", SignedIn, ways_in::confirm_one_time),
    ("POST", "/desk/me/ways-in/one-time-off", SignedIn, ways_in::turn_one_time_off),
    ("POST", "/desk/me/ways-in/codes", SignedIn, ways_in::make_codes),
    ("GET", "/desk/tokens", SignedIn, tokens::tokens),
    ("POST", "/desk/tokens", SignedIn, tokens::make),
    ("POST", "/desk/tokens/revocation", SignedIn, tokens::revoke),
    ("GET", "/desk/sessions", SignedIn, people::sessions),
    ("POST", "/desk/sessions", SignedIn, people::end_sessions),
    ("GET", "/desk/people", SignedIn, people::people),
    ("POST", "/desk/people", SignedIn, people::invite),
    ("POST", "/desk/people/access", SignedIn, people::access),
    ("POST", "/desk/people/second-factor", SignedIn, person::second_factor_rule),
    ("GET", "/desk/people/{number}", SignedIn, person::person),
    ("POST", "/desk/people/{number}", SignedIn, person::change),
    ("GET", "/desk/settings/mail", SignedIn, mail::mail),
    ("POST", "/desk/settings/mail", SignedIn, mail::set_server),
    ("POST", "/desk/settings/mail/test", SignedIn, mail::test),
    ("POST", "/desk/settings/mail/letter", SignedIn, mail::hurry),
    ("GET", "/desk/audit", SignedIn, people::audit),
    ("GET", "/desk/settings", SignedIn, settings::index),
    ("GET", "/desk/settings/editions", SignedIn, settings::editions::editions),
    ("POST", "/desk/settings/editions", SignedIn, settings::editions::open),
    ("GET", "/desk/settings/editions/{edition}", SignedIn, settings::editions::edition),
    ("POST", "/desk/settings/editions/{edition}", SignedIn, settings::editions::change),
    ("POST", "/desk/settings/editions/{edition}/closing", SignedIn, settings::editions::close),
    ("GET", "/desk/settings/masthead/{edition}", SignedIn, settings::masthead::masthead),
    ("POST", "/desk/settings/masthead/{edition}", SignedIn, settings::masthead::save),
    ("GET", "/desk/settings/sections/{edition}", SignedIn, settings::sections::sections),
    ("POST", "/desk/settings/sections/{edition}", SignedIn, settings::sections::open_or_order),
    ("GET", "/desk/settings/sections/{edition}/{section}", SignedIn, settings::sections::section),
    ("POST", "/desk/settings/sections/{edition}/{section}", SignedIn, settings::sections::change_or_close),
    ("GET", "/desk/settings/authors/{edition}", SignedIn, settings::authors::authors),
    ("POST", "/desk/settings/authors/{edition}", SignedIn, settings::authors::add),
    ("GET", "/desk/settings/authors/{edition}/{author}", SignedIn, settings::authors::author),
    ("POST", "/desk/settings/authors/{edition}/{author}", SignedIn, settings::authors::change),
    ("GET", "/desk/settings/look/{edition}", SignedIn, settings::look::look),
    ("POST", "/desk/settings/look/{edition}", SignedIn, settings::look::save),
    ("GET", "/desk/settings/look/{edition}/preview", SignedIn, settings::look::preview),
    ("GET", "/desk/settings/words/{edition}", SignedIn, settings::words::words),
    ("POST", "/desk/settings/words/{edition}", SignedIn, settings::words::save),
    ("GET", "/desk/settings/rules/{edition}", SignedIn, settings::rules::rules),
    ("POST", "/desk/settings/rules/{edition}", SignedIn, settings::rules::save),
    ("GET", "/desk/settings/head/{edition}", SignedIn, settings::head::head),
    ("POST", "/desk/settings/head/{edition}", SignedIn, settings::head::save),
    ("GET", "/desk/settings/ads/{edition}", SignedIn, settings::ads::places),
    ("GET", "/desk/settings/ads/{edition}/{place}", SignedIn, settings::ads::place),
    ("POST", "/desk/settings/ads/{edition}/{place}", SignedIn, settings::ads::save),
    ("GET", "/desk/settings/storage", SignedIn, settings::storage::storage),
    ("GET", "/desk/repairs", SignedIn, repairs::repairs),
    ("POST", "/desk/repairs", SignedIn, repairs::mend_some),
    ("GET", "/desk/corrections", SignedIn, history::corrections),
    ("GET", "/desk/stories/{number}/history", SignedIn, history::story),
    ("POST", "/desk/stories", SignedIn, story::begin),
    ("GET", "/desk/stories/{number}", SignedIn, story::page),
    ("GET", "/desk/stories/{number}/preview", SignedIn, preview::preview),
    ("GET", "/desk/stories/{number}/previews", SignedIn, preview::links),
    ("POST", "/desk/stories/{number}/previews", SignedIn, preview::share),
    ("GET", "/desk/preview/{secret}", Everybody, preview::shared_preview),
    ("GET", "/desk/preview/{secret}/page", Everybody, preview::shared_page),
    ("GET", "/desk/stories/{number}/address", SignedIn, details::address),
    ("GET", "/desk/stories/{number}/findings", SignedIn, findings::findings),
    ("POST", "/desk/stories/{number}/translations", SignedIn, details::begin_translation),
    ("GET", "/desk/suggest/authors", SignedIn, suggest::authors),
    ("GET", "/desk/suggest/tags", SignedIn, suggest::tags),
    ("GET", "/desk/suggest/stories", SignedIn, suggest::stories),
    ("GET", "/desk/suggest/related", SignedIn, suggest::related),
    ("POST", "/desk/stories/{number}/journal", SignedIn, writing::journal),
    ("POST", "/desk/stories/{number}/stage", SignedIn, stages::move_on),
    ("POST", "/desk/stories/{number}/hours", SignedIn, stages::hours),
    ("GET", "/desk/stories/{number}/revisions", SignedIn, revisions::revisions),
    ("POST", "/desk/stories/{number}/revisions", SignedIn, revisions::restore),
    ("GET", "/desk/stories/{number}/difference", SignedIn, revisions::compare),
    ("GET", "/desk/stories/{number}/comments", SignedIn, comments::comments),
    ("POST", "/desk/stories/{number}/comments", SignedIn, comments::say),
    ("GET", "/desk/stories/{number}/threads", SignedIn, comments::threads),
    ("POST", "/desk/stories/{number}/threads", SignedIn, comments::change),
    ("GET", "/desk/late", SignedIn, alarms::late),
    ("GET", "/desk/settings/four-eyes", SignedIn, four_eyes::four_eyes),
    ("POST", "/desk/settings/four-eyes", SignedIn, four_eyes::set),
    ("GET", "/desk/stories/{number}/publication", SignedIn, publication::publication_page),
    ("POST", "/desk/stories/{number}/publication", SignedIn, publication::publish),
    ("GET", "/desk/stories/{number}/correction", SignedIn, publication::correction_page),
    ("POST", "/desk/stories/{number}/correction", SignedIn, publication::correct),
    ("GET", "/desk/stories/{number}/band", SignedIn, band_end::before),
    ("POST", "/desk/stories/{number}/band", SignedIn, band_end::end),
    ("GET", "/desk/stories/{number}/withdrawal", SignedIn, publication::withdrawal_page),
    ("POST", "/desk/stories/{number}/withdrawal", SignedIn, publication::withdraw),
    ("GET", "/desk/fronts", SignedIn, fronts::list),
    ("GET", "/desk/fronts/{edition}", SignedIn, fronts::edition_page),
    ("GET", "/desk/fronts/{edition}/{section}", SignedIn, fronts::page),
    ("POST", "/desk/fronts/{edition}/{section}", SignedIn, fronts::change),
    ("GET", "/desk/fronts/{edition}/{section}/state", SignedIn, fronts::state),
    ("GET", "/desk/fronts/{edition}/{section}/preview", SignedIn, fronts::preview),
    ("GET", "/desk/fronts/{edition}/{section}/publication", SignedIn, fronts::act_page),
    ("POST", "/desk/fronts/{edition}/{section}/publication", SignedIn, fronts::act),
    ("POST", "/desk/fronts/{edition}/{section}/schedule", SignedIn, fronts::scheduled),
    ("GET", "/desk/fronts/{edition}/{section}/past", SignedIn, fronts::past_page),
    ("GET", "/desk/fronts/{edition}/{section}/breaking", SignedIn, fronts::band_page),
    ("POST", "/desk/fronts/{edition}/{section}/breaking", SignedIn, fronts::band),
    ("GET", "/desk/pictures", SignedIn, pictures::pictures),
    ("POST", "/desk/pictures", SignedIn, pictures::send),
    ("GET", "/desk/pictures/found", SignedIn, pictures::found),
    ("POST", "/desk/pictures/uploads", SignedIn, pictures::begin),
    ("GET", "/desk/pictures/uploads/{id}", SignedIn, pictures::look),
    ("POST", "/desk/pictures/uploads/{id}/pieces/{offset}", SignedIn, pictures::piece),
    ("POST", "/desk/pictures/uploads/{id}/end", SignedIn, pictures::end),
    ("GET", "/desk/pictures/{file}", SignedIn, pictures::picture),
    ("POST", "/desk/pictures/{file}", SignedIn, pictures::change),
    ("GET", "/desk/pictures/{file}/blur", SignedIn, pictures::blur_page),
    ("POST", "/desk/pictures/{file}/blur", SignedIn, pictures::blur),
    ("GET", "/desk/assets/{name}", Everybody, assets::asset),
];

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    routes()
        .route("/desk", get(async || axum::response::Redirect::permanent("/desk/")))
        .fallback(async || Failure(web::Error::NotFound))
        .method_not_allowed_fallback(async || Failure(web::Error::MethodNotAllowed))
        .with_state(shared)
}
