//! A program that calls the interface, in the name of somebody with a role.

use newsroom::rights::Beat;
use newsroom::{Right, Role};
use serde_json::Value;
use store::{NewPerson, NewToken};

use crate::{Got, Newsroom};

/// A program with a token, or without.
pub struct Caller<'n> {
    node: &'n Newsroom,
    token: Option<String>,
}

impl Newsroom {
    /// A program that acts for somebody with this role.
    pub async fn caller(&self, role: Role) -> Caller<'_> {
        self.caller_with(role, &[], None).await
    }

    /// The same, in these beats only, and with these rights only (words with commas).
    pub async fn caller_with(&self, role: Role, beats: &[&str], rights: Option<&str>) -> Caller<'_> {
        let token = web::secret::new_token().expect("a token");
        let new = NewPerson {
            email: format!("{}@cinar.example", token.label),
            name: "Deniz Aydın".to_owned(),
            role,
            beats: beats.iter().filter_map(|beat| Beat::parse(beat)).collect(),
            password: None,
        };
        let rights: Option<Vec<Right>> =
            rights.map(|list| list.split(',').map(|word| word.parse().expect("a right")).collect());
        let mut tx = self.store.write().await.expect("a transaction");
        let person = tx.add_person(&new).await.expect("a person");
        let new = NewToken { hash: &token.hash, label: &token.label, rights: rights.as_deref(), ..NewToken::default() };
        tx.add_token(&person, &new).await.expect("a token");
        tx.commit().await.expect("kept");
        Caller { node: self, token: Some(token.text) }
    }
}

impl<'n> Caller<'n> {
    pub fn without_token(node: &'n Newsroom) -> Self {
        Self { node, token: None }
    }

    pub fn with_token(node: &'n Newsroom, token: &str) -> Self {
        Self { node, token: Some(token.to_owned()) }
    }

    pub async fn read(&self, path: &str) -> Got {
        self.request("GET", path, &[], b"").await
    }

    pub async fn send(&self, method: &str, path: &str, body: &Value) -> Got {
        self.send_with(method, path, body, &[]).await
    }

    pub async fn send_with(&self, method: &str, path: &str, body: &Value, headers: &[(&str, &str)]) -> Got {
        let headers = [&[("Content-Type", "application/json")], headers].concat();
        self.request(method, path, &headers, body.to_string().as_bytes()).await
    }

    pub async fn send_bytes(&self, path: &str, content_type: &str, body: &[u8]) -> Got {
        self.send_raw("POST", path, content_type, body).await
    }

    pub async fn send_raw(&self, method: &str, path: &str, content_type: &str, body: &[u8]) -> Got {
        self.request(method, path, &[("Content-Type", content_type)], body).await
    }

    pub async fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Got {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: cinar.example\r\nConnection: close\r\n");
        if let Some(token) = &self.token {
            head.push_str(&format!("Authorization: Bearer {token}\r\n"));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
        self.node.send(&[head.as_bytes(), body].concat()).await
    }
}
