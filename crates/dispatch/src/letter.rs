//! One letter, to one mail server.

use std::error::Error as _;
use std::time::Duration;

use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use store::{MailSecurity, MailServer};

/// How long a server may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a letter was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
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
pub async fn send(server: &MailServer, words: Words<'_>) -> Result<String, Failed> {
    let letter = letter(server, words)?;
    let transport = transport(server)?;
    match transport.send(letter).await {
        Ok(response) => {
            let said: Vec<&str> = response.message().collect();
            Ok(format!("{} {}", response.code(), said.join(" ")).trim().to_owned())
        }
        // A server that refuses us, rather than the letter, may be mended by whoever looks after the newsroom.
        Err(error) => Err(Failed { for_good: error.is_permanent() && !about_us(&error), answer: told(&error) }),
    }
}

fn letter(server: &MailServer, words: Words<'_>) -> Result<Message, Failed> {
    let never =
        |what: &str, error: &dyn std::fmt::Display| Failed { answer: format!("{what}: {error}"), for_good: true };
    let from: Mailbox = server
        .sender
        .parse()
        .map_err(|error| Failed { answer: format!("{}: {error}", server.sender), for_good: false })?;
    let to: Mailbox = words.recipient.parse().map_err(|error| never(words.recipient, &error))?;
    Message::builder()
        .from(from)
        .to(to)
        .subject(words.subject)
        .multipart(MultiPart::alternative_plain_html(words.text.to_owned(), words.html.to_owned()))
        .map_err(|error| never(words.subject, &error))
}

fn transport(server: &MailServer) -> Result<AsyncSmtpTransport<Tokio1Executor>, Failed> {
    let tls = || {
        TlsParameters::new_rustls(server.host.clone()).map_err(|error| Failed { answer: told(&error), for_good: false })
    };
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
