//! Who asks: the session behind a cookie, the language they read, and whether a form is truly theirs.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Uri, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use jiff::{SignedDuration, Timestamp};
use language::Language;
use newsroom::ids::hex;
use newsroom::rights::{self, Object};
use newsroom::{Edition, House, Right};
use pages::desk::{AlarmLine, Frame, LANGUAGES, LanguageChoice, Me, MenuLine, Warning};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use store::SignedIn;

use crate::answer::{FORGED, Failure, see_other};
use crate::{From, Shared, alarms, confirm};

/// How long after somebody showed that it is them acts that open doors are done without asking again.
const CONFIRMED_FOR: SignedDuration = SignedDuration::from_mins(10);
/// How long after it their forms are shown without asking first: what is left is time to fill one in.
const FORMS_FOR: SignedDuration = SignedDuration::from_mins(5);
/// Where people set up passkeys and codes.
pub(crate) const WAYS_IN: &str = "/desk/me/ways-in";

/// What is open to somebody who needs a second factor and has none yet: where they set it up, and the way out.
fn is_open_without_second_factor(path: &str) -> bool {
    path.starts_with(WAYS_IN)
        || path.starts_with("/desk/confirm")
        || path == "/desk/sign-out"
        || path == "/desk/language"
}

/// Somebody who is signed in, asking.
pub(crate) struct Asking {
    pub signed: SignedIn,
    pub language: Language,
    /// SHA-256 of the session's cookie.
    pub session: String,
    /// What this session's forms carry.
    pub csrf: String,
    pub address: String,
    pub house: Arc<House>,
    /// The form they sent, where it was one.
    pub sent: Sent,
    /// What is late and this person can do something about; looked for where a page is answered.
    pub alarms: Vec<AlarmLine>,
}

/// A form as it came: where it was sent, and its fields but for the secret of the session.
#[derive(Clone, Default)]
pub(crate) struct Sent {
    pub to: String,
    pub fields: Vec<(String, String)>,
}

/// Anybody, asking.
pub(crate) struct Anybody {
    pub language: Language,
    pub address: String,
    pub browser: String,
    pub is_signed_in: bool,
    /// The session that stands in their browser, and whose it is: another one begun there ends it.
    pub session: Option<(i64, String)>,
    /// SHA-256 of the cookie that says what was begun here: a sign-in half done, a challenge to a passkey.
    pub begun: Option<String>,
    /// SHA-256 of the cookie by which a browser is known again.
    pub known_browser: Option<String>,
}

/// Why there is nobody signed in: pages lead to the way in, the script is told.
pub(crate) enum NotIn {
    GoTo(String),
    Failed(Failure),
}

impl std::convert::From<web::Error> for NotIn {
    fn from(error: web::Error) -> Self {
        Self::Failed(Failure(error))
    }
}

impl std::convert::From<store::Error> for NotIn {
    fn from(error: store::Error) -> Self {
        web::Error::from(error).into()
    }
}

impl IntoResponse for NotIn {
    fn into_response(self) -> Response {
        match self {
            Self::GoTo(address) => see_other(&address),
            Self::Failed(failure) => failure.into_response(),
        }
    }
}

impl FromRequestParts<Arc<Shared>> for Asking {
    type Rejection = NotIn;

    async fn from_request_parts(head: &mut Parts, shared: &Arc<Shared>) -> Result<Self, NotIn> {
        let cookie = cookie(&head.headers, &session_cookie(shared));
        let session = cookie.as_deref().map(web::secret::token_hash);
        let signed = match &session {
            Some(hash) => shared.store.signed_in(hash).await?,
            None => None,
        };
        let (Some(signed), Some(session), Some(cookie)) = (signed, session, cookie) else {
            if head.headers.contains_key(CSRF_HEADER) {
                return Err(web::Error::NotSignedIn.into());
            }
            let has_people = shared.store.has_people().await?;
            if !has_people {
                return Err(NotIn::GoTo("/desk/set-up".to_owned()));
            }
            let to = if head.method == Method::GET { path_of(&head.uri) } else { "/desk/".to_owned() };
            return Err(NotIn::GoTo(format!("/desk/sign-in?to={}", percent(&to))));
        };
        if signed.is_due {
            let mut tx = shared.store.write().await?;
            tx.see_session(&session).await?;
            tx.commit().await?;
        }
        if signed.lacks_second_factor(shared.store.clock().now()) && !is_open_without_second_factor(head.uri.path()) {
            if head.headers.contains_key(CSRF_HEADER) {
                // As if nobody were signed in: the editor keeps what it has and sends it again.
                let message = "this newsroom asks for a second factor: set one up first";
                return Err(web::Error::NoLongerIn { code: "second-factor", message }.into());
            }
            return Err(NotIn::GoTo(format!("{WAYS_IN}?why=needed")));
        }
        let language = language_of(shared, &head.headers, signed.language.as_deref());
        let csrf = csrf_of(&cookie);
        let (address, house) = (address_of(head), shared.paper.house());
        let (sent, alarms) = (Sent::default(), Vec::new());
        let mut asking = Self { signed, language, session, csrf, address, house, sent, alarms };
        // What the script sends is answered without a page.
        if !head.headers.contains_key(CSRF_HEADER) {
            asking.alarms = alarms::lines(shared, &asking).await?;
        }
        Ok(asking)
    }
}

impl FromRequestParts<Arc<Shared>> for Anybody {
    type Rejection = Failure;

    async fn from_request_parts(head: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Failure> {
        let kept = |name: String| cookie(&head.headers, &name).map(|cookie| web::secret::token_hash(&cookie));
        let session = kept(session_cookie(shared));
        let signed = match &session {
            Some(hash) => shared.store.signed_in(hash).await?,
            None => None,
        };
        let chosen = signed.as_ref().and_then(|signed| signed.language.as_deref());
        Ok(Self {
            language: language_of(shared, &head.headers, chosen),
            address: address_of(head),
            browser: text(&head.headers, header::USER_AGENT.as_str()).unwrap_or_default().chars().take(200).collect(),
            is_signed_in: signed.is_some(),
            session: signed.map(|signed| signed.person.number).zip(session),
            begun: kept(begun_cookie(shared)),
            known_browser: kept(browser_cookie(shared)),
        })
    }
}

impl Asking {
    /// Who asked, for an answer that is made after their request was read. Nobody where nobody is in, or it cannot be told now.
    pub async fn of_headers(shared: &Arc<Shared>, asked: &HeaderMap) -> Option<Self> {
        cookie(asked, &session_cookie(shared))?;
        let (mut head, ()) = http::Request::new(()).into_parts();
        head.headers = asked.clone();
        Self::from_request_parts(&mut head, shared).await.ok()
    }

    pub fn frame(&self, shared: &Shared, title: impl Into<String>, here: &str) -> Frame {
        let person = &self.signed.person;
        Frame {
            title: title.into(),
            csrf: self.csrf.clone(),
            here: here.to_owned(),
            me: Some(Me { name: person.name.clone(), role: format!("role-{}", person.role) }),
            menu: self.menu(),
            warnings: self.warnings(shared),
            alarms: self.alarms.clone(),
            ..frame_before_anybody(shared, self.language)
        }
    }

    /// What this person should know on whatever page they are.
    fn warnings(&self, shared: &Shared) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if self.signed.has_strange_sign_in {
            let text = self.say(shared, "strange-sign-in");
            warnings.push(Warning { text, address: "/desk/sessions".to_owned(), link: "strange-look".to_owned() });
        }
        if let Some(rule) =
            self.signed.rule.filter(|rule| rights::needs_second_factor(self.signed.person.role, rule.from))
            && !self.signed.has_second_factor
        {
            let day = self.day(rule.since);
            let text = if shared.store.clock().now() < rule.since {
                shared.pages.say(self.language, "second-factor-soon", &[("day", language::Value::Text(&day))])
            } else {
                self.say(shared, "second-factor-needed")
            };
            warnings.push(Warning { text, address: WAYS_IN.to_owned(), link: "second-factor-set-up".to_owned() });
        }
        warnings
    }

    /// Leads to where this person shows once more that it is them, where they have not lately: for acts that open doors.
    /// They come back to `to`.
    pub fn confirm_first(&self, shared: &Shared, to: &str) -> Option<Response> {
        self.is_to_confirm(shared).then(|| see_other(&format!("/desk/confirm?to={}", percent(to))))
    }

    /// The same for a form that somebody filled in: the page that asks keeps what they typed.
    pub async fn confirm_first_keeping(&self, shared: &Arc<Shared>, to: &str) -> Result<Option<Response>, Failure> {
        if !self.is_to_confirm(shared) {
            return Ok(None);
        }
        confirm::shown(shared, self, to, &confirm::Kept::of(&self.sent), None).await.map(Some)
    }

    fn is_to_confirm(&self, shared: &Shared) -> bool {
        self.signed.confirmed_at + CONFIRMED_FOR <= shared.store.clock().now()
    }

    /// Where this person can go, in the order of a day's work.
    fn menu(&self) -> Vec<MenuLine> {
        let looks_after_people = self.may(Right::People, &Object::Newsroom).is_ok();
        let lines = [
            ("board", "/desk/", true),
            ("fronts", "/desk/fronts", crate::fronts::may_any(self)),
            ("figures", "/desk/figures", self.may(Right::Figures, &Object::Newsroom).is_ok()),
            ("repairs", "/desk/repairs", crate::repairs::may_any(self)),
            ("corrections", "/desk/corrections", self.signed.person.role >= newsroom::Role::Reporter),
            ("pictures", "/desk/pictures", true),
            ("people", "/desk/people", looks_after_people),
            ("settings", "/desk/settings", self.may(Right::House, &Object::Newsroom).is_ok()),
            ("audit", "/desk/audit", looks_after_people),
        ];
        let line =
            |(key, address, _): (&str, &str, bool)| MenuLine { key: key.to_owned(), address: address.to_owned() };
        lines.into_iter().filter(|(_, _, is_open)| *is_open).map(line).collect()
    }

    pub fn may(&self, right: Right, object: &Object<'_>) -> Result<(), web::Error> {
        rights::may(&self.signed.asker, right, object).map_err(not_allowed)
    }

    pub fn say(&self, shared: &Shared, key: &str) -> String {
        shared.pages.say(self.language, key, &[])
    }

    /// An hour as the desk prints it, in the paper's own zone.
    pub fn hour(&self, at: Timestamp) -> String {
        language::date_time(&at.to_zoned_datetime(self.zone()), self.language)
    }

    /// A day as the desk prints it, in the paper's own zone.
    pub fn day(&self, at: Timestamp) -> String {
        language::long_date(&at.to_zoned_datetime(self.zone()), self.language)
    }

    /// The paper's own zone.
    pub fn zone(&self) -> jiff::tz::TimeZone {
        self.house.editions_in_order().first().map_or(jiff::tz::TimeZone::UTC, |edition| edition.time_zone())
    }

    /// Whether a form for such an act is worth filling in: who begins it now is not asked when they send it.
    pub fn is_confirmed(&self, shared: &Shared) -> bool {
        self.signed.confirmed_at + FORMS_FOR > shared.store.clock().now()
    }

    /// An edition that is there.
    pub fn edition(&self, code: &newsroom::EditionCode) -> Result<&Edition, web::Error> {
        self.house.edition(code).ok_or(web::Error::NotFound)
    }
}

/// A refusal of the policy, as an error of the web.
pub(crate) fn not_allowed(refused: rights::NotAllowed) -> web::Error {
    web::Error::NotAllowed { code: refused.code(), message: refused.to_string() }
}

/// The frame of a page that nobody is signed in for.
pub(crate) fn frame_before_anybody(shared: &Shared, language: Language) -> Frame {
    let house = shared.paper.house();
    let languages = LANGUAGES.map(|one| LanguageChoice {
        code: one.code().to_owned(),
        name: one.native_name().to_owned(),
        dir: one.direction().as_str().to_owned(),
        current: one == language,
    });
    Frame {
        lang: language.code().to_owned(),
        dir: language.direction().as_str().to_owned(),
        paper: house.editions_in_order().first().map_or_else(|| "Manşet".to_owned(), |edition| edition.name.clone()),
        languages: languages.into(),
        ..Frame::default()
    }
}

// ---- forms ----

/// Longer than any form of ours before anybody is signed in, with every field full.
const OPEN_FORM_BYTES_MAX: usize = 32 * 1024;
/// The same within: a masthead with its long texts, of letters that take six bytes each on the way.
const FORM_BYTES_MAX: usize = 512 * 1024;
/// What the script sends at once: a long story with every table is a tenth of it.
const JSON_BYTES_MAX: usize = 2 * 1024 * 1024;

/// The header under which the script sends its forms' secret.
pub(crate) const CSRF_HEADER: &str = "x-manset-csrf";

/// A form of somebody who is signed in, sent from a page of ours.
pub(crate) struct Form<T>(pub Asking, pub T);

impl<T: DeserializeOwned + Send> FromRequest<Arc<Shared>> for Form<T> {
    type Rejection = NotIn;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Self, NotIn> {
        let to = path_of(request.uri());
        let (mut asking, _, body) = signed(request, shared, FORM_BYTES_MAX, PATIENCE).await?;
        let secret: Secret = decoded(&body)?;
        if !same(&secret.csrf, &asking.csrf) {
            return Err(web::Error::BadRequest(FORGED.into()).into());
        }
        let mut fields: Vec<(String, String)> = decoded(&body)?;
        fields.retain(|(name, _)| name != "csrf");
        asking.sent = Sent { to, fields };
        Ok(Self(asking, decoded(&body)?))
    }
}

/// A form of anybody's, sent from a page of ours.
pub(crate) struct OpenForm<T>(pub Anybody, pub T);

impl<T: DeserializeOwned + Send> FromRequest<Arc<Shared>> for OpenForm<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Self, Failure> {
        let (mut head, body) = request.into_parts();
        let anybody = Anybody::from_request_parts(&mut head, shared).await?;
        from_ourselves(shared, &head.headers)?;
        let form = decoded(&read(body, OPEN_FORM_BYTES_MAX, PATIENCE).await?)?;
        Ok(Self(anybody, form))
    }
}

/// What the script sends.
pub(crate) struct Json<T>(pub Asking, pub T);

impl<T: DeserializeOwned + Send> FromRequest<Arc<Shared>> for Json<T> {
    type Rejection = NotIn;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Self, NotIn> {
        let (asking, headers, body) = signed(request, shared, JSON_BYTES_MAX, PATIENCE).await?;
        of_our_script(&headers, &asking)?;
        let value = serde_json::from_slice(&body)
            .map_err(|error| web::Error::refused("not-as-documented", error.to_string(), ""))?;
        Ok(Self(asking, value))
    }
}

/// What a form with files must still show: its secret stands within it.
pub(crate) struct Unchecked(String);

impl Unchecked {
    pub fn check(self, csrf: &str) -> Result<(), web::Error> {
        if same(csrf, &self.0) { Ok(()) } else { Err(web::Error::BadRequest(FORGED.into())) }
    }
}

/// A form with a file of the size of a photograph, and the words around it.
const UPLOAD_BYTES_MAX: usize = media::BYTES_MAX + FORM_BYTES_MAX;

/// Who sends a form with files from a page of ours, and the form, to be read before it is believed.
pub(crate) async fn signed_upload(
    request: Request,
    shared: &Arc<Shared>,
) -> Result<(Asking, Request, Unchecked), NotIn> {
    let (mut head, body) = request.into_parts();
    let asking = Asking::from_request_parts(&mut head, shared).await?;
    from_ourselves(shared, &head.headers)?;
    let body = read(body, UPLOAD_BYTES_MAX, Duration::from_secs(180)).await?;
    let csrf = Unchecked(asking.csrf.clone());
    Ok((asking, Request::from_parts(head, axum::body::Body::from(body)), csrf))
}

/// Bytes that the script sends as they are: a piece of a file.
pub(crate) struct Piece(pub Asking, pub Bytes);

/// How long one piece may take: a megabyte over 3G's slow side.
const PIECE_PATIENCE: Duration = Duration::from_secs(60);

impl FromRequest<Arc<Shared>> for Piece {
    type Rejection = NotIn;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Self, NotIn> {
        let (asking, headers, body) = signed(request, shared, media::PIECE_BYTES_MAX, PIECE_PATIENCE).await?;
        of_our_script(&headers, &asking)?;
        Ok(Self(asking, body))
    }
}

/// A form with files, read part by part: its `csrf` must stand before the first file.
pub(crate) struct Files(pub Asking, pub Multipart);

impl FromRequest<Arc<Shared>> for Files {
    type Rejection = NotIn;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Self, NotIn> {
        let (mut head, body) = request.into_parts();
        let asking = Asking::from_request_parts(&mut head, shared).await?;
        from_ourselves(shared, &head.headers)?;
        let mut request = Request::from_parts(head, body);
        // Each file is measured as it comes.
        DefaultBodyLimit::disable().apply(&mut request);
        let unreadable = |_| NotIn::from(web::Error::BadRequest("the form cannot be read".into()));
        Ok(Self(asking, Multipart::from_request(request, &()).await.map_err(unreadable)?))
    }
}

impl Asking {
    /// Whether a form's secret is this session's.
    pub fn has_sent(&self, secret: &str) -> Result<(), web::Error> {
        if same(secret, &self.csrf) { Ok(()) } else { Err(web::Error::BadRequest(FORGED.into())) }
    }
}

fn of_our_script(headers: &HeaderMap, asking: &Asking) -> Result<(), web::Error> {
    let secret = text(headers, CSRF_HEADER).unwrap_or_default();
    if same(&secret, &asking.csrf) {
        return Ok(());
    }
    // Also what a page sends that stayed open over another sign-in: it asks for the new secret and sends again.
    Err(web::Error::NotAllowed { code: "csrf", message: FORGED.to_owned() })
}

/// Who sends this from a page of ours, with the body.
async fn signed(
    request: Request,
    shared: &Arc<Shared>,
    bytes_max: usize,
    patience: Duration,
) -> Result<(Asking, HeaderMap, Bytes), NotIn> {
    let (mut head, body) = request.into_parts();
    let asking = Asking::from_request_parts(&mut head, shared).await?;
    from_ourselves(shared, &head.headers)?;
    let body = read(body, bytes_max, patience).await?;
    Ok((asking, head.headers, body))
}

#[derive(serde::Deserialize)]
struct Secret {
    #[serde(default)]
    csrf: String,
}

fn decoded<T: DeserializeOwned>(body: &Bytes) -> Result<T, web::Error> {
    serde_urlencoded::from_bytes(body).map_err(|error| web::Error::BadRequest(error.to_string().into()))
}

/// How long a form may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

async fn read(body: axum::body::Body, bytes_max: usize, patience: Duration) -> Result<Bytes, web::Error> {
    let collected = tokio::time::timeout(patience, Limited::new(body, bytes_max).collect());
    match collected.await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(web::Error::TooLarge { bytes_max }),
        _ => Err(web::Error::BadRequest("the body did not arrive whole".into())),
    }
}

/// Whether a writing request comes from a page of this very origin: the one the newsroom is set to, or the host that was
/// asked for, since a proxy may ask under another name. Browsers say so with every POST, and a program has no business here.
fn from_ourselves(shared: &Shared, headers: &HeaderMap) -> Result<(), web::Error> {
    let forged = || web::Error::BadRequest(FORGED.into());
    if let Some(site) = text(headers, "sec-fetch-site")
        && site != "same-origin"
    {
        return Err(forged());
    }
    let origin = text(headers, header::ORIGIN.as_str()).ok_or_else(forged)?;
    let host = text(headers, header::HOST.as_str()).unwrap_or_default();
    let of_origin = origin.split_once("://").map(|(_, host)| host).unwrap_or_default();
    let is_ours =
        origin.eq_ignore_ascii_case(&shared.origin) || (!host.is_empty() && of_origin.eq_ignore_ascii_case(&host));
    if is_ours { Ok(()) } else { Err(forged()) }
}

/// What a session's forms carry: it follows from the cookie, which no other page can read.
pub(crate) fn csrf_of(cookie: &str) -> String {
    hex(&Sha256::digest(format!("forms {cookie}").as_bytes()))[..32].to_owned()
}

/// Compared in full, so that how long it takes tells nothing.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

// ---- cookies, languages, addresses ----

/// The session's cookie. Behind TLS it is bound to this host and never sent in the open.
pub(crate) fn session_cookie(shared: &Shared) -> String {
    if is_secure(shared) { "__Host-manset-desk".to_owned() } else { "manset-desk".to_owned() }
}

/// What was begun in this browser and is to be finished in it.
pub(crate) fn begun_cookie(shared: &Shared) -> String {
    format!("{}-begun", session_cookie(shared))
}

/// By which a browser is known again that somebody signed in with.
pub(crate) fn browser_cookie(shared: &Shared) -> String {
    format!("{}-browser", session_cookie(shared))
}

fn is_secure(shared: &Shared) -> bool {
    shared.origin.starts_with("https://")
}

/// Sets or, with an empty value, takes back a cookie.
pub(crate) fn set_cookie(shared: &Shared, response: &mut Response, name: &str, value: &str, seconds: i64) {
    let secure = if is_secure(shared) { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// The language of somebody who is not signed in.
pub(crate) const LANGUAGE_COOKIE: &str = "manset-desk-language";

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, value)| *known == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// What was chosen, else what the browser asks for, else the paper's own.
pub(crate) fn language_of(shared: &Shared, headers: &HeaderMap, chosen: Option<&str>) -> Language {
    let known = |tag: &str| Language::from_tag(tag).filter(|language| LANGUAGES.contains(language));
    let accepted = text(headers, header::ACCEPT_LANGUAGE.as_str()).unwrap_or_default();
    chosen
        .and_then(known)
        .or_else(|| cookie(headers, LANGUAGE_COOKIE).and_then(|tag| known(&tag)))
        .or_else(|| accepted.split(',').find_map(|tag| known(tag.split(';').next().unwrap_or_default().trim())))
        .or_else(|| shared.paper.house().editions_in_order().first().and_then(|edition| known(edition.language.code())))
        .unwrap_or(Language::Turkish)
}

/// The language somebody chose for the desk, else the paper's own: for whom no request is there to ask.
pub(crate) fn language_in(shared: &Shared, chosen: Option<&str>) -> Language {
    language_of(shared, &HeaderMap::new(), chosen)
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn address_of(head: &Parts) -> String {
    head.extensions.get::<From>().map(|from| from.0.to_string()).unwrap_or_default()
}

fn path_of(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| "/desk/".to_owned(), |path| path.as_str().to_owned())
}

/// Text inside a query.
pub(crate) fn percent(text: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'/');
    utf8_percent_encode(text, KEPT).to_string()
}

/// A place of the desk to go to after signing in: never another host's.
pub(crate) fn place_of_ours(to: &str) -> String {
    let is_ours = to.starts_with("/desk/") && !to.contains(['\\', '\r', '\n']) && !to.contains("//");
    if is_ours { to.to_owned() } else { "/desk/".to_owned() }
}
