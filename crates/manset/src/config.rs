//! Settings: `manset.toml` in the data folder, the environment and the command line over it. Unknown keys are refused,
//! since a misspelt setting that is silently left out does harm later.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;
use store::{Clock, MailSecurity, Place, Store};

use crate::cli::PlaceArgs;

/// What `manset.toml` may say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    /// Address and port to listen on.
    listen: SocketAddr,
    /// Scheme and host readers know the paper by; made from `listen` if left out.
    origin: Option<String>,
    /// The database, if not SQLite in the data folder.
    database: Option<String>,
    /// Where originals of pictures are kept, if not in the data folder: `s3://bucket/prefix`.
    media: Option<String>,
    /// How to reach that storage; `AWS_*` variables go before it.
    s3: S3File,
    /// The mail server, `[mail]`; left out, it is set at the desk.
    mail: Option<MailFile>,
    /// Proxies before the program, as addresses or networks: where a request came from is taken from them and from nobody else.
    trusted_proxies: Vec<String>,
    /// Mebibytes that pages kept in memory may take.
    page_cache_mib: usize,
    /// Connections open at once.
    connections_max: usize,
    /// Writes that one token of the interface for programs may ask for within a minute.
    api_writes_per_minute: NonZeroU32,
}

impl Default for File {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8000)),
            origin: None,
            database: None,
            media: None,
            s3: S3File::default(),
            mail: None,
            trusted_proxies: Vec::new(),
            page_cache_mib: 32,
            connections_max: web::Limits::default().connections,
            api_writes_per_minute: api::WritesPerMinute::default().0,
        }
    }
}

/// S3-compatible storage, `[s3]` in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct S3File {
    /// Scheme and host, where it is not Amazon's (`AWS_ENDPOINT`).
    endpoint: Option<String>,
    /// `AWS_REGION`.
    region: Option<String>,
    /// `AWS_ACCESS_KEY_ID`.
    access_key_id: Option<String>,
    /// `AWS_SECRET_ACCESS_KEY`; better there than in a file.
    secret_access_key: Option<String>,
}

/// A mail server, `[mail]` in the file. While it stands there nobody changes it at the desk.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MailFile {
    host: String,
    /// 465 for `tls`, else 587.
    port: Option<u16>,
    /// `tls`, `starttls`, or `none` for a server on this machine.
    #[serde(default = "starttls")]
    security: String,
    #[serde(default)]
    account: String,
    /// `MANSET_MAIL_PASSWORD`; better there than in a file.
    password: Option<String>,
    /// `Name <address>`, or an address.
    sender: String,
    /// A file of certificates (PEM), seen from the data folder: whoever they sign for is believed to be the server, besides
    /// whom this machine believes.
    authority: Option<PathBuf>,
}

fn starttls() -> String {
    "starttls".to_owned()
}

impl MailFile {
    fn authority(&self, data: &Path) -> anyhow::Result<Option<dispatch::Authority>> {
        let Some(file) = &self.authority else { return Ok(None) };
        let path = data.join(file);
        let told = || format!("`[mail] authority`, {}", path.display());
        let pem = std::fs::read_to_string(&path).with_context(told)?;
        Ok(Some(dispatch::Authority::read(&pem).with_context(told)?))
    }

    fn server(self) -> anyhow::Result<store::MailServer> {
        let Some(security) = MailSecurity::parse(&self.security) else {
            bail!("`[mail] security = \"{}\"`: give tls, starttls or none", self.security);
        };
        if !dispatch::is_sender(&self.sender) {
            bail!("`[mail] sender = \"{}\"` is no address that letters can come from", self.sender);
        }
        let port = self.port.unwrap_or(if security == MailSecurity::Tls { 465 } else { 587 });
        let password = std::env::var("MANSET_MAIL_PASSWORD").ok().or(self.password);
        let (host, account, sender) = (self.host, self.account, self.sender);
        Ok(store::MailServer { host, port, security, account, password, sender })
    }
}

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Config {
    pub data: PathBuf,
    pub listen: SocketAddr,
    pub origin: Option<String>,
    pub page_cache_bytes: usize,
    pub connections_max: usize,
    pub api_writes_per_minute: NonZeroU32,
    /// The mail server, where the settings name it.
    pub mail: Option<store::MailServer>,
    pub mail_authority: Option<dispatch::Authority>,
    pub trusted_proxies: web::TrustedProxies,
    database: Option<String>,
    keeping: media::Keeping,
}

impl Config {
    /// # Errors
    /// When `manset.toml` cannot be read, with line and column.
    pub fn read(place: &PlaceArgs) -> anyhow::Result<Self> {
        let path = place.data.join("manset.toml");
        let file: File = match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("the settings in {}", path.display()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => File::default(),
            Err(error) => return Err(error).with_context(|| format!("the settings in {}", path.display())),
        };
        let keeping = match &file.media {
            Some(address) => media::Keeping::S3(bucket(address, file.s3)?),
            None => media::Keeping::Folder(place.data.join("media")),
        };
        let authority = file.mail.as_ref().map(|mail| mail.authority(&place.data)).transpose()?;
        let origin = file.origin.map(|origin| checked_origin(&origin)).transpose()?;
        Ok(Self {
            data: place.data.clone(),
            listen: file.listen,
            origin,
            page_cache_bytes: file.page_cache_mib * 1024 * 1024,
            connections_max: file.connections_max.max(1),
            api_writes_per_minute: file.api_writes_per_minute,
            mail: file.mail.map(MailFile::server).transpose()?,
            mail_authority: authority.flatten(),
            trusted_proxies: web::TrustedProxies::parse(&file.trusted_proxies).context("`trusted_proxies`")?,
            database: place.database.clone().or(file.database),
            keeping,
        })
    }

    /// Opens the picture library. Renditions lie in the data folder wherever originals are kept.
    ///
    /// # Errors
    /// When the folder cannot be made, or the storage's settings make no sense.
    pub fn media(&self) -> anyhow::Result<media::Library> {
        Ok(media::Library::open_with(&self.keeping, self.data.join("media"))?)
    }

    /// Where the database is, without the password its address may hold.
    pub fn database_in_words(&self) -> String {
        match self.place() {
            Place::Folder(folder) => format!("SQLite, {}", folder.join("newsroom.db").display()),
            Place::Address(address) => {
                let (scheme, rest) = address.split_once("://").unwrap_or(("", address.as_str()));
                let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
                let rest = rest.split('?').next().unwrap_or(rest);
                match scheme {
                    "postgres" | "postgresql" => format!("PostgreSQL, {rest}"),
                    _ => format!("SQLite, {}", rest.trim_start_matches("sqlite:")),
                }
            }
        }
    }

    /// Where originals of pictures are kept, without keys.
    pub fn originals_in_words(&self) -> String {
        match &self.keeping {
            media::Keeping::Folder(folder) => folder.display().to_string(),
            media::Keeping::S3(bucket) => {
                let endpoint = bucket.endpoint.as_deref().unwrap_or("AWS");
                format!("S3, {}/{} ({endpoint})", bucket.bucket, bucket.prefix)
            }
        }
    }

    pub fn theme(&self) -> PathBuf {
        self.data.join("theme")
    }

    /// The folder of this node's index of words.
    pub fn words(&self) -> PathBuf {
        self.data.join("search")
    }

    /// What the reader site needs to know.
    ///
    /// # Errors
    /// As [`media`](Self::media).
    pub fn site(&self, origin: String) -> anyhow::Result<site::Settings> {
        let media = std::sync::Arc::new(self.media()?);
        let words = Some(self.words());
        Ok(site::Settings { origin, media, theme: self.theme(), cache_bytes: self.page_cache_bytes, words })
    }

    /// The files beside the database.
    pub fn folder(&self) -> leaving::Folder {
        leaving::Folder { media: self.keeping.clone(), theme: self.theme(), settings: self.data.join("manset.toml") }
    }

    /// Where the database is.
    pub fn place(&self) -> Place {
        match &self.database {
            Some(address) => Place::Address(address.clone()),
            None => Place::Folder(self.data.clone()),
        }
    }

    /// Opens the newsroom, making it where there is none.
    ///
    /// # Errors
    /// When the folder or the database cannot be used.
    pub async fn open(&self, clock: Clock) -> anyhow::Result<Store> {
        Ok(Store::open(&self.place(), clock).await?)
    }
}

/// `s3://bucket/prefix`, the prefix being optional.
fn bucket(address: &str, file: S3File) -> anyhow::Result<media::S3> {
    let (bucket, prefix) = match address.strip_prefix("s3://") {
        Some(rest) => rest.split_once('/').unwrap_or((rest, "")),
        None => bail!(
            "`media = \"{address}\"`: give s3://bucket/prefix, or leave it out to keep pictures in the data folder"
        ),
    };
    if bucket.is_empty() {
        bail!("`media = \"{address}\"` names no bucket");
    }
    let S3File { endpoint, region, access_key_id, secret_access_key } = file;
    let (bucket, prefix) = (bucket.to_owned(), prefix.to_owned());
    Ok(media::S3 { bucket, prefix, endpoint, region, access_key_id, secret_access_key })
}

/// `scheme://host[:port]` and nothing after it.
///
/// # Errors
/// When it is anything else.
pub fn checked_origin(text: &str) -> anyhow::Result<String> {
    let trimmed = text.trim().trim_end_matches('/');
    let host = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', ' ', '"', '<', '>', '@']) => {
            Ok(trimmed.to_owned())
        }
        _ => bail!("`{text}` is no origin: give scheme and host, such as https://example.com"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_scheme_and_host() {
        let check = |given: &str, expected: Option<&str>| {
            assert_eq!(checked_origin(given).ok().as_deref(), expected, "{given}");
        };
        check("https://example.com", Some("https://example.com"));
        check("https://example.com/", Some("https://example.com"));
        check("http://127.0.0.1:8000", Some("http://127.0.0.1:8000"));
        check("example.com", None);
        check("https://example.com/paper", None);
        check("https://\"><script>", None);
        check("ftp://example.com", None);
    }

    #[test]
    fn pictures_may_be_kept_in_a_bucket() {
        let check = |text: &str, expected: Option<(&str, &str, Option<&str>)>| {
            let file: File = toml::from_str(text).expect("known settings");
            let bucket = bucket(file.media.as_deref().unwrap_or_default(), file.s3).ok();
            let told = bucket.as_ref().map(|s3| (s3.bucket.as_str(), s3.prefix.as_str(), s3.endpoint.as_deref()));
            assert_eq!(told, expected, "{text}");
        };
        check("media = \"s3://paper\"", Some(("paper", "", None)));
        let text = "media = \"s3://paper/a/b\"\n[s3]\nendpoint = \"http://127.0.0.1:9000\"\nregion = \"x\"";
        check(text, Some(("paper", "a/b", Some("http://127.0.0.1:9000"))));
        check("media = \"/srv/pictures\"", None);
        check("media = \"s3:///a\"", None);
    }

    #[test]
    fn a_mail_server_may_stand_in_the_settings() {
        let check = |text: &str, expected: Option<(u16, MailSecurity)>| {
            let file: Result<File, _> = toml::from_str(text);
            let server = file.ok().and_then(|file| file.mail).and_then(|mail| mail.server().ok());
            assert_eq!(server.map(|server| (server.port, server.security)), expected, "{text}");
        };
        let sender = "sender = \"Çınar <a@cinar.example>\"";
        check(&format!("[mail]\nhost = \"h\"\n{sender}"), Some((587, MailSecurity::StartTls)));
        check(&format!("[mail]\nhost = \"h\"\nsecurity = \"tls\"\n{sender}"), Some((465, MailSecurity::Tls)));
        check(&format!("[mail]\nhost = \"h\"\nsecurity = \"maybe\"\n{sender}"), None);
        check("[mail]\nhost = \"h\"\nsender = \"nobody\"", None);
        check(&format!("[mail]\nhost = \"h\"\npasword = \"x\"\n{sender}"), None);
    }

    #[test]
    fn places_are_told_without_their_keys() {
        let config = |database: Option<&str>| Config {
            data: "data".into(),
            listen: File::default().listen,
            origin: None,
            page_cache_bytes: 0,
            connections_max: 1,
            api_writes_per_minute: File::default().api_writes_per_minute,
            database: database.map(str::to_owned),
            keeping: media::Keeping::Folder("data/media".into()),
            mail: None,
            mail_authority: None,
            trusted_proxies: web::TrustedProxies::default(),
        };
        let check = |database: Option<&str>, expected: &str| {
            assert_eq!(config(database).database_in_words(), expected);
        };
        check(None, "SQLite, data/newsroom.db");
        check(
            Some("postgres://manset:g%40izli@db.example:5432/paper?sslmode=require"),
            "PostgreSQL, db.example:5432/paper",
        );
        check(Some("postgresql://db.example/paper"), "PostgreSQL, db.example/paper");
        check(Some("sqlite:/srv/paper.db"), "SQLite, /srv/paper.db");
        assert_eq!(config(None).originals_in_words(), "data/media");
    }

    #[test]
    fn proxies_are_named_by_address_or_network() {
        let folder = tempfile::tempdir().expect("a folder");
        let check = |text: &str, expected: bool| {
            std::fs::write(folder.path().join("manset.toml"), text).expect("written");
            let place = PlaceArgs { data: folder.path().to_owned(), database: None };
            let read = Config::read(&place);
            assert_eq!(read.is_ok(), expected, "{text}: {:?}", read.err());
        };
        check("trusted_proxies = [\"127.0.0.1\", \"fd00::/8\"]", true);
        check("trusted_proxies = [\"proxy.example\"]", false);
    }

    #[test]
    fn unknown_settings_are_refused() {
        assert!(toml::from_str::<File>("listne = \"127.0.0.1:1\"").is_err());
        assert!(toml::from_str::<File>("origin = \"https://example.com\"\npage_cache_mib = 32").is_ok());
    }
}
