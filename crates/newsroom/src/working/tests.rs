use proptest::prelude::*;
use serde_json::json;

use super::*;

fn id(name: &str) -> BlockId {
    BlockId(name.to_owned())
}

fn paragraph(text: &str) -> Block {
    Block::paragraph(text)
}

fn story(blocks: &[(&str, &str)]) -> Working {
    Working {
        fields: json!({"headline": "Başlık", "language": "tr", "urgency": 5}).as_object().expect("an object").clone(),
        blocks: blocks.iter().map(|(name, text)| (id(name), paragraph(text))).collect(),
    }
}

fn changed(name: &str, was: &str, now: &str) -> Change {
    Change::Block { block: id(name), was: Some(paragraph(was)), now: Some(paragraph(now)), after: None }
}

fn added(name: &str, text: &str, after: Option<&str>) -> Change {
    Change::Block { block: id(name), was: None, now: Some(paragraph(text)), after: Some(after.map(id)) }
}

fn spare(block: &BlockId) -> BlockId {
    BlockId(format!("{}s", block.0))
}

fn words(working: &Working) -> Vec<(String, String)> {
    working.blocks.iter().map(|(name, block)| (name.0.clone(), block.plain_text())).collect()
}

fn merge(working: &mut Working, changes: Vec<Change>) -> Merged {
    working.merge(changes, spare).expect("the changes can be taken")
}

#[test]
fn two_who_write_in_different_blocks_both_stand() {
    let mut text = story(&[("a", "bir"), ("b", "iki")]);
    assert!(merge(&mut text, vec![changed("a", "bir", "BİR")]).conflicts.is_empty());
    assert!(merge(&mut text, vec![changed("b", "iki", "İKİ")]).conflicts.is_empty());
    assert_eq!(words(&text), [("a".into(), "BİR".into()), ("b".into(), "İKİ".into())]);
}

#[test]
fn two_who_write_in_the_same_block_both_stand_one_behind_the_other() {
    let mut text = story(&[("a", "bir"), ("b", "iki")]);
    merge(&mut text, vec![changed("a", "bir", "bir bir")]);
    let merged = merge(&mut text, vec![changed("a", "bir", "bir daha")]);
    assert_eq!(merged.conflicts, [Conflict::Block { block: id("a"), kept_as: Some(id("as")) }]);
    let expected = [("a", "bir bir"), ("as", "bir daha"), ("b", "iki")];
    assert_eq!(words(&text), expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
}

#[test]
fn what_one_took_out_and_another_wrote_on_stands_again() {
    let mut text = story(&[("a", "bir"), ("b", "iki")]);
    merge(&mut text, vec![Change::Block { block: id("a"), was: Some(paragraph("bir")), now: None, after: None }]);
    merge(&mut text, vec![changed("a", "bir", "bir, yazıldı")]);
    assert_eq!(words(&text), [("b".into(), "iki".into()), ("as".into(), "bir, yazıldı".into())]);
    // And the other way: what was written on is not taken out.
    let mut text = story(&[("a", "bir")]);
    merge(&mut text, vec![changed("a", "bir", "bir, yazıldı")]);
    let merged =
        merge(&mut text, vec![Change::Block { block: id("a"), was: Some(paragraph("bir")), now: None, after: None }]);
    assert_eq!(words(&text), [("a".into(), "bir, yazıldı".into())]);
    assert_eq!(merged.besides, [id("a")], "its writer is told that it stands");
    assert_eq!(merged.conflicts, [Conflict::Block { block: id("a"), kept_as: None }]);
}

#[test]
fn what_is_moved_takes_no_words_back() {
    let mut text = story(&[("a", "bir"), ("b", "iki")]);
    merge(&mut text, vec![changed("a", "bir", "bir, yazıldı")]);
    let moved = |name: &str, words: &str| Change::Block {
        block: id(name),
        was: Some(paragraph(words)),
        now: Some(paragraph(words)),
        after: Some(Some(id("b"))),
    };
    assert!(merge(&mut text, vec![moved("a", "bir")]).conflicts.is_empty());
    assert_eq!(words(&text), [("b".into(), "iki".into()), ("a".into(), "bir, yazıldı".into())]);
    assert!(
        merge(&mut text, vec![moved("x", "yok")]).done.is_empty(),
        "what is gone does not come back by being moved"
    );
}

#[test]
fn a_field_that_both_changed_is_told_back() {
    let mut text = story(&[]);
    let field = |was: &str, now: &str| Change::Field { field: "headline".into(), was: was.into(), now: now.into() };
    merge(&mut text, vec![field("Başlık", "Birinin başlığı")]);
    let merged = merge(&mut text, vec![field("Başlık", "Ötekinin başlığı")]);
    let conflict = Conflict::Field {
        field: "headline".into(),
        theirs: "Birinin başlığı".into(),
        yours: "Ötekinin başlığı".into(),
    };
    assert_eq!(merged.conflicts, [conflict]);
    assert_eq!(text.fields["headline"], "Birinin başlığı");
}

#[test]
fn what_cannot_be_a_story_changes_nothing() {
    let before = story(&[("a", "bir")]);
    let check = |change: Change, code: &str| {
        let mut text = before.clone();
        let refused = text.merge(vec![changed("a", "bir", "iki"), change], spare).expect_err("it is refused");
        assert_eq!((refused.code(), &text), (code, &before));
    };
    let field = |field: &str, now: Value| Change::Field { field: field.into(), was: Value::Null, now };
    check(field("body", json!([])), "no-such-field");
    check(field("tags", json!("kar")), "unreadable");
    check(added("Ş", "x", None), "block-name");
    check(added(&"x".repeat(33), "x", None), "block-name");
}

#[test]
fn a_content_comes_back_as_it_was() {
    let text = story(&[("a", "bir"), ("b", "iki")]);
    let content = text.content().expect("a story");
    assert_eq!(Working::of(&content, &text.names()), text);
    let mut longer = content.clone();
    longer.body.0.insert(1, paragraph("arada"));
    let renamed = text.renamed_after(&longer);
    assert_eq!(renamed.names(), [id("a"), id("n1"), id("b")]);
}

#[test]
fn changes_are_read_as_the_editor_sends_them() {
    let sent = json!([
        {"field": "kicker", "was": null, "now": "Kar"},
        {"block": "k3", "was": null, "now": {"type": "paragraph", "text": [{"text": "a"}]}, "after": null},
        {"block": "k4", "was": {"type": "paragraph", "text": []}, "now": null},
    ]);
    let read: Vec<Change> = serde_json::from_value(sent).expect("readable");
    assert_eq!(read[0], Change::Field { field: "kicker".into(), was: Value::Null, now: "Kar".into() });
    assert_eq!(read[1], added("k3", "a", None));
    let gone = Block::Paragraph { text: Vec::new() };
    assert_eq!(read[2], Change::Block { block: id("k4"), was: Some(gone), now: None, after: None });
}

/// Somebody's wish: which block, and what to do with it.
fn wishes() -> impl Strategy<Value = Vec<(usize, u8, u32)>> {
    prop::collection::vec((0..6_usize, 0..4_u8, 0..1000_u32), 1..6)
}

/// What a writer who sees `seen` sends, each block once, and the words that stand at their end.
fn sent_by(who: &str, seen: &Working, wishes: &[(usize, u8, u32)]) -> (Vec<Change>, Vec<String>) {
    let mut mine = seen.blocks.clone();
    for (at, kind, number) in wishes {
        let (at, text) = (at % mine.len().max(1), paragraph(&format!("{who}{number}")));
        match kind {
            _ if mine.is_empty() => mine.push((id(&format!("{who}e{number}")), text)),
            0 if mine.iter().all(|(name, _)| name.0 != format!("{who}n{number}")) => {
                mine.insert(at + 1, (id(&format!("{who}n{number}")), text));
            }
            1 => drop(mine.remove(at)),
            _ => mine[at].1 = text,
        }
    }
    let mut changes = Vec::new();
    for (block, was) in &seen.blocks {
        if mine.iter().all(|(name, _)| name != block) {
            changes.push(Change::Block { block: block.clone(), was: Some(was.clone()), now: None, after: None });
        }
    }
    let mut before = None;
    for (block, now) in &mine {
        let was = seen.blocks.iter().find(|(name, _)| name == block).map(|(_, was)| was.clone());
        let after = was.is_none().then(|| before.clone());
        if was.as_ref() != Some(now) {
            changes.push(Change::Block { block: block.clone(), was, now: Some(now.clone()), after });
        }
        before = Some(block.clone());
    }
    let words = mine.iter().map(|(_, block)| block.plain_text()).filter(|text| text.starts_with(who)).collect();
    (changes, words)
}

proptest! {
    /// Whatever two people write at once, every block that stood at either's end stands afterwards.
    #[test]
    fn nothing_written_at_once_is_lost(ours in wishes(), theirs in wishes()) {
        let seen = story(&[("a", "bir"), ("b", "iki"), ("c", "üç")]);
        let (first, kept_first) = sent_by("p", &seen, &ours);
        let (second, kept_second) = sent_by("q", &seen, &theirs);
        let mut server = seen.clone();
        merge(&mut server, first);
        merge(&mut server, second);
        let there: Vec<String> = server.blocks.iter().map(|(_, block)| block.plain_text()).collect();
        for text in kept_first.iter().chain(&kept_second) {
            prop_assert!(there.contains(text), "{text} is not in {there:?}");
        }
    }

    /// Who is told what others did, and applies it in order, has the same text.
    #[test]
    fn the_told_leads_to_the_same_text(theirs in wishes(), more in wishes()) {
        let seen = story(&[("a", "bir"), ("b", "iki"), ("c", "üç")]);
        let mut server = seen.clone();
        let mut journal = Vec::new();
        for (who, wishes) in [("p", &theirs), ("q", &more)] {
            let (changes, _) = sent_by(who, &server.clone(), wishes);
            journal.extend(merge(&mut server, changes).done);
        }
        let mut here = seen;
        let told = server.told_since(&journal);
        merge(&mut here, told.clone());
        prop_assert_eq!(words(&here), words(&server), "{:?}", told);
    }

    /// The changes between two texts lead from the one to the other.
    #[test]
    fn changes_lead_to_the_other_text(wishes in wishes(), swap in 0..3_usize) {
        let seen = story(&[("a", "bir"), ("b", "iki"), ("c", "üç")]);
        let mut other = seen.clone();
        let (changes, _) = sent_by("p", &seen, &wishes);
        merge(&mut other, changes);
        if other.blocks.len() > swap + 1 {
            other.blocks.swap(swap, swap + 1);
        }
        other.set("kicker", "Kar".into());
        let mut here = seen.clone();
        let merged = merge(&mut here, seen.changes_to(&other));
        prop_assert!(merged.conflicts.is_empty());
        prop_assert_eq!(here, other);
    }
}
