//! One letter, to one mail server.

use std::error::Error as _;
use std::time::Duration;

use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use store::{MailSecurity, MailServer};

/// How long a server may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whose certificates a mail server may show besides those of the machine's own authorities: that of a house that signs for
/// itself.
#[derive(Clone, Debug)]
pub struct Authority(Certificate);

/// There is no certificate in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no certificate in it: give one that begins with `-----BEGIN CERTIFICATE-----`")]
pub struct NoCertificate;

impl Authority {
    /// Reads one or several certificates as PEM.
    ///
    /// # Errors
    /// [`NoCertificate`] where none stands there, or one that cannot be read.
    pub fn read(pem: &str) -> Result<Self, NoCertificate> {
        if !pem.contains("-----BEGIN CERTIFICATE-----") {
            return Err(NoCertificate);
        }
        let authority = Certificate::from_pem(pem.as_bytes()).map(Self).map_err(|_| NoCertificate)?;
        // One that is no certificate inside is found out when it is first used.
        tls("localhost", Some(&authority)).map(|_| authority).map_err(|_| NoCertificate)
    }
}

/// What stood in a letter's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// The sender or the recipient is no address.
    Address,
    /// Nobody answers there, or not in time.
    Reach,
    /// Who answers cannot show that it is the server that was asked for.
    Certificate,
    /// The server wants another account or password.
    Account,
    /// The server does not take it now.
    Later,
    /// The server does not take it.
    Refused,
}

impl Barrier {
    pub const ALL: [Self; 6] =
        [Self::Address, Self::Reach, Self::Certificate, Self::Account, Self::Later, Self::Refused];

    /// A word that names it, for translation; it never changes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Reach => "reach",
            Self::Certificate => "certificate",
            Self::Account => "account",
            Self::Later => "later",
            Self::Refused => "refused",
        }
    }
}

/// Why a letter was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    pub barrier: Barrier,
    /// What the server said, or what stood in the way to it.
    pub answer: String,
    /// It would be the same another time: an address that is none, a letter nobody wants.
    pub for_good: bool,
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub struct Words<'l> {
    pub recipient: &'l str,
    pub subject: &'l str,
    pub text: &'l str,
    pub html: &'l str,
}

/// Sends a letter and returns what the server answered.
///
/// # Errors
/// [`Failed`].
pub async fn send(server: &MailServer, authority: Option<&Authority>, words: Words<'_>) -> Result<String, Failed> {
    let letter = letter(server, words)?;
    let transport = transport(server, authority)?;
    match transport.send(letter).await {
        Ok(response) => {
            let said: Vec<&str> = response.message().collect();
            Ok(format!("{} {}", response.code(), said.join(" ")).trim().to_owned())
        }
        // A server that refuses us, rather than the letter, may be mended by whoever looks after the newsroom.
        Err(error) => Err(Failed {
            barrier: barrier(&error),
            for_good: error.is_permanent() && !about_us(&error),
            answer: told(&error),
        }),
    }
}

fn letter(server: &MailServer, words: Words<'_>) -> Result<Message, Failed> {
    let failed = |what: &str, error: &dyn std::fmt::Display, for_good: bool| Failed {
        barrier: Barrier::Address,
        answer: format!("{what}: {error}"),
        for_good,
    };
    let never = |what: &str, error: &dyn std::fmt::Display| failed(what, error, true);
    let from: Mailbox = server.sender.parse().map_err(|error| failed(&server.sender, &error, false))?;
    let to: Mailbox = words.recipient.parse().map_err(|error| never(words.recipient, &error))?;
    Message::builder()
        .from(from)
        .to(to)
        .subject(words.subject)
        .multipart(MultiPart::alternative_plain_html(words.text.to_owned(), words.html.to_owned()))
        .map_err(|error| never(words.subject, &error))
}

/// How a server shows that it is the one asked for: by a certificate of the machine's authorities, or of ours.
fn tls(host: &str, authority: Option<&Authority>) -> Result<TlsParameters, Failed> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(Authority(certificate)) = authority {
        parameters = parameters.add_root_certificate(certificate.clone());
    }
    parameters.build_rustls().map_err(|error| Failed {
        barrier: Barrier::Certificate,
        answer: told(&error),
        for_good: false,
    })
}

fn transport(server: &MailServer, authority: Option<&Authority>) -> Result<AsyncSmtpTransport<Tokio1Executor>, Failed> {
    let tls = || tls(&server.host, authority);
    let tls = match server.security {
        MailSecurity::Tls => Tls::Wrapper(tls()?),
        MailSecurity::StartTls => Tls::Required(tls()?),
        MailSecurity::None => Tls::None,
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
        .port(server.port)
        .timeout(Some(PATIENCE))
        .tls(tls);
    if !server.account.is_empty() {
        let password = server.password.clone().unwrap_or_default();
        builder = builder.credentials(Credentials::new(server.account.clone(), password));
    }
    Ok(builder.build())
}

fn barrier(error: &lettre::transport::smtp::Error) -> Barrier {
    let code = error.status().map(|code| code.to_string()).unwrap_or_default();
    match code.as_str() {
        "530" | "534" | "535" | "538" => Barrier::Account,
        _ if error.is_transient() => Barrier::Later,
        _ if error.is_permanent() || error.is_response() => Barrier::Refused,
        // Of a handshake that failed the library tells in words alone.
        _ if error.is_tls() || told(error).contains("certificate") => Barrier::Certificate,
        _ => Barrier::Reach,
    }
}

/// Codes about the account, the way in or the whole server (RFC 5321, RFC 4954), and not about this letter.
fn about_us(error: &lettre::transport::smtp::Error) -> bool {
    error
        .status()
        .is_some_and(|code| matches!(code.to_string().as_str(), "530" | "534" | "535" | "538" | "554" | "421"))
}

/// The error and what is behind it, in a line.
fn told(error: &lettre::transport::smtp::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let more = inner.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = inner.source();
    }
    text.chars().take(500).collect()
}

/// Whether letters can come from this: an address, with a name before it or without.
pub fn is_sender(text: &str) -> bool {
    text.parse::<Mailbox>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_from_an_address() {
        let check = |text: &str, expected: bool| assert_eq!(is_sender(text), expected, "{text}");
        check("haber@cinar.example", true);
        check("Çınar Gazetesi <haber@cinar.example>", true);
        check("Çınar Gazetesi", false);
        check("a@b\r\nBcc: c@d.example", false);
        check("", false);
    }

    #[test]
    fn a_letter_has_both_forms_and_no_header_but_its_own() {
        let server = MailServer {
            host: "localhost".to_owned(),
            port: 25,
            security: MailSecurity::None,
            account: String::new(),
            password: None,
            sender: "Çınar <haber@cinar.example>".to_owned(),
        };
        let words = Words {
            recipient: "a@cinar.example",
            subject: "Çınar: davet\r\nBcc: x@evil.example",
            text: "Merhaba",
            html: "<p>Merhaba</p>",
        };
        let printed = String::from_utf8(letter(&server, words).expect("a letter").formatted()).expect("text");
        assert!(printed.contains("text/plain") && printed.contains("text/html"), "{printed}");
        assert!(!printed.lines().any(|line| line.starts_with("Bcc:")), "{printed}");
        let nobody = letter(&server, Words { recipient: "nobody", ..words }).expect_err("no address");
        assert!(nobody.for_good);
    }
}
