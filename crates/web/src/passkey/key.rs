//! Public keys as devices tell them (COSE, RFC 9053), and their signatures.

use newsroom::ids::hex;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::{Deserialize, Serialize};

use super::bytes_of;
use super::cbor::Cbor;

/// Kinds of keys we ask for, the best liked first: Ed25519, ECDSA on P-256, and RSA for older Windows machines.
pub(super) const ALGORITHMS: [i64; 3] = [-8, -7, -257];

/// A public key. Numbers are hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Key {
    Ed25519 { x: String },
    P256 { x: String, y: String },
    Rsa { n: String, e: String },
}

impl Key {
    /// Nothing for a kind that was not asked for, or a key that is not whole.
    pub fn read(cose: &Cbor) -> Option<Self> {
        let number = |at: i64| cose.at(at).and_then(Cbor::number);
        let bytes = |at: i64, length: usize| cose.at(at)?.bytes().filter(|bytes| bytes.len() == length).map(hex);
        match (number(1)?, number(3)?) {
            (1, -8) if number(-1) == Some(6) => Some(Self::Ed25519 { x: bytes(-2, 32)? }),
            (2, -7) if number(-1) == Some(1) => Some(Self::P256 { x: bytes(-2, 32)?, y: bytes(-3, 32)? }),
            (3, -257) => {
                let (n, e) = (cose.at(-1)?.bytes()?, cose.at(-2)?.bytes()?);
                // Shorter ones are refused when they sign; longer ones are nobody's.
                let fits = (256..=1024).contains(&n.len()) && (1..=8).contains(&e.len());
                fits.then(|| Self::Rsa { n: hex(n), e: hex(e) })
            }
            _ => None,
        }
    }

    /// Whether this key signed these bytes.
    pub fn signed(&self, bytes: &[u8], signature: &[u8]) -> bool {
        let verified = match self {
            Self::Ed25519 { x } => {
                bytes_of(x).map(|x| UnparsedPublicKey::new(&ED25519, x).verify(bytes, signature).is_ok())
            }
            Self::P256 { x, y } => bytes_of(&format!("04{x}{y}"))
                .map(|point| UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(bytes, signature).is_ok()),
            Self::Rsa { n, e } => bytes_of(n).zip(bytes_of(e)).map(|(n, e)| {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, bytes, signature).is_ok()
            }),
        };
        verified == Some(true)
    }
}
