//! One-time codes: what a person's authenticator app shows (RFC 6238), and recovery codes for the day the app is gone.

use jiff::Timestamp;
use newsroom::ids::hex;
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};

/// Half a minute, as all apps have it.
const STEP_SECONDS: i64 = 30;
/// Codes made at once.
pub const RECOVERY_CODES: usize = 10;
/// Letters that are not taken for one another: no 0, 1, i, l, o, u.
const LETTERS: &[u8; 30] = b"23456789abcdefghjkmnpqrstvwxyz";
/// Letters of a recovery code, in groups of four: 78 bits, far beyond guessing.
const CODE_LETTERS: usize = 16;

/// A secret for an app, in base32: 160 bits from the system's own source, as RFC 4226 asks.
///
/// # Errors
/// When the system has no randomness to give.
pub fn new_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes)?;
    Ok(Secret::new_stack(bytes).to_base32())
}

/// The address by which an app learns the secret: the paper's name, the person's address, and the secret. Nothing for
/// a secret that is none.
pub fn address(secret: &str, paper: &str, email: &str) -> Option<String> {
    let plain = |text: &str| text.replace(':', " ");
    let secret = Secret::try_from_base32(secret).ok()?;
    let builder = Builder::new().with_secret(secret).with_account_name(plain(email)).with_issuer(Some(plain(paper)));
    builder.build().ok()?.to_url().ok()
}

/// The half minute whose code this is: the present one, the one before or the one after, since clocks differ. Nothing
/// where it is none of them. Who takes a code notes its half minute and takes no other of it.
pub fn step_of(secret: &str, code: &str, now: Timestamp) -> Option<i64> {
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_code = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = u64::try_from(now.as_second()).ok()?;
    let step = made_of(secret)?.check(&digits, seconds).filter(|_| is_code)?;
    i64::try_from(step).ok()
}

/// The code an app shows at this hour.
pub fn code_at(secret: &str, now: Timestamp) -> Option<String> {
    let seconds = u64::try_from(now.as_second()).ok()?;
    Some(made_of(secret)?.generate(seconds).to_string())
}

fn made_of(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let step = u64::try_from(STEP_SECONDS).ok()?;
    Builder::new().with_secret(secret).with_step_duration(step).build().ok()
}

/// New recovery codes, such as `7k3m-x9pq-2vht-rn4c`.
///
/// # Errors
/// When the system has no randomness to give.
pub fn new_recovery_codes() -> Result<Vec<String>, getrandom::Error> {
    (0..RECOVERY_CODES).map(|_| new_recovery_code()).collect()
}

fn new_recovery_code() -> Result<String, getrandom::Error> {
    let mut code = String::new();
    let mut letters = 0;
    while letters < CODE_LETTERS {
        let mut bytes = [0; CODE_LETTERS];
        getrandom::fill(&mut bytes)?;
        // 240 is a multiple of 30: what lies above would make some letters likelier.
        for byte in bytes.into_iter().filter(|byte| *byte < 240) {
            if letters == CODE_LETTERS {
                break;
            }
            if letters > 0 && letters % 4 == 0 {
                code.push('-');
            }
            code.push(char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
            letters += 1;
        }
    }
    Ok(code)
}

/// What is kept of a recovery code, however it is typed. It holds for one person only.
pub fn recovery_hash(person: i64, code: &str) -> String {
    let letters: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|one| one.to_ascii_lowercase()).collect();
    hex(&Sha256::digest(format!("recovery {person} {letters}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's appendix B, "12345678901234567890".
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).expect("an hour")
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(code_at(SECRET, at(seconds)).as_deref(), Some(code));
            assert_eq!(step_of(SECRET, code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_holds_a_step_to_either_side_and_no_further() {
        let check = |seconds: i64, expected: Option<i64>| {
            assert_eq!(step_of(SECRET, "287 082", at(seconds)), expected, "{seconds}");
        };
        check(29, Some(1));
        check(59, Some(1));
        check(89, Some(1));
        check(90, None);
        check(0, Some(1));
        for nothing in ["", "28708", "2870822", "٢٨٧٠٨٢", "28708a", "-87082"] {
            assert_eq!(step_of(SECRET, nothing, at(59)), None, "{nothing}");
        }
    }

    #[test]
    fn an_app_learns_who_and_where() {
        let secret = new_secret().expect("made");
        assert_eq!(secret.len(), 32);
        let address = address(&secret, "Çınar: Gazetesi", "a@cinar.example").expect("an address");
        assert!(address.starts_with("otpauth://totp/") && address.contains(&secret), "{address}");
        assert!(!address.contains(' '), "{address}");
    }

    #[test]
    fn recovery_codes_are_known_again_however_typed() {
        let codes = new_recovery_codes().expect("made");
        assert_eq!(codes.len(), RECOVERY_CODES);
        for code in &codes {
            assert_eq!(code.len(), 19, "{code}");
            let typed = code.replace('-', " ").to_uppercase();
            assert_eq!(recovery_hash(1, code), recovery_hash(1, &typed));
            assert_ne!(recovery_hash(1, code), recovery_hash(2, code), "each person's own");
        }
        assert_ne!(codes[0], codes[1]);
    }
}
