//! A mail server that keeps what it is sent, or refuses it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use store::{MailSecurity, MailServer};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufStream};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::PATIENCE;
use crate::authenticator::from_base64;

/// A server of RFC 5321, as far as we speak with one. Dropping it ends it.
pub struct Mailbox {
    pub address: SocketAddr,
    inside: Arc<Mutex<Inside>>,
    server: JoinHandle<()>,
    security: MailSecurity,
    /// The certificate of whoever signed the server's, as PEM; empty where it speaks in the open.
    pub authority: String,
}

#[derive(Default)]
struct Inside {
    letters: Vec<String>,
    refusing: Option<String>,
    refused: usize,
}

impl Mailbox {
    /// One that speaks in the open.
    pub async fn open() -> Self {
        Self::open_with(MailSecurity::None).await
    }

    /// One that shows a certificate for `localhost`, signed by an authority that nobody knows.
    pub async fn open_with(security: MailSecurity) -> Self {
        let (acceptor, authority) = match security {
            MailSecurity::None => (None, String::new()),
            _ => {
                let (acceptor, authority) = signed_for_itself();
                (Some(acceptor), authority)
            }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let inside = Arc::new(Mutex::new(Inside::default()));
        let kept = Arc::clone(&inside);
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, acceptor) = (Arc::clone(&kept), acceptor.clone());
                tokio::spawn(async move {
                    match (acceptor, security) {
                        (Some(acceptor), MailSecurity::Tls) => {
                            if let Ok(stream) = acceptor.accept(stream).await {
                                speak(BufStream::new(stream), &kept, "220 a mailbox", false).await;
                            }
                        }
                        (Some(acceptor), _) => {
                            let Some(stream) = speak(BufStream::new(stream), &kept, "220 a mailbox", true).await else {
                                return;
                            };
                            if let Ok(stream) = acceptor.accept(stream.into_inner()).await {
                                speak(BufStream::new(stream), &kept, "", false).await;
                            }
                        }
                        (None, _) => {
                            speak(BufStream::new(stream), &kept, "220 a mailbox", false).await;
                        }
                    }
                });
            }
        });
        Self { address, inside, server, security, authority }
    }

    /// The server's settings.
    pub fn server(&self) -> MailServer {
        MailServer {
            host: if self.security == MailSecurity::None {
                self.address.ip().to_string()
            } else {
                "localhost".to_owned()
            },
            port: self.address.port(),
            security: self.security,
            account: String::new(),
            password: None,
            sender: "Çınar <masa@cinar.example>".to_owned(),
        }
    }

    /// From now on every letter is answered with this, such as `451 later`; with nothing it is taken.
    pub fn refuse(&self, with: Option<&str>) {
        self.inside.lock().expect("whole").refusing = with.map(str::to_owned);
    }

    pub fn refused(&self) -> usize {
        self.inside.lock().expect("whole").refused
    }

    /// The letters so far, as they came.
    pub fn letters(&self) -> Vec<String> {
        self.inside.lock().expect("whole").letters.clone()
    }

    /// Waits until there are so many, and returns the plain words of the last.
    pub async fn plain(&self, count: usize) -> String {
        let begun = std::time::Instant::now();
        while self.letters().len() < count {
            assert!(begun.elapsed() < PATIENCE, "{} letters instead of {count}", self.letters().len());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        plain(&self.letters()[count - 1])
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A server's certificate for `localhost` and, as PEM, that of the authority made for this one.
fn signed_for_itself() -> (TlsAcceptor, String) {
    let mut ours = CertificateParams::default();
    ours.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    let authority = ours.self_signed(&key).expect("an authority").pem();
    let issuer = Issuer::new(ours, key);
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let certificate = params.signed_by(&key, &issuer).expect("signed").der().clone();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("its own certificate");
    (TlsAcceptor::from(Arc::new(config)), authority)
}

/// Speaks until the other end has gone. Where it `offers` TLS it gives the stream back when that is asked for.
async fn speak<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: BufStream<S>,
    inside: &Mutex<Inside>,
    greeting: &str,
    offers: bool,
) -> Option<BufStream<S>> {
    let mut answer = greeting.to_owned();
    loop {
        if !answer.is_empty() {
            stream.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
            stream.flush().await.ok()?;
        }
        let line = line_of(&mut stream).await?;
        let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        answer = match word.as_str() {
            "EHLO" if offers => "250-a mailbox\r\n250-STARTTLS\r\n250 SMTPUTF8".to_owned(),
            "EHLO" => "250-a mailbox\r\n250 SMTPUTF8".to_owned(),
            "STARTTLS" if offers => {
                stream.write_all(b"220 go on\r\n").await.ok()?;
                stream.flush().await.ok()?;
                return Some(stream);
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await.ok()?;
                stream.flush().await.ok()?;
                let mut letter = String::new();
                while let Some(line) = line_of(&mut stream).await {
                    if line == "." {
                        break;
                    }
                    letter.push_str(line.strip_prefix('.').unwrap_or(&line));
                    letter.push('\n');
                }
                let mut inside = inside.lock().expect("whole");
                match inside.refusing.clone() {
                    Some(with) => {
                        inside.refused += 1;
                        with
                    }
                    None => {
                        inside.letters.push(letter);
                        "250 kept".to_owned()
                    }
                }
            }
            "QUIT" => "221 bye".to_owned(),
            _ => "250 yes".to_owned(),
        };
    }
}

/// The next line without its end; nothing when the other end has gone.
async fn line_of(stream: &mut (impl AsyncBufReadExt + Unpin)) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The words of a letter's plain part.
fn plain(letter: &str) -> String {
    let part = letter.split("text/plain").nth(1).expect("a plain part");
    let (head, rest) = part.split_once("\n\n").expect("a head and a body");
    let body = rest.split("\n--").next().unwrap_or_default();
    let head = head.to_ascii_lowercase();
    let bytes = if head.contains("base64") {
        from_base64(body)
    } else if head.contains("quoted-printable") {
        from_quoted(body)
    } else {
        body.as_bytes().to_vec()
    };
    String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n")
}

fn from_quoted(text: &str) -> Vec<u8> {
    let joined = text.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|_| *first == b'=') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}
