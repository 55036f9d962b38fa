//! A mail server that keeps what it is sent, or refuses it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use store::{MailSecurity, MailServer};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::PATIENCE;
use crate::authenticator::from_base64;

/// A server of RFC 5321, as far as we speak with one. Dropping it ends it.
pub struct Mailbox {
    pub address: SocketAddr,
    inside: Arc<Mutex<Inside>>,
    server: JoinHandle<()>,
}

#[derive(Default)]
struct Inside {
    letters: Vec<String>,
    refusing: Option<String>,
    refused: usize,
}

impl Mailbox {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let inside = Arc::new(Mutex::new(Inside::default()));
        let kept = Arc::clone(&inside);
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = Arc::clone(&kept);
                tokio::spawn(async move { speak(stream, &kept).await });
            }
        });
        Self { address, inside, server }
    }

    /// The server's settings.
    pub fn server(&self) -> MailServer {
        MailServer {
            host: self.address.ip().to_string(),
            port: self.address.port(),
            security: MailSecurity::None,
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

async fn speak(stream: TcpStream, inside: &Mutex<Inside>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut answer = "220 a mailbox".to_owned();
    loop {
        if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let Ok(Some(line)) = lines.next_line().await else { return };
        let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        answer = match word.as_str() {
            "EHLO" => "250-a mailbox\r\n250 SMTPUTF8".to_owned(),
            "DATA" => {
                if write.write_all(b"354 go on\r\n").await.is_err() {
                    return;
                }
                let mut letter = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
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
