use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};

use super::*;

fn passkeys() -> Passkeys {
    Passkeys::of_origin("https://cinar.example", "Çınar").expect("passkeys")
}

#[test]
fn passkeys_are_where_browsers_have_them() {
    let check = |origin: &str, expected: bool| {
        assert_eq!(Passkeys::of_origin(origin, "Çınar").is_some(), expected, "{origin}");
    };
    check("https://cinar.example", true);
    check("https://cinar.example:8443", true);
    check("http://localhost:8000", true);
    check("http://cinar.example", false);
    check("http://127.0.0.1:8000", false);
    check("https://192.0.2.1", false);
    check("https://[2001:db8::1]:8000", false);
    check("nonsense", false);
}

#[test]
fn a_new_key_is_asked_for_that_needs_no_name_and_unlocks() {
    let handle = new_handle().expect("made");
    let known = ["0badc0de".to_owned()];
    let asked = passkeys().begin_registration(&handle, "a@cinar.example", "Ayşe", &known).expect("asked");
    let options = &asked.options["publicKey"];
    assert_eq!(options["rp"]["id"], "cinar.example");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["excludeCredentials"], json!([{"type": "public-key", "id": "C63A3g"}]));
    let (asked, other) = (passkeys().begin_sign_in().expect("asked"), passkeys().begin_sign_in().expect("asked"));
    assert_eq!(asked.options["publicKey"]["userVerification"], "required");
    assert_ne!(asked.state, other.state);
}

#[test]
fn nonsense_is_no_answer() {
    let asked = passkeys().begin_sign_in().expect("asked");
    let far = json!({"rawId": "AAAA", "response": {"userHandle": "AAAA", "clientDataJSON": "e30", "signature": "!"}});
    for answer in [Value::Null, json!({"id": 7}), json!([]), far] {
        assert_eq!(passkeys().finish_sign_in(&asked.state, &answer, "{}").err(), Some(Refused::Wrong));
        assert_eq!(passkeys().finish_registration(&asked.state, &answer).err(), Some(Refused::Wrong));
    }
}

/// An answer to a sign-in, each part of which can be made wrong.
struct Answer {
    kind: &'static str,
    origin: &'static str,
    cross_origin: bool,
    host: &'static str,
    flags: u8,
    counter: u32,
}

const GOOD: Answer = Answer {
    kind: "webauthn.get",
    origin: "https://cinar.example",
    cross_origin: false,
    host: "cinar.example",
    flags: PRESENT | VERIFIED,
    counter: 7,
};

impl Answer {
    fn to(&self, challenge: &str, sign: &dyn Fn(&[u8]) -> Vec<u8>) -> Value {
        let mut data = Sha256::digest(self.host.as_bytes()).to_vec();
        data.push(self.flags);
        data.extend(self.counter.to_be_bytes());
        let client = json!({"type": self.kind, "challenge": challenge, "origin": self.origin,
            "crossOrigin": self.cross_origin, "somethingNew": 1})
        .to_string();
        let signature = sign(&[data.as_slice(), &Sha256::digest(client.as_bytes())].concat());
        json!({"rawId": "AAAA", "response": {"authenticatorData": base64url(&data), "userHandle": "AAAA",
            "clientDataJSON": base64url(client.as_bytes()), "signature": base64url(&signature)}})
    }
}

#[test]
fn each_part_of_an_answer_must_hold() {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).expect("a key");
    let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
    let key = Key::P256 { x: hex(x), y: hex(y) };
    let credential = serde_json::to_string(&Credential { key, counter: 6 }).expect("JSON");
    let sign = |bytes: &[u8]| pair.sign(&random, bytes).expect("signed").as_ref().to_vec();
    let asked = passkeys().begin_sign_in().expect("asked");
    let check = |answer: Answer, challenge: &str, expected: Option<Refused>, why: &str| {
        let answer = answer.to(challenge, &sign);
        assert_eq!(passkeys().finish_sign_in(&asked.state, &answer, &credential).err(), expected, "{why}");
    };
    let wrong = Some(Refused::Wrong);
    check(GOOD, &asked.state, None, "a good one");
    check(GOOD, "AAAA", wrong, "another challenge");
    check(GOOD, "", wrong, "no challenge");
    check(Answer { kind: "webauthn.create", ..GOOD }, &asked.state, wrong, "an answer to something else");
    check(Answer { origin: "https://evil.example", ..GOOD }, &asked.state, wrong, "another page");
    check(Answer { origin: "https://cinar.example:8443", ..GOOD }, &asked.state, wrong, "another port");
    check(Answer { cross_origin: true, ..GOOD }, &asked.state, wrong, "in a frame of another page");
    check(Answer { host: "evil.example", ..GOOD }, &asked.state, wrong, "another host's key");
    check(Answer { flags: PRESENT, ..GOOD }, &asked.state, wrong, "nobody verified");
    check(Answer { flags: VERIFIED, ..GOOD }, &asked.state, wrong, "nobody there");
    check(Answer { flags: PRESENT | VERIFIED | KEPT_ELSEWHERE, ..GOOD }, &asked.state, wrong, "a key that cannot be");
    check(Answer { counter: 6, ..GOOD }, &asked.state, Some(Refused::Copied), "a counter that stands");
    check(Answer { counter: 0, ..GOOD }, &asked.state, Some(Refused::Copied), "a counter that was lost");
    let other = |bytes: &[u8]| sign(&[bytes, b"x"].concat());
    let answer = GOOD.to(&asked.state, &other);
    assert_eq!(passkeys().finish_sign_in(&asked.state, &answer, &credential).err(), wrong, "another signature");
    assert_eq!(passkeys().finish_sign_in("", &GOOD.to("", &sign), &credential).err(), wrong, "nothing was asked");
}

#[test]
fn each_kind_of_key_is_known_by_its_signature() {
    // Ed25519, as newer devices have it.
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).expect("a key");
    let cose = |kind: i64, algorithm: i64, curve: i64, parts: Vec<(i64, Vec<u8>)>| {
        let mut map = vec![(1, kind), (3, algorithm), (-1, curve)]
            .into_iter()
            .map(|(key, value)| (Cbor::Number(key), Cbor::Number(value)))
            .collect::<Vec<_>>();
        map.extend(parts.into_iter().map(|(key, value)| (Cbor::Number(key), Cbor::Bytes(value))));
        Cbor::Map(map)
    };
    let x = pair.public_key().as_ref().to_vec();
    let key = Key::read(&cose(1, -8, 6, vec![(-2, x.clone())])).expect("a key");
    let signature = pair.sign(b"words");
    assert!(key.signed(b"words", signature.as_ref()) && !key.signed(b"other words", signature.as_ref()));
    // Keys that were not asked for, or are not whole.
    assert_eq!(Key::read(&cose(1, -8, 4, vec![(-2, x.clone())])), None, "another curve");
    assert_eq!(
        Key::read(&cose(1, -7, 6, vec![(-2, x.clone())])),
        None,
        "a kind and an algorithm that do not go together"
    );
    assert_eq!(Key::read(&cose(1, -8, 6, vec![(-2, x[1..].to_vec())])), None, "too short");
    assert_eq!(Key::read(&cose(2, -35, 2, vec![(-2, vec![0; 48]), (-3, vec![0; 48])])), None, "P-384");
    assert_eq!(Key::read(&Cbor::Number(1)), None);
    let no_point = Key::P256 { x: "00".repeat(32), y: "00".repeat(32) };
    assert!(!no_point.signed(b"words", signature.as_ref()));
    // RSA: the key and signature of a test vector would prove ring; what is ours is that short ones are not taken.
    let rsa = |length: usize| {
        Cbor::Map(vec![
            (Cbor::Number(1), Cbor::Number(3)),
            (Cbor::Number(3), Cbor::Number(-257)),
            (Cbor::Number(-1), Cbor::Bytes(vec![0xff; length])),
            (Cbor::Number(-2), Cbor::Bytes(vec![1, 0, 1])),
        ])
    };
    assert!(Key::read(&rsa(128)).is_none() && Key::read(&rsa(256)).is_some());
}
