//! Somebody at the desk, with a browser that keeps cookies and sends forms as browsers do.

use newsroom::Role;
use newsroom::rights::Beat;
use serde_json::{Value, json};
use store::{NewPerson, Person};

use crate::{Got, Newsroom};

/// A browser at the desk, signed in or not.
#[derive(Clone)]
pub struct Clerk<'n> {
    node: &'n Newsroom,
    pub cookie: String,
    pub csrf: String,
}

impl Newsroom {
    /// Somebody new with this role, signed in.
    pub async fn clerk(&self, role: Role) -> (Clerk<'_>, Person) {
        self.clerk_with(role, &[]).await
    }

    /// The same, in these beats only.
    pub async fn clerk_with(&self, role: Role, beats: &[&str]) -> (Clerk<'_>, Person) {
        let session = web::secret::new_token().expect("a session");
        let new = NewPerson {
            email: format!("{}@cinar.example", session.label),
            name: "Zeynep Arslan".to_owned(),
            role,
            beats: beats.iter().filter_map(|beat| Beat::parse(beat)).collect(),
            password: Some("not a hash, so nobody signs in with it".to_owned()),
        };
        let mut tx = self.store.write().await.expect("a transaction");
        let person = tx.add_person(&new).await.expect("a person");
        tx.begin_session(person.number, &session.hash, "127.0.0.1", "a test").await.expect("a session");
        tx.commit().await.expect("kept");
        let mut clerk = self.stranger();
        clerk.cookie = format!("__Host-manset-desk={}", session.text);
        clerk.find_csrf().await;
        (clerk, person)
    }

    /// A browser that has never been here.
    pub fn stranger(&self) -> Clerk<'_> {
        Clerk { node: self, cookie: String::new(), csrf: String::new() }
    }
}

impl Clerk<'_> {
    pub async fn get(&self, path: &str) -> Got {
        self.request("GET", path, &[("Accept", "text/html")], b"").await
    }

    /// Sends a form with what forms of this session carry.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        let csrf = [("csrf", self.csrf.as_str())];
        self.post_raw(path, &[fields, &csrf].concat(), &[("Origin", "https://cinar.example")]).await
    }

    /// Sends a form with just these fields and headers.
    pub async fn post_raw(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Got {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let form = [("Accept", "text/html"), ("Content-Type", "application/x-www-form-urlencoded")];
        self.request("POST", path, &[&form, headers].concat(), pairs.join("&").as_bytes()).await
    }

    /// Sends a form with files, each a field and its bytes, and what forms of this session carry.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Got {
        const PARTING: &str = "a-line-that-stands-in-no-file";
        let mut body = Vec::new();
        for (name, value) in fields.iter().chain(&[("csrf", self.csrf.as_str())]) {
            let head = format!("--{PARTING}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--{PARTING}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.jpg\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{PARTING}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={PARTING}");
        let headers = [("Accept", "text/html"), ("Content-Type", kind.as_str()), ("Origin", "https://cinar.example")];
        self.request("POST", path, &headers, &body).await
    }

    /// Sends changes as the editor does.
    pub async fn write(&self, number: i64, tab: &str, seq: i64, base: i64, changes: Value) -> Got {
        let body = json!({"tab": tab, "seq": seq, "base": base, "changes": changes}).to_string();
        let headers = [
            ("Content-Type", "application/json"),
            ("Origin", "https://cinar.example"),
            ("X-Manset-Csrf", self.csrf.as_str()),
        ];
        self.request("POST", &format!("/desk/stories/{number}/journal"), &headers, body.as_bytes()).await
    }

    /// What a story's page gives the editor.
    pub async fn opened(&self, number: i64) -> Value {
        let got = self.get(&format!("/desk/stories/{number}")).await;
        assert_eq!(got.status, 200, "{}", got.body);
        let start = got.body.find("id=\"desk-story\">").expect("the editor's data") + "id=\"desk-story\">".len();
        let end = start + got.body[start..].find("</script>").expect("its end");
        serde_json::from_str(&got.body[start..end]).expect("JSON")
    }

    /// A new story in an edition; its number.
    pub async fn begin(&self, edition: &str) -> i64 {
        let got = self.post("/desk/stories", &[("edition", edition)]).await;
        assert_eq!(got.status, 303, "{}", got.body);
        got.header("location").rsplit('/').next().and_then(|number| number.parse().ok()).expect("a number")
    }

    /// Keeps the cookie an answer set, as a browser does.
    pub async fn keep_cookie(&mut self, got: &Got) {
        let cookie = got.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        // The head comes in lower case, the cookie's value is.
        self.cookie = cookie.replace("__host-", "__Host-");
        self.find_csrf().await;
    }

    /// Keeps every cookie an answer set, beside those there are, and lets go of those it took back.
    pub async fn keep_cookies(&mut self, got: &Got) {
        self.take_cookies(got);
        self.find_csrf().await;
    }

    fn take_cookies(&mut self, got: &Got) {
        let mut kept: Vec<(String, String)> =
            self.cookie.split("; ").filter_map(|pair| pair.split_once('=')).map(owned).collect();
        for line in got.head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")) {
            let pair = line.split(';').next().and_then(|pair| pair.split_once('=')).map(owned);
            let Some((name, value)) = pair else { continue };
            // The head comes in lower case, the cookie's value is.
            let name = name.replace("__host-", "__Host-");
            kept.retain(|(known, _)| *known != name);
            if !value.is_empty() {
                kept.push((name, value));
            }
        }
        self.cookie = kept.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
    }

    /// A cookie's value by the end of its name; empty where there is none.
    pub fn cookie_named(&self, end: &str) -> String {
        let pairs = self.cookie.split("; ").filter_map(|pair| pair.split_once('='));
        pairs.filter(|(name, _)| name.ends_with(end)).map(|(_, value)| value.to_owned()).next().unwrap_or_default()
    }

    /// Signs in with a password, and follows as a browser does; what the first answer was.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Got {
        let got = self.post("/desk/sign-in", &[("email", email), ("password", password)]).await;
        self.keep_cookies(&got).await;
        got
    }

    /// Sends JSON as scripts of pages do.
    pub async fn post_json(&self, path: &str, body: &Value) -> Got {
        let headers = [
            ("Content-Type", "application/json"),
            ("Origin", "https://cinar.example"),
            ("X-Manset-Csrf", self.csrf.as_str()),
        ];
        self.request("POST", path, &headers, body.to_string().as_bytes()).await
    }

    async fn find_csrf(&mut self) {
        let mut page = self.get("/desk/sessions").await;
        if page.status == 303 {
            page = self.get("/desk/me/ways-in").await;
        }
        let mark = "name=\"csrf\" value=\"";
        self.csrf = page
            .body
            .find(mark)
            .map(|at| page.body[at + mark.len()..].split('"').next().unwrap_or_default().to_owned())
            .unwrap_or_default();
    }

    pub async fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Got {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: cinar.example\r\nConnection: close\r\n");
        if !self.cookie.is_empty() {
            head.push_str(&format!("Cookie: {}\r\n", self.cookie));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
        self.node.send(&[head.as_bytes(), body].concat()).await
    }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn encoded(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
