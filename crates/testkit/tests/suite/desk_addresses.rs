//! Where somebody asks from, as the audit and the brakes on guessing know it: behind proxies that are named, and behind none.

use newsroom::Role;
use testkit::{Clerk, Database, Newsroom, on_both};

/// A wrong guess with this header. True where it was told to wait.
async fn guesses(stranger: &Clerk<'_>, email: &str, header: (&str, &str)) -> bool {
    let fields = [("email", email), ("password", "bir tahmin daha")];
    let got = stranger.post_raw("/desk/sign-in", &fields, &[("Origin", "https://cinar.example"), header]).await;
    assert_eq!(got.status, 422, "{}", got.body);
    got.body.contains("saniye")
}

async fn audit(node: &Newsroom) -> String {
    let (admin, _) = node.clerk(Role::Administrator).await;
    admin.get("/desk/audit").await.body
}

async fn a_forged_line_changes_nothing(database: Database) {
    let node = Newsroom::start(&database).await;
    node.clerk(Role::Administrator).await;
    let stranger = node.stranger();
    for turn in 1..=6_u8 {
        let (email, forged) = (format!("biri{turn}@cinar.example"), format!("198.51.100.{turn}"));
        let waits = guesses(&stranger, &email, ("X-Forwarded-For", &forged)).await;
        assert_eq!(waits, turn > 5, "from one place, whatever it says: {turn}");
    }
    assert!(guesses(&stranger, "x@cinar.example", ("Forwarded", "for=198.51.100.9")).await);
    let audit = audit(&node).await;
    assert!(audit.contains("127.0.0.1") && !audit.contains("198.51.100."), "{audit}");
}

async fn behind_a_named_proxy_each_is_counted_for_themselves(database: Database) {
    let node = Newsroom::start_behind(&database, &["127.0.0.1", "10.0.0.0/8"]).await;
    node.clerk(Role::Administrator).await;
    let stranger = node.stranger();
    for turn in 1..=6_u8 {
        // What stands before the proxy's own word was written by whoever asked.
        let (email, line) = (format!("biri{turn}@cinar.example"), format!("192.0.2.{turn}, 198.51.100.7, 10.0.0.4"));
        let waits = guesses(&stranger, &email, ("X-Forwarded-For", &line)).await;
        assert_eq!(waits, turn > 5, "{turn}");
    }
    let other = guesses(&stranger, "bir@cinar.example", ("X-Forwarded-For", "2001:db8::8, 10.0.0.4")).await;
    assert!(!other, "somebody else does not wait for them");
    let nobody = guesses(&stranger, "iki@cinar.example", ("X-Forwarded-For", "198.51.100.9, \"><b>")).await;
    assert!(!nobody);
    let audit = audit(&node).await;
    assert!(audit.contains("198.51.100.7") && audit.contains("2001:db8::8"), "{audit}");
    assert!(!audit.contains("192.0.2.") && !audit.contains("198.51.100.9") && audit.contains("127.0.0.1"), "{audit}");
}

on_both! {
    a_forged_line_changes_nothing,
    behind_a_named_proxy_each_is_counted_for_themselves,
}
