//! Passkeys: keys that a person's device holds and unlocks by finger, face or number, so that one of them is both factors
//! at once (WebAuthn level 3, §7). Everything goes in and out as JSON.
//!
//! What a device says of its maker is not asked for and not looked at: a newsroom takes the devices its people have.

mod cbor;
mod key;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use newsroom::ids::hex;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use cbor::Cbor;
use key::{ALGORITHMS, Key};

/// How long a person may take to unlock their device.
pub const CEREMONY_SECONDS: i64 = 300;

/// The passkeys of one origin: a key made for it answers no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkeys {
    origin: String,
    host: String,
    paper: String,
}

/// A challenge: what the browser is given, and what is kept until it answers.
#[derive(Clone, Debug)]
pub struct Challenge {
    pub options: Value,
    pub state: String,
}

/// A key as it is kept.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The credential's id in hexadecimal digits.
    pub id: String,
    /// JSON: its public half and its sign counter.
    pub credential: String,
}

/// Why an answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Its sign counter went back: somebody may have copied the key.
    #[error("this passkey's counter went back: it may have been copied")]
    Copied,
    /// For another challenge, from another origin, with a wrong signature, or no answer at all.
    #[error("this is no answer to the challenge")]
    Wrong,
}

/// What is kept of a credential.
#[derive(Debug, Serialize, Deserialize)]
struct Credential {
    key: Key,
    counter: u32,
}

/// Someone is there; someone was verified; the key is kept elsewhere too; a new key follows.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const MAY_BE_KEPT_ELSEWHERE: u8 = 0x08;
const KEPT_ELSEWHERE: u8 = 0x10;
const NEW_KEY: u8 = 0x40;
/// The longest id of a key that the standard allows.
const ID_BYTES_MAX: usize = 1023;

impl Passkeys {
    /// For the paper's origin; nothing where browsers have no passkeys: for a numeric address, and without TLS anywhere
    /// but on `localhost`.
    pub fn of_origin(origin: &str, paper: &str) -> Option<Self> {
        let (scheme, authority) = origin.split_once("://")?;
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host).to_ascii_lowercase();
        let is_local = host == "localhost" || host.ends_with(".localhost");
        let is_name = !host.is_empty()
            && host.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '.' | '-'))
            && host.parse::<std::net::Ipv4Addr>().is_err();
        let origin = format!("{}://{}", scheme.to_ascii_lowercase(), authority.to_ascii_lowercase());
        (is_name && (scheme.eq_ignore_ascii_case("https") || is_local)).then(|| Self {
            origin,
            host,
            paper: paper.to_owned(),
        })
    }

    /// Asks for a new key of this person's. `handle` is what the device will know them by, `known` are the ids of keys
    /// they have: no device takes a second one.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn begin_registration(
        &self,
        handle: &str,
        email: &str,
        name: &str,
        known: &[String],
    ) -> Result<Challenge, getrandom::Error> {
        let challenge = new_challenge()?;
        let handle = base64url(&bytes_of(handle).unwrap_or_default());
        let known: Vec<_> = known
            .iter()
            .filter_map(|id| bytes_of(id))
            .map(|id| json!({"type": "public-key", "id": base64url(&id)}))
            .collect();
        let options = json!({"publicKey": {
            "rp": {"id": self.host, "name": self.paper},
            "user": {"id": handle, "name": email, "displayName": name},
            "challenge": challenge,
            "pubKeyCredParams": ALGORITHMS.map(|algorithm| json!({"type": "public-key", "alg": algorithm})),
            "timeout": CEREMONY_SECONDS * 1000,
            "excludeCredentials": known,
            // The device remembers whose it is, so that nobody types their address to come in; and it is unlocked each
            // time, so that the device alone, left on a desk, opens nothing.
            "authenticatorSelection":
                {"residentKey": "required", "requireResidentKey": true, "userVerification": "required"},
            "attestation": "none",
        }});
        Ok(Challenge { options, state: challenge })
    }

    /// Takes the device's answer.
    ///
    /// # Errors
    /// [`Refused::Wrong`].
    pub fn finish_registration(&self, state: &str, answer: &Value) -> Result<Registered, Refused> {
        self.registered(state, answer).ok_or(Refused::Wrong)
    }

    fn registered(&self, state: &str, answer: &Value) -> Option<Registered> {
        let response = answer.get("response")?;
        self.hears("webauthn.create", state, &field(response, "clientDataJSON")?)?;
        let object = field(response, "attestationObject")?;
        let (object, []) = Cbor::read(&object)? else { return None };
        let said = Said::read(object.under("authData")?.bytes()?)?;
        self.trusts(&said)?;
        let new = (said.flags & NEW_KEY != 0).then_some(said.rest)?;
        // The maker's number of the device stands before the key's id.
        let (_, new) = new.split_at_checked(16)?;
        let (length, new) = new.split_at_checked(2)?;
        let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
        let (id, new) = new.split_at_checked(length)?;
        let (cose, _extensions) = Cbor::read(new)?;
        let is_named = !id.is_empty() && id.len() <= ID_BYTES_MAX && field(answer, "rawId")? == id;
        let credential = Credential { key: Key::read(&cose)?, counter: said.counter };
        let credential = serde_json::to_string(&credential).ok()?;
        is_named.then(|| Registered { id: hex(id), credential })
    }

    /// Asks whoever sits there to show one of their keys. No key is named, so that nobody learns whose there are.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn begin_sign_in(&self) -> Result<Challenge, getrandom::Error> {
        let challenge = new_challenge()?;
        let options = json!({"publicKey": {
            "rpId": self.host,
            "challenge": challenge,
            "timeout": CEREMONY_SECONDS * 1000,
            "allowCredentials": [],
            "userVerification": "required",
        }});
        Ok(Challenge { options, state: challenge })
    }

    /// Which key answers, and for whom: its id and its person's handle, neither of them proven yet.
    pub fn named_in(&self, answer: &Value) -> Option<(String, String)> {
        let (id, handle) = (field(answer, "rawId")?, field(answer.get("response")?, "userHandle")?);
        (!id.is_empty() && id.len() <= ID_BYTES_MAX).then(|| (hex(&id), hex(&handle)))
    }

    /// Takes the answer of the key `credential`, and returns it as it is to be kept from now on.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn finish_sign_in(&self, state: &str, answer: &Value, credential: &str) -> Result<String, Refused> {
        let (mut credential, counter) = self.shown(state, answer, credential).ok_or(Refused::Wrong)?;
        // Devices that keep no counter always say nought.
        if (counter > 0 || credential.counter > 0) && counter <= credential.counter {
            return Err(Refused::Copied);
        }
        credential.counter = counter;
        serde_json::to_string(&credential).map_err(|_| Refused::Wrong)
    }

    fn shown(&self, state: &str, answer: &Value, credential: &str) -> Option<(Credential, u32)> {
        let credential: Credential = serde_json::from_str(credential).ok()?;
        let response = answer.get("response")?;
        let client = field(response, "clientDataJSON")?;
        self.hears("webauthn.get", state, &client)?;
        let data = field(response, "authenticatorData")?;
        let said = Said::read(&data)?;
        self.trusts(&said)?;
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature = field(response, "signature")?;
        credential.key.signed(&signed, &signature).then_some((credential, said.counter))
    }

    /// Whether the browser stood on a page of ours, before everybody's eyes, and answers this very challenge.
    fn hears(&self, kind: &str, state: &str, client: &[u8]) -> Option<()> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Client {
            #[serde(rename = "type")]
            kind: String,
            challenge: String,
            origin: String,
            #[serde(default)]
            cross_origin: bool,
        }
        let client: Client = serde_json::from_slice(client).ok()?;
        let is_heard = client.kind == kind
            && !state.is_empty()
            && client.challenge == state
            && client.origin == self.origin
            && !client.cross_origin;
        is_heard.then_some(())
    }

    /// Whether the device speaks for our host, and of somebody whom it verified.
    fn trusts(&self, said: &Said<'_>) -> Option<()> {
        let has = |flag: u8| said.flags & flag != 0;
        let is_trusted = said.host == Sha256::digest(self.host.as_bytes()).as_slice()
            && has(PRESENT)
            && has(VERIFIED)
            && (has(MAY_BE_KEPT_ELSEWHERE) || !has(KEPT_ELSEWHERE));
        is_trusted.then_some(())
    }
}

/// What a device says (§6.1): for which host, how, and how often it has signed.
struct Said<'d> {
    host: &'d [u8],
    flags: u8,
    counter: u32,
    rest: &'d [u8],
}

impl<'d> Said<'d> {
    fn read(data: &'d [u8]) -> Option<Self> {
        let (host, data) = data.split_at_checked(32)?;
        let (flags, data) = data.split_first()?;
        let (counter, rest) = data.split_at_checked(4)?;
        Some(Self { host, flags: *flags, counter: u32::from_be_bytes(counter.try_into().ok()?), rest })
    }
}

/// A new handle: random, so that it tells nothing to whoever reads it off a device.
///
/// # Errors
/// When the system has no randomness to give.
pub fn new_handle() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

fn new_challenge() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(base64url(&bytes))
}

fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A field of bytes in what a browser told.
fn field(value: &Value, name: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(value.get(name)?.as_str()?).ok()
}

fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.len().is_multiple_of(2).then_some(digits.as_bytes().chunks_exact(2))?;
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests;
