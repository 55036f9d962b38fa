//! The way to a mail server that speaks TLS: one that shows a certificate nobody here knows gets no letter, and one whose
//! authority the settings name does.

use dispatch::{Authority, Barrier, Words, send};
use newsroom::Role;
use store::MailSecurity;
use testkit::{Database, Mailbox, Newsroom, on_both};

const WORDS: Words<'_> =
    Words { recipient: "deniz@cinar.example", subject: "Davet", text: "Merhaba", html: "<p>Merhaba</p>" };

#[tokio::test]
async fn a_certificate_nobody_knows_is_refused_and_a_named_one_taken() {
    for security in [MailSecurity::Tls, MailSecurity::StartTls] {
        let mailbox = Mailbox::open_with(security).await;
        let stranger = send(&mailbox.server(), None, WORDS).await.expect_err("nobody knows it");
        assert_eq!(stranger.barrier, Barrier::Certificate, "{security:?}: {}", stranger.answer);
        assert!(!stranger.for_good, "whoever looks after the newsroom can mend it");
        let other = Mailbox::open_with(security).await;
        let another = Authority::read(&other.authority).expect("a certificate");
        let wrong = send(&mailbox.server(), Some(&another), WORDS).await.expect_err("signed by somebody else");
        assert_eq!(wrong.barrier, Barrier::Certificate, "{security:?}: {}", wrong.answer);
        assert_eq!(mailbox.letters(), [] as [String; 0], "nothing was sent before it showed who it is");

        let authority = Authority::read(&mailbox.authority).expect("a certificate");
        let answer = send(&mailbox.server(), Some(&authority), WORDS).await.expect("taken");
        assert!(answer.starts_with("250"), "{answer}");
        assert!(mailbox.plain(1).await.contains("Merhaba"));
        // The name counts, whoever signed it.
        let elsewhere = store::MailServer { host: "127.0.0.1".to_owned(), ..mailbox.server() };
        let renamed = send(&elsewhere, Some(&authority), WORDS).await.expect_err("it is for another name");
        assert_eq!(renamed.barrier, Barrier::Certificate, "{security:?}: {}", renamed.answer);
    }
}

/// A server that does not offer TLS where it is asked for: the letter is not sent in the open instead.
#[tokio::test]
async fn nothing_is_sent_in_the_open_where_tls_is_asked_for() {
    let mailbox = Mailbox::open().await;
    for security in [MailSecurity::Tls, MailSecurity::StartTls] {
        let server = store::MailServer { security, ..mailbox.server() };
        send(&server, None, WORDS).await.expect_err("it does not speak TLS");
    }
    assert_eq!(mailbox.letters(), [] as [String; 0]);
    let away = store::MailServer { port: 1, ..mailbox.server() };
    assert_eq!(send(&away, None, WORDS).await.expect_err("nobody is there").barrier, Barrier::Reach);
    mailbox.refuse(Some("550 nobody of that name"));
    assert_eq!(send(&mailbox.server(), None, WORDS).await.expect_err("refused").barrier, Barrier::Refused);
    mailbox.refuse(Some("451 later"));
    assert_eq!(send(&mailbox.server(), None, WORDS).await.expect_err("not now").barrier, Barrier::Later);
    mailbox.refuse(Some("535 who are you"));
    assert_eq!(send(&mailbox.server(), None, WORDS).await.expect_err("not us").barrier, Barrier::Account);
    assert!(Authority::read("").is_err() && Authority::read("-----BEGIN CERTIFICATE-----\nx").is_err());
}

/// What stood in the way is told in the desk's language, beside the server's own words.
async fn a_barrier_is_told_in_the_desks_language(database: Database) {
    let node = Newsroom::start(&database).await;
    let (admin, _) = node.clerk(Role::Administrator).await;
    let mailbox = Mailbox::open_with(MailSecurity::Tls).await;
    let mut tx = node.store.write().await.expect("a transaction");
    tx.set_mail_server(&mailbox.server()).await.expect("set");
    tx.commit().await.expect("kept");
    let got = admin.post("/desk/settings/mail/test", &[]).await;
    assert_eq!(got.status, 422, "{}", got.body);
    assert!(got.body.contains("Sunucunun sertifikasına güvenilmiyor"), "{}", got.body);
    let headers = [("Origin", "https://cinar.example"), ("Accept-Language", "ar")];
    let got = admin.post_raw("/desk/settings/mail/test", &[("csrf", admin.csrf.as_str())], &headers).await;
    assert!(got.body.contains("لا يوثق بشهادة الخادم"), "and in Arabic");
}

on_both! {
    a_barrier_is_told_in_the_desks_language,
}
