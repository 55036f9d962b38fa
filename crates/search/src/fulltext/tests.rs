//! What is asked and what is found, over a handful of stories in memory.

use jiff::Timestamp;
use language::{Analyser, Language};
use newsroom::body::{Block, Body};
use newsroom::{
    Byline, Content, ContentHash, EditionCode, Live, Position, Precision, SectionKey, Standing, StoryNumber, Tag,
};
use store::Seen;

use super::document::document;
use super::find::find;
use super::folder::{Mark, Shelf};
use super::offers::{Kept, offers};
use super::phrase::pair;
use super::question::{Order, Place, Question};
use super::schema::TAGS;

const NOW: i64 = 1_760_000_000;

struct Told {
    number: i64,
    headline: &'static str,
    body: &'static str,
    days_ago: i64,
}

fn told(number: i64, headline: &'static str, body: &'static str) -> Told {
    Told { number, headline, body, days_ago: number }
}

fn seen(story: &Told, edition: &str) -> Seen {
    let at = Timestamp::from_second(NOW - story.days_ago * 86_400).expect("an hour");
    let section = SectionKey::from("gundem");
    let content = Content {
        language: edition.to_owned(),
        headline: story.headline.to_owned(),
        body: Body(vec![Block::paragraph(story.body)]),
        bylines: vec![Byline { name: "Ayşe Demir".to_owned(), slug: "ayse-demir".to_owned() }],
        sections: vec![section.clone()],
        tags: vec![Tag { name: "Çınar Barajı".to_owned(), slug: "cinar-baraji".to_owned() }],
        urgency: 5,
        ..Content::default()
    };
    let live = Live {
        number: StoryNumber(story.number),
        uri: format!("urn:test:{}", story.number),
        edition: EditionCode::from(edition),
        standing: Standing::Live,
        section,
        slug: "slug".to_owned(),
        version: 1,
        published_at: at,
        published_precision: Precision::Exact,
        updated_at: at,
        updated_precision: Precision::Exact,
        content_hash: ContentHash::of(story.headline),
    };
    Seen { live, content }
}

fn shelf(stories: &[Told], language: Language) -> Shelf {
    let shelf = Shelf::begin(None, Mark::new(Position(0), String::new(), None)).expect("an index in memory");
    let (mut writer, mut analyser) = (shelf.writer().expect("a writer"), Analyser::new());
    for story in stories {
        writer.add_document(document(&seen(story, "tr"), language, &shelf.fields, &mut analyser)).expect("written");
    }
    shelf.commit(&mut writer, shelf.mark()).expect("committed");
    shelf
}

fn numbers(shelf: &Shelf, words: &str, language: Language) -> Vec<i64> {
    let question = Question { words: words.to_owned(), limit: 10, ..Question::default() };
    let found = find(shelf, &question, language, NOW).expect("an answer");
    found.numbers.iter().map(|number| number.0).collect()
}

fn offered(shelf: &Shelf, typed: &str, most: usize) -> Vec<String> {
    let (searcher, edition) = (shelf.reader.searcher(), EditionCode::from("tr"));
    offers(&searcher, &shelf.fields, &shelf.offers(), &edition, typed, Language::Turkish, most).expect("offers")
}

#[test]
fn a_word_is_found_however_it_is_typed_and_the_form_typed_ranks_first() {
    let turkish = [
        told(1, "Isparta’da gül hasadı", "Hasat bu hafta başladı."),
        told(2, "Gül fiyatları", "ISPARTA Valiliği açıkladı."),
        told(3, "Iğdır’da kayısı", "Bahçelerde hasat var."),
        told(4, "IĞDIR OVASI", "Sulama başladı."),
        told(5, "İstanbul’un suyu", "Barajlar doldu."),
        told(6, "Vapur seferleri", "Istanbul'da seferler arttı."),
        told(7, "Kitapları yaktılar", "Depo boşaltıldı."),
        told(8, "Bir kitap okudu", "Yazar geldi."),
    ];
    let shelf = shelf(&turkish, Language::Turkish);
    let check = |asked: &[&str], expected: &[i64]| {
        for words in asked {
            let mut found = numbers(&shelf, words, Language::Turkish);
            found.sort_unstable();
            assert_eq!(found, expected, "{words}");
        }
    };
    check(&["ISPARTA", "Isparta", "ısparta", "isparta", "Isparta’da"], &[1, 2]);
    check(&["IĞDIR", "Iğdır", "ığdır", "igdir"], &[3, 4]);
    check(&["İSTANBUL", "istanbul", "Istanbul'da", "İstanbul’un"], &[5, 6]);
    check(&["kitap", "kitapları", "KİTAP"], &[7, 8]);
    assert_eq!(numbers(&shelf, "kitap", Language::Turkish)[0], 8);
    assert_eq!(numbers(&shelf, "kitapları", Language::Turkish)[0], 7);
}

#[test]
fn arabic_words_are_found_with_and_without_their_article() {
    let shelf = shelf(
        &[told(1, "الكتاب الجديد", "صدر اليوم"), told(2, "كتاب قديم", "صدر أمس"), told(3, "مطر", "هطل المطر")],
        Language::Arabic,
    );
    assert_eq!(numbers(&shelf, "كتاب", Language::Arabic), [2, 1]);
    assert_eq!(numbers(&shelf, "الكتاب", Language::Arabic), [1, 2]);
}

#[test]
fn phrases_and_exclusions_hold() {
    let shelf = shelf(
        &[
            told(1, "Köprü", "Yeni köprü açıldı."),
            told(2, "Yol", "Köprü kapalı, yeni yol açıldı."),
            told(3, "Yeni yol", "Köprü yok."),
        ],
        Language::Turkish,
    );
    let check = |words: &str, expected: &[i64]| {
        let mut found = numbers(&shelf, words, Language::Turkish);
        found.sort_unstable();
        assert_eq!(found, expected, "{words}");
    };
    check("\"yeni köprü\"", &[1]);
    check("yeni köprü", &[1, 2, 3]);
    check("köprü -kapalı", &[1, 3]);
    check("köprü -\"yeni yol\"", &[1]);
    // What only forbids is no question.
    check("-köprü", &[]);
    // Where the headline ends, the tags and the body begin.
    check("\"köprü çınar\"", &[]);
    check("\"köprü yeni\"", &[]);
}

/// Among thousands of stories, in which all words of a phrase stand, and its pairs, but not always the phrase.
#[test]
fn a_phrase_is_found_where_its_words_stand_beside_each_other() {
    const WORDS: [&str; 7] = ["vapur", "köprü", "yağmur", "liman", "bahçe", "deniz", "kömür"];
    let mut seed: u32 = 7;
    let mut chance = move |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) as usize % below
    };
    let mut text = |most: usize| -> Vec<&'static str> {
        (0..1 + chance(most)).map(|_| WORDS[chance(2) * chance(4) + chance(4)]).collect()
    };
    let texts: Vec<[Vec<&str>; 2]> = (0..6_000).map(|_| [text(4), text(9)]).collect();
    let stories: Vec<Told> = (1..)
        .zip(&texts)
        .map(|(number, [headline, body])| told(number, headline.join(" ").leak(), body.join(" ").leak()))
        .collect();
    let shelf = shelf(&stories, Language::Turkish);
    for phrase in [
        vec!["vapur", "köprü"],
        vec!["köprü", "köprü"],
        vec!["liman", "yağmur", "liman"],
        vec!["deniz", "bahçe", "deniz"],
    ] {
        let stands = |text: &[&str]| text.windows(phrase.len()).any(|words| words == phrase);
        let expected = texts.iter().filter(|[head, body]| stands(head) || stands(body)).count();
        let quoted = format!("\"{}\"", phrase.join(" "));
        let total = |words: &str| {
            let question = Question { words: words.to_owned(), limit: 10, ..Question::default() };
            let found = find(&shelf, &question, Language::Turkish, NOW).expect("an answer");
            for number in found.numbers {
                let [head, body] = &texts[number.0 as usize - 1];
                assert_eq!(stands(head) || stands(body), words == quoted, "{words} in {head:?} {body:?}");
            }
            found.total
        };
        assert!((2..4_000).contains(&expected), "{expected} hold {quoted}");
        assert_eq!(total(&quoted), expected, "{quoted}");
        let all = texts.iter().filter(|[head, body]| head.iter().chain(body).any(|word| *word == phrase[0])).count();
        assert_eq!(total(&format!("{} -{quoted}", phrase[0])), all - expected, "without {quoted}");
    }
}

/// Two pairs that are dealt to one list are two pairs.
#[test]
fn a_pair_that_shares_a_list_with_another_is_not_taken_for_it() {
    let other: &str = (0..)
        .map(|number| format!("kapi{number}"))
        .find(|word| pair("deniz", word) == pair("yeni", "kopru"))
        .expect("one in sixty thousand")
        .leak();
    let shelf = shelf(
        &[
            told(1, "Liman", "Yeni köprü açıldı."),
            told(2, "Liman", format!("Köprü yeni; deniz {other} kapandı.").leak()),
            told(3, other, "Deniz, yeni vapur ve köprü."),
        ],
        Language::Turkish,
    );
    assert_eq!(numbers(&shelf, "\"yeni köprü\"", Language::Turkish), [1]);
    assert_eq!(numbers(&shelf, &format!("\"deniz {other}\""), Language::Turkish), [2]);
}

#[test]
fn a_slip_of_the_finger_is_forgiven_and_said() {
    let shelf = shelf(&[told(1, "Iğdır’da kayısı hasadı", "Bahçelerde."), told(2, "Ağrı", "Kar.")], Language::Turkish);
    let question = Question { words: "Iğdrı kayısı".to_owned(), limit: 10, ..Question::default() };
    let found = find(&shelf, &question, Language::Turkish, NOW).expect("an answer");
    assert_eq!(found.numbers, [StoryNumber(1)]);
    assert!(found.by_meant);
    assert_eq!(found.meant.as_deref(), Some("Iğdır kayısı"));
}

#[test]
fn a_slip_that_has_another_words_stem_is_offered_what_was_meant() {
    let bridges = ["Köprü açıldı", "Köprü onarıldı", "Yeni köprü", "Köprüler ve kar"];
    let mut stories: Vec<Told> = (1..).zip(bridges).map(|(number, headline)| told(number, headline, "")).collect();
    stories.push(told(5, "Halat kopmadı", ""));
    let shelf = shelf(&stories, Language::Turkish);
    let asked = |words: &str, after: Option<Place>| {
        let question = Question { words: words.to_owned(), limit: 3, after, ..Question::default() };
        find(&shelf, &question, Language::Turkish, NOW).expect("an answer")
    };
    let check = |words: &str, total: usize, meant: Option<&str>, by_meant: bool| {
        let found = asked(words, None);
        assert_eq!((found.total, found.meant.as_deref(), found.by_meant), (total, meant, by_meant), "{words}");
    };
    // The stemmer leaves `kop` of both.
    check("köprnü", 1, Some("köprü"), false);
    check("köprnü -yeni -\"köprü açıldı\"", 1, None, false);
    check("köprnü onarıldı", 1, Some("köprü onarıldı"), true);
    check("köprnü onarıldı -kar", 1, Some("köprü onarıldı -kar"), true);
    // Nobody writes it in this form, and it is no slip.
    check("köprüye", 4, None, false);
    check("kopmadı", 1, None, false);
    assert_eq!(asked("köprnü", None).numbers, [StoryNumber(5)]);
    let next = asked("köprü", None).next;
    assert!(next.is_some());
    assert_eq!(asked("köprnü", next).meant, None, "whoever goes on has seen it");
}

#[test]
fn the_last_word_may_still_be_typed() {
    let shelf = shelf(&[told(1, "Belediye meclisi toplandı", ""), told(2, "Bel ağrısı", "")], Language::Turkish);
    let question = Question { words: "bele".to_owned(), typing: true, limit: 10, ..Question::default() };
    assert_eq!(find(&shelf, &question, Language::Turkish, NOW).expect("an answer").numbers, [StoryNumber(1)]);
    assert_eq!(offered(&shelf, "çın", 5), ["Çınar Barajı"]);
    let other = EditionCode::from("ar");
    let of_other =
        offers(&shelf.reader.searcher(), &shelf.fields, &shelf.offers(), &other, "çın", Language::Turkish, 5);
    assert!(of_other.expect("offers").is_empty(), "each edition offers its own");
}

#[test]
fn the_commonest_offers_are_the_same_from_memory() {
    let stories: Vec<Told> =
        ["Köprü açıldı", "Köprü kapandı", "Kömür geldi", "Körfez sakin", "Körfez ısındı", "Körfez doldu"]
            .into_iter()
            .zip(1..)
            .map(|(headline, number)| told(number, headline, ""))
            .collect();
    let shelf = shelf(&stories, Language::Turkish);
    let looked_through = offered(&shelf, "kö", 2);
    let kept = Kept::gather(&shelf.reader.searcher(), shelf.fields.offer).expect("gathered");
    let ask = |typed, most| {
        let edition = EditionCode::from("tr");
        offers(&shelf.reader.searcher(), &shelf.fields, &kept, &edition, typed, Language::Turkish, most)
            .expect("offers")
    };
    assert_eq!(ask("kö", 2), looked_through);
    assert_eq!(looked_through, ["körfez", "köprü"]);
    // Rarer ones are found where those are too few.
    assert_eq!(ask("köm", 2), ["kömür"]);
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat_in_both_orders() {
    let stories: Vec<Told> = (1..=53).map(|number| told(number, "Köprü haberi", "Köprü ve yol.")).collect();
    let shelf = shelf(&stories, Language::Turkish);
    for order in [Order::Relevance, Order::Newest] {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let question =
                Question { words: "köprü".to_owned(), order, after, limit: 10, counted: true, ..Question::default() };
            let found = find(&shelf, &question, Language::Turkish, NOW).expect("an answer");
            assert_eq!(found.total, 53);
            assert_eq!(found.counts.sections[0].stories, 53);
            all.extend(found.numbers.iter().map(|number| number.0));
            match found.next {
                Some(place) => after = super::question::Place::parse(&place.text()),
                None => break,
            }
        }
        // A place in the other order is none in this one.
        let other = match order {
            Order::Relevance => super::question::Place::Dated { hour: 0, number: 1 },
            Order::Newest => super::question::Place::Ranked { at: NOW, rank: 0.0, number: 1 },
        };
        let question =
            Question { words: "köprü".to_owned(), order, after: Some(other), limit: 10, ..Question::default() };
        let found = find(&shelf, &question, Language::Turkish, NOW).expect("an answer");
        assert!(found.numbers.iter().map(|number| number.0).eq(1..=10), "{order:?} {:?}", found.numbers);
        // The newer stands first: numbers count the days since.
        assert_eq!(all, (1..=53).collect::<Vec<_>>(), "{order:?}");
    }
}

/// While all is read in, the mark runs ahead of the commits. Stories between would be nowhere if a failure left it there.
#[test]
fn a_failure_sends_the_mark_back_to_the_last_commit() {
    let shelf = Shelf::begin(None, Mark::new(Position(7), String::new(), Some(100))).expect("an index in memory");
    let ahead = |below| Mark { below: Some(below), ..shelf.mark() };
    shelf.set_mark(ahead(50));
    shelf.go_back();
    assert_eq!(shelf.mark().below, Some(100), "before the first commit");
    let mut writer = shelf.writer().expect("a writer");
    shelf.commit(&mut writer, ahead(40)).expect("committed");
    shelf.set_mark(ahead(10));
    shelf.go_back();
    assert_eq!(shelf.mark().below, Some(40));
}

#[test]
fn no_question_is_too_strange() {
    let shelf = shelf(&[told(1, "Köprü", "Yol")], Language::Turkish);
    let long = "köprü ".repeat(2_000);
    let planes: String = (0..=0x10u32).filter_map(|plane| char::from_u32(plane * 0x10000 + 0x1234)).collect();
    for words in [
        long.as_str(),
        "((((((((((((((((a+)+)+)+$",
        "AND OR NOT * ? ~ ^ : / \\ [ ] { } \" \" \"",
        "\u{202e}\u{202e}\u{202e}",
        &planes,
        "-",
        "\"",
        &"\"".repeat(10_000),
        &"-\"a\" ".repeat(3_000),
        &"a\u{301}".repeat(5_000),
    ] {
        let question = Question { words: words.to_owned(), typing: true, limit: 10, ..Question::default() };
        find(&shelf, &question, Language::Turkish, NOW).expect("an answer");
        offered(&shelf, &words.chars().take(60).collect::<String>(), 5);
    }
    assert_eq!(numbers(&shelf, &long, Language::Turkish), [1]);
}

/// So many stories in several parts, some of them taken out again, whose words say by their numbers who holds them.
fn many(stories: i64) -> (Shelf, Vec<i64>) {
    let shelf = Shelf::begin(None, Mark::new(Position(0), String::new(), None)).expect("an index in memory");
    let (mut writer, mut analyser) = (shelf.writer().expect("a writer"), Analyser::new());
    writer.set_merge_policy(Box::new(tantivy::indexer::NoMergePolicy));
    for number in 1..=stories {
        let holds = |every: i64| number % every == 0;
        let mut body = vec!["toplandı"; 1 + (number % 7) as usize];
        let words = [
            (2, "köprü"),
            (3, "liman"),
            (5, "belediye"),
            (700, "kayısı"),
            (900, "kaymakamlık"),
            // Few write what nearly all hold like that.
            (550, "toplandi"),
            (11, "vapur seferi"),
            (13, "seferi vapur"),
        ];
        for (every, word) in words {
            if holds(every) {
                body.extend(std::iter::repeat_n(word, 1 + (number / 2 % 4) as usize));
            }
        }
        if number == 9_001 {
            body.push("zerdali");
        }
        let headline = if holds(17) { "Köprü açıldı" } else { "Haber" };
        let mut seen = seen(
            &Told { number, headline: "", body: "", days_ago: stories - number },
            if holds(19) { "en" } else { "tr" },
        );
        seen.content.headline = headline.to_owned();
        seen.content.body = Body(vec![Block::paragraph(body.join(" "))]);
        seen.live.section = SectionKey::from(if holds(4) { "spor" } else { "gundem" });
        seen.content.sections = vec![seen.live.section.clone()];
        if holds(6) {
            seen.content.tags.push(Tag { name: "Liman".to_owned(), slug: "liman".to_owned() });
        }
        writer.add_document(document(&seen, Language::Turkish, &shelf.fields, &mut analyser)).expect("written");
        if number % (stories / 3) == 0 {
            shelf.commit(&mut writer, shelf.mark()).expect("committed");
        }
    }
    let gone = |number: &i64| number % 23 == 0;
    for number in (1..=stories).filter(gone) {
        writer.delete_term(tantivy::Term::from_field_u64(shelf.fields.number, number.unsigned_abs()));
    }
    shelf.commit(&mut writer, shelf.mark()).expect("committed");
    (shelf, (1..=stories).filter(|number| !gone(number)).collect())
}

#[test]
fn who_is_found_is_who_holds_the_words_over_many_windows_and_parts() {
    let (shelf, left) = many(30_000);
    assert!(shelf.reader.searcher().segment_readers().len() > 2, "several parts");
    let check = |words: &str, change: &dyn Fn(&mut Question), holds: &dyn Fn(i64) -> bool| {
        let mut question = Question { words: words.to_owned(), limit: 40_000, counted: true, ..Question::default() };
        change(&mut question);
        let all = find(&shelf, &question, Language::Turkish, NOW).expect("an answer");
        let mut expected: Vec<i64> = left.iter().copied().filter(|number| holds(*number)).collect();
        let mut found: Vec<i64> = all.numbers.iter().map(|number| number.0).collect();
        // The best are the same where all others are passed over.
        for order in [Order::Relevance, Order::Newest] {
            let question = Question { order, ..question.clone() };
            let whole = find(&shelf, &question, Language::Turkish, NOW).expect("an answer");
            let few = Question { limit: 12, ..question };
            let best = find(&shelf, &few, Language::Turkish, NOW).expect("an answer");
            assert_eq!(best.numbers, whole.numbers[..whole.numbers.len().min(12)], "{words} {order:?}");
            assert_eq!(best.next.is_some(), whole.numbers.len() > 12, "{words} {order:?}");
            if best.next.is_some() {
                let next = find(&shelf, &Question { after: best.next, ..few }, Language::Turkish, NOW).expect("one");
                assert_eq!(next.numbers, whole.numbers[12..whole.numbers.len().min(24)], "{words} {order:?}");
            }
            assert_eq!((best.total, &best.counts), (expected.len(), &all.counts), "{words} {order:?}");
        }
        found.sort_unstable();
        expected.sort_unstable();
        assert!(found == expected, "{words}: {} found, {} expected", found.len(), expected.len());
        let of_section =
            |name: &str| all.counts.sections.iter().find(|count| count.name == name).map_or(0, |count| count.stories);
        assert_eq!(of_section("spor"), expected.iter().filter(|number| *number % 4 == 0).count(), "{words}");
        let of_tag =
            |name: &str| all.counts.tags.iter().find(|count| count.name == name).map_or(0, |count| count.stories);
        assert_eq!(of_tag("cinar-baraji"), expected.len(), "{words}");
        assert_eq!(of_tag("liman"), expected.iter().filter(|number| *number % 6 == 0).count(), "{words}");
        assert_eq!(all.counts.years.iter().map(|year| year.stories).sum::<usize>(), expected.len(), "{words}");
    };
    let as_is = |_: &mut Question| {};
    check("köprü", &as_is, &|number| number % 2 == 0 || number % 17 == 0);
    // A form that few hold of a word that many hold, gone through and looked up.
    check("toplandi", &as_is, &|_| true);
    check("toplandi liman", &as_is, &|number| number % 3 == 0);
    check("köprü liman", &as_is, &|number| (number % 2 == 0 || number % 17 == 0) && number % 3 == 0);
    check("kayısı toplandı", &as_is, &|number| number % 700 == 0);
    check("köprü -liman", &as_is, &|number| (number % 2 == 0 || number % 17 == 0) && number % 3 != 0);
    check("\"vapur seferi\" köprü", &as_is, &|number| {
        let follow = number % 11 == 0 || (number % 13 == 0 && 1 + number / 2 % 4 > 1);
        follow && (number % 2 == 0 || number % 17 == 0)
    });
    let in_edition = |question: &mut Question| question.within.edition = Some(EditionCode::from("en"));
    check("belediye", &in_edition, &|number| number % 5 == 0 && number % 19 == 0);
    check("", &in_edition, &|number| number % 19 == 0);
    // Where nearly all answer, the others are counted.
    check("toplandı", &as_is, &|_| true);
    check("toplandı -kayısı", &as_is, &|number| number % 700 != 0);
    check("toplandı -belediye", &in_edition, &|number| number % 19 == 0 && number % 5 != 0);
    let in_section = |question: &mut Question| question.within.section = Some(SectionKey::from("spor"));
    check("liman", &in_section, &|number| number % 3 == 0 && number % 4 == 0);
    let day = |number: i64| Timestamp::from_second(NOW - (30_000 - number) * 86_400).expect("an hour");
    let in_period = |question: &mut Question| {
        (question.within.from, question.within.until) = (Some(day(9_000)), Some(day(21_000)));
    };
    check("liman", &in_period, &|number| number % 3 == 0 && (9_000..21_000).contains(&number));
    check("açıldı toplandi", &in_period, &|number| number % 17 == 0 && (9_000..21_000).contains(&number));
    // Of six words and more so many must stand there: three of these seven.
    check("köprü liman belediye kayısı vapur seferi yokböyle", &as_is, &|number| {
        let boat = if number % 11 == 0 || number % 13 == 0 { 2 } else { 0 };
        let bridge = i32::from(number % 2 == 0 || number % 17 == 0);
        let others = [3, 5, 700].iter().filter(|every| number % **every == 0).count() as i32;
        boat + bridge + others >= 3
    });
}

#[test]
fn names_are_counted_alike_one_by_one_and_by_who_holds_the_commonest() {
    let shelf = Shelf::begin(None, Mark::new(Position(0), String::new(), None)).expect("an index in memory");
    let (mut writer, mut analyser) = (shelf.writer().expect("a writer"), Analyser::new());
    writer.set_merge_policy(Box::new(tantivy::indexer::NoMergePolicy));
    // Three large parts and a small one. Each number from 150 to 700 is a tag of its multiples: more than are kept, few of them common.
    // Odd ones have one of forty common tags, even ones one of sixteen that are rarer among all and not among them.
    let words = [(1, "toplandı"), (2, "köprü"), (3, "liman"), (50, "belediye"), (700, "kayısı"), (4_001, "zerdali")];
    let of_odd = |tag: i64, number: i64| number % 2 == 1 && number / 2 % 40 == tag;
    let of_even = |tag: i64, number: i64| number % 2 == 0 && number / 2 % 64 == tag;
    let author = |number: i64| (number % 1_600).isqrt();
    let is_gone = |number: i64| number % 23 == 0;
    for number in 1..=34_000 {
        let body: Vec<&str> = words.iter().filter(|(every, _)| number % every == 0).map(|(_, word)| *word).collect();
        let told = Told { number, headline: "Haber", body: "", days_ago: number / 40 };
        let mut seen = seen(&told, if number % 19 == 0 { "en" } else { "tr" });
        seen.content.body = Body(vec![Block::paragraph(body.join(" "))]);
        let name = |name: String| (name.clone(), name);
        let (name, slug) = name(format!("a{}", author(number)));
        seen.content.bylines = vec![Byline { name, slug }];
        let tags = (150..=700).filter(|every| number % every == 0).map(|every| format!("k{every}"));
        let odd = (0..40).filter(|tag| of_odd(*tag, number)).map(|tag| format!("odd{tag}"));
        let even = (0..16).filter(|tag| of_even(*tag, number)).map(|tag| format!("even{tag}"));
        seen.content.tags = tags.chain(odd).chain(even).map(|name| Tag { slug: name.clone(), name }).collect();
        writer.add_document(document(&seen, Language::Turkish, &shelf.fields, &mut analyser)).expect("written");
        if number % 11_000 == 0 {
            shelf.commit(&mut writer, shelf.mark()).expect("committed");
        }
    }
    for number in (1..=34_000).filter(|number| is_gone(*number)) {
        writer.delete_term(tantivy::Term::from_field_u64(shelf.fields.number, number.unsigned_abs()));
    }
    shelf.commit(&mut writer, shelf.mark()).expect("committed");

    let expected = |every: i64, edition: Option<i64>| {
        let holds =
            |number: &i64| number % every == 0 && !is_gone(*number) && edition.is_none_or(|of| number % of == 0);
        let found: Vec<i64> = (1..=34_000).filter(holds).collect();
        let commonest = |names: Vec<(String, usize)>| {
            let mut counts: Vec<(String, usize)> = names.into_iter().filter(|(_, stories)| *stories > 0).collect();
            counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            counts.truncate(12);
            counts
        };
        let many = |holds: &dyn Fn(&i64) -> bool| found.iter().copied().filter(|number| holds(number)).count();
        let tags = (150..=700).map(|every| (format!("k{every}"), many(&|number| number % every == 0)));
        let odd = (0..40).map(|tag| (format!("odd{tag}"), many(&|number| of_odd(tag, *number))));
        let even = (0..16).map(|tag| (format!("even{tag}"), many(&|number| of_even(tag, *number))));
        let authors = (0..40).map(|of| (format!("a{of}"), many(&|number| author(*number) == of)));
        let year = |number: &i64| {
            let at = Timestamp::from_second(NOW - number / 40 * 86_400).expect("an hour");
            at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date().year()
        };
        let years = (2022..=2025).rev().map(|of| (of.to_string(), many(&|number| year(number) == of)));
        let years = years.filter(|(_, stories)| *stories > 0).collect::<Vec<_>>();
        (commonest(tags.chain(odd).chain(even).collect()), commonest(authors.collect()), years)
    };
    let check = || {
        for (every, word) in words {
            for (edition, of) in [(None, None), (Some("en"), Some(19))] {
                let mut question = Question { words: word.to_owned(), limit: 1, counted: true, ..Question::default() };
                question.within.edition = edition.map(EditionCode::from);
                let counts = find(&shelf, &question, Language::Turkish, NOW).expect("an answer").counts;
                let told = |counts: Vec<super::Count>| {
                    counts.into_iter().map(|count| (count.name, count.stories)).collect::<Vec<_>>()
                };
                let counted = (told(counts.tags), told(counts.authors), told(counts.years));
                assert_eq!(counted, expected(every, of), "{word} {edition:?}");
            }
        }
    };
    let common = || {
        let facts = shelf.facts(&shelf.reader.searcher()).expect("facts");
        facts.iter().filter(|part| part.common(TAGS).is_some_and(|common| common.others > 0)).count()
    };
    assert_eq!(common(), 0);
    check();
    shelf.gather_facts().expect("gathered");
    assert_eq!(common(), 3, "of each large part they are known, and there are others");
    check();
}

#[test]
fn a_slip_is_forgiven_alike_with_and_without_words_in_memory() {
    let (shelf, _) = many(30_000);
    let meant = |words: &str| {
        let question = Question { words: words.to_owned(), limit: 1, ..Question::default() };
        find(&shelf, &question, Language::Turkish, NOW).expect("an answer").meant
    };
    // A common word, one of a single story, two slips in a long word but for its first letter, and none.
    let asked = ["kaıysı", "zredali", "bleediye kaıysı", "kyamakamılk", "akymakamılk", "bambaşkabirşey"];
    assert!(shelf.words().vocabulary.is_none());
    let without = asked.map(meant);
    let expected = [Some("kayisi"), Some("zerdali"), Some("belediye kayisi"), Some("kaymakamlik"), None, None];
    assert_eq!(without, expected.map(|words| words.map(str::to_owned)));
    shelf.gather_facts().expect("gathered");
    assert!(shelf.words().parts.len() >= 3, "each large part has its words");
    assert_eq!(asked.map(meant), without);
}

#[test]
fn of_many_words_the_rarest_are_asked_for() {
    let (shelf, left) = many(3_000);
    let nowhere: String = (0..6).map(|place| format!("yok{place}böyle ")).collect();
    let words = format!("köprü liman belediye toplandı haber vapur seferi kayısı {nowhere}");
    let question = Question { words, limit: 4_000, ..Question::default() };
    let found = find(&shelf, &question, Language::Turkish, NOW).expect("an answer");
    // Of fourteen all but the two that stand nearly everywhere: five of those twelve.
    let holds = |number: &i64| {
        let boat = if number % 11 == 0 || number % 13 == 0 { 2 } else { 0 };
        let bridge = i32::from(number % 2 == 0 || number % 17 == 0);
        boat + bridge + [3, 5, 700].iter().filter(|every| number % **every == 0).count() as i32 >= 5
    };
    assert_eq!(found.total, left.iter().filter(|number| holds(number)).count());
    assert!(found.total > 0 && !found.some_words_only);
}

#[test]
fn of_words_that_only_make_sentences_the_rarest_must_stand_there() {
    let stories = [
        told(1, "Ya da", "Ve bir bu da de ile için olarak."),
        told(2, "Biri", "Ve bir bu."),
        told(3, "Başkası", "Ve bir bu."),
    ];
    let shelf = shelf(&stories, Language::Turkish);
    assert_eq!(numbers(&shelf, "ve bir bu da de ile için", Language::Turkish), [1]);
    assert_eq!(numbers(&shelf, "ve bir", Language::Turkish).len(), 3);
}
