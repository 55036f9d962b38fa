//! Secrets: passwords kept as argon2id, tokens kept as SHA-256.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use newsroom::ids::hex;
use sha2::{Digest, Sha256};

/// A token as it is told once, with what is kept of it.
pub struct NewToken {
    /// `mst_` and 64 hexadecimal digits: 256 bits from the system's own source.
    pub text: String,
    /// Its first letters, by which people tell tokens apart.
    pub label: String,
    pub hash: String,
}

/// How tokens begin, so that scanners for leaked secrets know them.
const TOKEN_START: &str = "mst_";
/// Digits of the label. What remains unknown is far beyond guessing.
const LABEL_DIGITS: usize = 8;

/// Makes a token.
///
/// # Errors
/// When the system has no randomness to give.
pub fn new_token() -> Result<NewToken, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    let text = format!("{TOKEN_START}{}", hex(&bytes));
    let label = text[..TOKEN_START.len() + LABEL_DIGITS].to_owned();
    Ok(NewToken { hash: token_hash(&text), label, text })
}

/// What is kept of a token, and looked up by: 256 random bits need no slow hash.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// The shortest password taken, in letters. Length is what NIST SP 800-63B asks for, and nothing else.
pub const PASSWORD_LETTERS_MIN: usize = 12;

/// Hashes a password with argon2id at the library's present costs (19 MiB, two passes, as OWASP asks).
///
/// # Errors
/// When the system has no randomness for the salt.
pub fn password_hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())
}

/// Whether this is the password that was hashed. It takes as long for a wrong one.
pub fn password_matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_no_other() {
        let hash = password_hash("uzun bir parola 1").expect("hashed");
        assert!(hash.starts_with("$argon2id$"));
        assert!(password_matches("uzun bir parola 1", &hash));
        assert!(!password_matches("uzun bir parola 2", &hash));
        assert!(!password_matches("x", "not a hash"));
        assert_ne!(hash, password_hash("uzun bir parola 1").expect("hashed"), "each has its own salt");
    }

    #[test]
    fn tokens_differ_and_are_kept_as_hashes() {
        let (one, other) = (new_token().expect("made"), new_token().expect("made"));
        assert_ne!(one.text, other.text);
        assert_eq!(token_hash(&one.text), one.hash);
        assert!(one.text.starts_with(&one.label) && !one.hash.contains(&one.text[4..]));
    }
}
