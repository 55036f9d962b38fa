//! A device with passkeys, as the standard has them (WebAuthn level 2, §6): it signs what a browser would, and what none
//! would.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A device in one person's hand.
pub struct Authenticator {
    keys: Vec<Key>,
    /// The origin of the page that the browser says it stands on.
    pub origin: String,
    /// It looked at a finger or a face.
    pub verifies: bool,
}

struct Key {
    id: Vec<u8>,
    handle: Vec<u8>,
    pkcs8: Vec<u8>,
    counter: u32,
}

/// Someone is there; someone was verified; a new key follows.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const NEW_KEY: u8 = 0x40;

impl Authenticator {
    pub fn new() -> Self {
        Self { keys: Vec::new(), origin: "https://cinar.example".to_owned(), verifies: true }
    }

    /// Makes a key for these options, and answers as a browser does.
    pub fn register(&mut self, options: &Value) -> String {
        let options = &options["publicKey"];
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
        let key = Key {
            id: (0..32).map(|at| u8::try_from(self.keys.len() * 31 + at).unwrap_or(7)).chain(random_tail()).collect(),
            handle: from_base64url(options["user"]["id"].as_str().expect("a handle")),
            pkcs8: pkcs8.as_ref().to_vec(),
            counter: 1,
        };
        let mut data = self.data(options["rp"]["id"].as_str().expect("a host"), NEW_KEY, key.counter);
        data.extend([0; 16]);
        data.extend(u16::try_from(key.id.len()).expect("short").to_be_bytes());
        data.extend(&key.id);
        data.extend(cose(pair(&key).public_key().as_ref()));
        let mut object = vec![0xa3];
        object.extend(cbor_text("fmt"));
        object.extend(cbor_text("none"));
        object.extend(cbor_text("attStmt"));
        object.push(0xa0);
        object.extend(cbor_text("authData"));
        object.extend(cbor_bytes(&data));
        let client = self.client("webauthn.create", options);
        let id = base64url(&key.id);
        self.keys.push(key);
        json!({"id": id, "rawId": id, "type": "public-key", "extensions": {}, "response": {
            "attestationObject": base64url(&object), "clientDataJSON": base64url(client.as_bytes())}})
        .to_string()
    }

    /// Shows the newest key for these options.
    pub fn show(&mut self, options: &Value) -> String {
        let options = &options["publicKey"];
        let key = self.keys.last_mut().expect("a key");
        key.counter += 1;
        let counter = key.counter;
        let data = self.data(options["rpId"].as_str().expect("a host"), 0, counter);
        let client = self.client("webauthn.get", options);
        let key = self.keys.last().expect("a key");
        let signed = [data.as_slice(), &Sha256::digest(client.as_bytes())].concat();
        let signature = pair(key).sign(&SystemRandom::new(), &signed).expect("signed");
        let id = base64url(&key.id);
        json!({"id": id, "rawId": id, "type": "public-key", "extensions": {}, "response": {
            "authenticatorData": base64url(&data), "clientDataJSON": base64url(client.as_bytes()),
            "signature": base64url(signature.as_ref()), "userHandle": base64url(&key.handle)}})
        .to_string()
    }

    /// What a copy of the newest key knows, that was made earlier.
    pub fn turn_back(&mut self, by: u32) {
        let key = self.keys.last_mut().expect("a key");
        key.counter -= by;
    }

    fn data(&self, host: &str, flags: u8, counter: u32) -> Vec<u8> {
        let mut data = Sha256::digest(host.as_bytes()).to_vec();
        data.push(flags | PRESENT | if self.verifies { VERIFIED } else { 0 });
        data.extend(counter.to_be_bytes());
        data
    }

    fn client(&self, kind: &str, options: &Value) -> String {
        json!({"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false})
            .to_string()
    }
}

impl Default for Authenticator {
    fn default() -> Self {
        Self::new()
    }
}

fn random_tail() -> Vec<u8> {
    web::secret::new_token().expect("random").text.into_bytes()[4..20].to_vec()
}

fn pair(key: &Key) -> EcdsaKeyPair {
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &key.pkcs8, &SystemRandom::new()).expect("a key")
}

/// A public key on P-256 as COSE has it (RFC 9053).
fn cose(uncompressed: &[u8]) -> Vec<u8> {
    let (x, y) = uncompressed[1..].split_at(32);
    let mut cose = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21];
    cose.extend(cbor_bytes(x));
    cose.push(0x22);
    cose.extend(cbor_bytes(y));
    cose
}

fn cbor_text(text: &str) -> Vec<u8> {
    [&[0x60 | u8::try_from(text.len()).expect("short")], text.as_bytes()].concat()
}

fn cbor_bytes(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("short").to_be_bytes();
    [&[0x59], length.as_slice(), bytes].concat()
}

fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn from_base64url(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).expect("base64url")
}

/// Base64 with lines, as letters have it.
pub(crate) fn from_base64(text: &str) -> Vec<u8> {
    STANDARD.decode(text.split_whitespace().collect::<String>()).expect("base64")
}
