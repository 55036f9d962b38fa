//! People's own pages: the second step of a sign-in, ways in, tokens, and what an administrator sees of somebody; and the
//! letters that go out to them.

use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;

use super::{Choice, Frame};

/// Something a person should know on whatever page they are.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Warning {
    pub text: String,
    pub address: String,
    /// A key of the words.
    pub link: String,
}

/// The second step of a sign-in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SecondStepView {
    pub frame: Frame,
    pub has_app: bool,
    pub has_passkeys: bool,
    pub to: String,
    pub script: String,
}

/// Showing once more that it is them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ConfirmView {
    pub frame: Frame,
    pub email: String,
    pub to: String,
    /// Where the form that waits is to be sent, and its fields as a form sends them; empty where none waits.
    pub kept_for: String,
    pub kept: String,
    pub has_passkeys: bool,
    pub script: String,
}

/// A form that waited until its sender had shown that it is them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KeptView {
    pub frame: Frame,
    pub to: String,
    pub address: String,
    pub fields: Vec<KeptField>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct KeptField {
    pub name: String,
    pub value: String,
}

/// A forgotten password.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ForgottenView {
    pub frame: Frame,
    pub email: String,
    pub has_mail: bool,
    pub is_sent: bool,
}

/// One's own name and password.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MeView {
    pub frame: Frame,
    pub name: String,
    pub email: String,
    /// A key of the words.
    pub role: String,
    pub beats: String,
    pub has_factor: bool,
    pub letters_min: usize,
}

/// Passkeys, one-time codes, recovery codes.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WaysInView {
    pub frame: Frame,
    pub passkeys: Vec<PasskeyRow>,
    /// Browsers have them at this address.
    pub may_have_passkeys: bool,
    pub has_one_time: bool,
    pub has_factor: bool,
    pub codes_left: i64,
    pub are_codes_few: bool,
    /// They showed lately that it is them.
    pub is_confirmed: bool,
    pub script: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct PasskeyRow {
    pub id: String,
    pub name: String,
    pub since: String,
    pub used: Option<String>,
}

/// A secret on its way into an app.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OneTimeView {
    pub frame: Frame,
    pub square: Square,
    /// In groups of four letters, for typing.
    pub secret: String,
}

/// A QR code as one path of an SVG, dark on light whatever the scheme, with the quiet border that readers need.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Square {
    pub size: i32,
    pub path: String,
}

/// Light modules around a QR code (ISO/IEC 18004).
const BORDER: i32 = 4;

impl Square {
    /// Empty for a text that is too long for any.
    pub fn of(text: &str) -> Self {
        let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return Self::default() };
        let mut path = String::new();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                path.push_str(&format!("M{},{}h1v1h-1z", x + BORDER, y + BORDER));
            }
        }
        Self { size: code.size() + 2 * BORDER, path }
    }
}

/// Recovery codes, the one time they are shown.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CodesView {
    pub frame: Frame,
    pub codes: Vec<String>,
}

/// Tokens for programs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TokensView {
    pub frame: Frame,
    pub own: Vec<TokenRow>,
    /// Everybody else's, for administrators.
    pub others: Vec<TokenRow>,
    /// What may be given, by names of rights.
    pub rights: Vec<Choice>,
    /// The token just made, shown once.
    pub made: Option<String>,
    pub made_name: String,
    pub name: String,
    pub until: String,
    pub today: String,
    pub is_confirmed: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct TokenRow {
    pub hash: String,
    pub name: String,
    pub label: String,
    pub whose: Option<String>,
    /// Keys of the words; none for all that its person has.
    pub rights: Option<Vec<String>>,
    pub since: String,
    pub until: Option<String>,
    pub is_over: bool,
    pub used: Option<String>,
}

/// Somebody, as an administrator sees them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PersonView {
    pub frame: Frame,
    /// The reader showed lately that it is them.
    pub is_confirmed: bool,
    pub number: i64,
    pub name: String,
    pub email: String,
    pub roles: Vec<Choice>,
    pub beats: String,
    pub is_me: bool,
    pub is_disabled: bool,
    pub has_password: bool,
    pub has_one_time: bool,
    pub passkeys: i64,
    pub codes_left: i64,
    pub tokens: i64,
}

/// The mail server, and the letters.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MailView {
    pub frame: Frame,
    /// The reader showed lately that it is them.
    pub is_confirmed: bool,
    /// The settings name the server, so that nobody changes it here.
    pub is_fixed: bool,
    pub is_set: bool,
    pub host: String,
    pub port: String,
    pub securities: Vec<Choice>,
    pub account: String,
    /// One is kept; it is never shown.
    pub has_password: bool,
    pub sender: String,
    pub my_email: String,
    /// What the server said to a test.
    pub answer: Option<String>,
    pub letters: Vec<LetterRow>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct LetterRow {
    pub number: i64,
    /// A key of the words.
    pub kind: String,
    pub recipient: String,
    /// `waiting`, `trying`, `sent`, `given-up`.
    pub state: String,
    pub at: String,
    pub next: Option<String>,
    pub tries: i64,
    /// What stood in its way, in words, and what the server or the way to it said.
    pub barrier: String,
    pub answer: String,
}

/// A letter.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LetterView {
    pub lang: String,
    pub dir: String,
    pub subject: String,
    pub greeting: String,
    pub paragraphs: Vec<String>,
    pub link: Option<String>,
    pub link_words: String,
    pub besides: String,
    pub paper: String,
    pub origin: String,
}

impl LetterView {
    /// The same without markup: for programs that show none, and people who read none.
    pub fn plain(&self) -> String {
        let mut parts = vec![self.greeting.clone()];
        parts.extend(self.paragraphs.iter().cloned());
        parts.extend(self.link.iter().map(|link| format!("{}\n{link}", self.link_words)));
        parts.push(self.besides.clone());
        parts.push(format!("{}\n{}", self.paper, self.origin));
        parts.retain(|part| !part.trim().is_empty());
        // Marks that keep directions apart on pages are boxes in old mail programs.
        let text = parts.join("\n\n") + "\n";
        text.chars().filter(|one| !matches!(one, '\u{2066}'..='\u{2069}')).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Theme;
    use crate::desk::{DeskPages, LANGUAGES, Me};

    #[test]
    fn every_page_of_people_prints_in_every_language() {
        let pages = DeskPages::new(&Theme::builtin());
        let frame = Frame {
            me: Some(Me { name: "Ayşe".into(), role: "role-editor".into() }),
            warnings: vec![Warning { text: "!".into(), address: "/desk/sessions".into(), link: "strange-look".into() }],
            ..Frame::default()
        };
        let choice = |value: &str| Choice { value: value.into(), name: String::new(), chosen: true };
        for language in LANGUAGES {
            let print = |template: &str, view: &dyn Fn(&str) -> Result<String, crate::Error>| {
                let printed = view(template).expect("it prints");
                assert!(printed.contains("</html>"), "{template}");
            };
            macro_rules! check {
                ($template:literal, $view:expr) => {
                    let view = $view;
                    print($template, &|template| pages.print(template, language, &view));
                };
            }
            check!(
                "second-step.html",
                SecondStepView { has_app: true, has_passkeys: true, ..SecondStepView::default() }
            );
            check!("confirm.html", ConfirmView { frame: frame.clone(), has_passkeys: true, ..ConfirmView::default() });
            let field = KeptField { name: "name".into(), value: "Deniz".into() };
            check!("confirm-kept.html", KeptView { fields: vec![field], ..KeptView::default() });
            check!("forgotten.html", ForgottenView { has_mail: true, ..ForgottenView::default() });
            check!("forgotten.html", ForgottenView { is_sent: true, ..ForgottenView::default() });
            check!("me.html", MeView { frame: frame.clone(), role: "role-editor".into(), ..MeView::default() });
            for may_have_passkeys in [true, false] {
                check!(
                    "ways-in.html",
                    WaysInView {
                        frame: frame.clone(),
                        passkeys: vec![PasskeyRow { used: Some("x".into()), ..PasskeyRow::default() }],
                        may_have_passkeys,
                        has_one_time: may_have_passkeys,
                        has_factor: true,
                        are_codes_few: true,
                        is_confirmed: may_have_passkeys,
                        ..WaysInView::default()
                    }
                );
            }
            check!("one-time.html", OneTimeView { square: Square::of("otpauth://totp/x"), ..OneTimeView::default() });
            check!("codes.html", CodesView { codes: vec!["a-b".into()], ..CodesView::default() });
            let rights = newsroom::Right::ALL.map(|right| choice(right.as_str())).to_vec();
            let row = TokenRow {
                rights: Some(newsroom::Right::ALL.map(|right| format!("right-{right}")).to_vec()),
                whose: Some("Ali".into()),
                until: Some("x".into()),
                is_over: true,
                ..TokenRow::default()
            };
            check!(
                "tokens.html",
                TokensView {
                    frame: frame.clone(),
                    own: vec![TokenRow::default()],
                    others: vec![row],
                    rights,
                    made: Some("mst_".into()),
                    is_confirmed: true,
                    ..TokensView::default()
                }
            );
            let roles = newsroom::Role::ALL.map(|role| choice(role.as_str())).to_vec();
            check!(
                "person.html",
                PersonView {
                    frame: frame.clone(),
                    roles,
                    has_one_time: true,
                    is_confirmed: true,
                    ..PersonView::default()
                }
            );
            let letters = ["waiting", "trying", "sent", "given-up"].map(|state| LetterRow {
                state: state.into(),
                kind: "letter-kind-reset".into(),
                next: (state == "trying").then(|| "x".to_owned()),
                barrier: "!".into(),
                answer: "250 OK".into(),
                ..LetterRow::default()
            });
            for is_fixed in [true, false] {
                check!(
                    "mail.html",
                    MailView {
                        frame: frame.clone(),
                        is_fixed,
                        is_confirmed: true,
                        is_set: true,
                        has_password: true,
                        securities: ["tls", "starttls", "none"].map(choice).to_vec(),
                        answer: Some("250 OK".into()),
                        letters: letters.to_vec(),
                        ..MailView::default()
                    }
                );
            }
            check!("letter.html", LetterView { link: Some("https://cinar.example/".into()), ..LetterView::default() });
            for kind in ["invitation", "reset", "new-sign-in", "test"] {
                assert!(!pages.say(language, &format!("letter-kind-{kind}"), &[]).is_empty(), "{kind}");
            }
        }
    }

    #[test]
    fn a_square_has_its_finders_and_its_border() {
        let square = Square::of("otpauth://totp/Cinar:a@cinar.example?secret=GEZDGNBVGY3TQOJQ&issuer=Cinar");
        assert!(square.size > 29 && square.path.starts_with("M4,4h1v1h-1z"), "{}", square.size);
        assert_eq!(Square::of(&"x".repeat(4000)).size, 0);
    }

    #[test]
    fn a_letter_is_readable_without_markup() {
        let view = LetterView {
            greeting: "Merhaba \u{2068}Ayşe\u{2069},".into(),
            paragraphs: vec!["Bir.".into()],
            link: Some("https://cinar.example/x".into()),
            link_words: "Buradan:".into(),
            paper: "Çınar".into(),
            origin: "https://cinar.example".into(),
            ..LetterView::default()
        };
        let expected = "Merhaba Ayşe,\n\nBir.\n\nBuradan:\nhttps://cinar.example/x\n\nÇınar\nhttps://cinar.example\n";
        assert_eq!(view.plain(), expected);
    }
}
