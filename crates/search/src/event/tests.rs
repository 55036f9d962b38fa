//! The window as a whole, on invented stories.

use jiff::SignedDuration;
use language::Language;
use proptest::prelude::*;

use super::*;
use crate::event::{Signature, Text};

fn hour(hours: i64) -> Timestamp {
    "2026-01-01T00:00:00Z".parse::<Timestamp>().expect("a constant") + SignedDuration::from_hours(hours)
}

fn signature(language: Language, headline: &str, body: &str) -> Signature {
    Signature::of(&Text { language, headline, standfirst: "", body, tags: &[] })
}

fn entry(number: i64, hours: i64, language: Language, headline: &str, body: &str) -> Entry {
    Entry {
        number: StoryNumber(number),
        edition: EditionCode::from("tr"),
        published_at: hour(hours),
        signature: signature(language, headline, body),
    }
}

/// Words that no other seed has.
fn words(seed: usize, count: usize) -> String {
    (0..count).map(|word| format!("sozcuk{seed}x{word}")).collect::<Vec<_>>().join(" ")
}

fn events(entries: &[Entry]) -> Events {
    let mut events = Events::with_room(1000);
    for entry in entries {
        events.put(entry.clone());
    }
    events
}

fn event(events: &Events, number: i64) -> Option<i64> {
    events.event_of(StoryNumber(number)).map(|event| event.0)
}

const FLOOD: &str = "Kızılçay ilçesinde dün gece başlayan sağanak yağış sel baskınına yol açtı. Kızılçay Deresi taştı, on iki ev boşaltıldı, \
    Belediye Başkanı Ayten Sarıgül yurttaşların öğretmenevine yerleştirildiğini söyledi. Köprü trafiğe kapatıldı, okullar bir gün tatil edildi.";
const FLOOD_TOLD: &str = "Öğretmenevine yerleştirilen aileler geceyi orada geçirdi. Sağanak nedeniyle taşan Kızılçay Deresi köprüyü kullanılmaz \
    hale getirdi. Kızılçay Belediye Başkanı Ayten Sarıgül, boşaltılan on iki evde hasar tespiti yapılacağını, okulların tatil edildiğini duyurdu.";
const PRICE: &str = "Toprak Ofisi bu yılın fındık alım fiyatını açıkladı. Üreticiler fiyatı düşük buldu, ziraat odaları hasat öncesi destek \
    ödemesi istedi. Karadeniz illerinde hasat ağustosun ilk haftasında başlayacak, işçi ücretleri de il komisyonlarında belirlenecek.";

#[test]
fn copies_and_tellings_are_one_event_and_others_are_not() {
    let tr = Language::Turkish;
    let cut = &FLOOD[..FLOOD.len() / 2 + FLOOD[FLOOD.len() / 2..].find(' ').expect("a space")];
    let all = events(&[
        entry(1, 0, tr, "Kızılçay'da sel: on iki ev boşaltıldı", FLOOD),
        entry(2, 2, tr, "Sel suları ilçeyi vurdu", &format!("KIZILÇAY (Ajans) {cut}")),
        entry(3, 5, tr, "Kızılçay'da sel sonrası hasar tespiti", FLOOD_TOLD),
        entry(4, 5, tr, "Fındık alım fiyatı açıklandı", PRICE),
    ]);
    assert_eq!([1, 2, 3, 4].map(|number| event(&all, number)), [Some(1), Some(1), Some(1), Some(4)]);
    assert_eq!(all.together(StoryNumber(3)), [1, 2, 3].map(StoryNumber));
    assert_eq!(event(&all, 5), None);
}

#[test]
fn a_year_later_only_the_text_itself_is_the_same_event() {
    let tr = Language::Turkish;
    let all = events(&[
        entry(1, 0, tr, "Kızılçay'da sel: on iki ev boşaltıldı", FLOOD),
        entry(2, 24 * 365, tr, "Kızılçay'da sel: on iki ev boşaltıldı", FLOOD),
        entry(3, 24 * 365, tr, "Kızılçay'da sel sonrası hasar tespiti", FLOOD_TOLD),
    ]);
    assert_eq!(event(&all, 2), Some(1));
    let told = events(&[
        entry(1, 0, tr, "Kızılçay'da sel: on iki ev boşaltıldı", FLOOD),
        entry(3, 24 * 365, tr, "Kızılçay'da sel sonrası hasar tespiti", FLOOD_TOLD),
    ]);
    assert_eq!(event(&told, 3), Some(3));
}

#[test]
fn one_form_filled_in_for_two_days_is_two_events() {
    let report = |day: &str, rates: [&str; 4]| {
        let [dollar, euro, gold, index] = rates;
        format!(
            "Serbest piyasada {day} dolar {dollar} liradan, avro {euro} liradan işlem görüyor. Gram altın {gold} liradan satılıyor. Borsa \
             güne {index} puandan başladı. Analistler bugün yurt içinde bütçe dengesinin, yurt dışında sanayi üretiminin izleneceğini \
             bildirdi."
        )
    };
    let tr = Language::Turkish;
    let all = events(&[
        entry(1, 0, tr, "Piyasalarda gün başı", &report("pazartesi", ["41,12", "48,31", "5.631", "10.942"])),
        entry(2, 24, tr, "Piyasalarda gün başı", &report("salı", ["41,27", "48,06", "5.587", "11.015"])),
    ]);
    assert_eq!([event(&all, 1), event(&all, 2)], [Some(1), Some(2)]);
}

#[test]
fn names_and_figures_meet_across_languages_of_one_script() {
    let turkish = "Kızılçay Belediye Başkanı Ayten Sarıgül, Kızılçay Deresi taşınca 12 evin boşaltıldığını, 340 kişinin Mavikent \
        Öğretmenevi’ne yerleştirildiğini söyledi. Vali Orhan Tekçam köprünün kapatıldığını bildirdi.";
    let english = "The mayor of Kızılçay, Ayten Sarıgül, said that 12 homes were cleared when the river rose and that 340 people were \
        taken to Mavikent. The bridge is closed, said the governor, Orhan Tekçam.";
    let other = "The minister of trade met Lena Brandt in Mavikent on Monday. They talked of 12 new ferries, and of the price of hazelnuts, \
        which Orhan Demir had called too low for growers in a letter to the ministry last week.";
    let all = events(&[
        entry(1, 0, Language::Turkish, "Kızılçay'da sel: 12 ev boşaltıldı", turkish),
        entry(2, 3, Language::English, "Floods in Kızılçay: 12 homes cleared", english),
        entry(3, 3, Language::English, "Minister visits Mavikent", other),
    ]);
    assert_eq!([1, 2, 3].map(|number| event(&all, number)), [Some(1), Some(1), Some(3)]);
}

#[test]
fn related_are_alike_of_one_edition_and_one_of_each_event() {
    let tr = Language::Turkish;
    let later = "Kızılçay Deresi ıslah ediliyor. Belediye Başkanı Ayten Sarıgül selin ardından dere yatağının genişletileceğini, köprünün \
        yenileneceğini açıkladı. Çalışmalar bahara kadar sürecek, ihaleye beş firma katıldı.";
    let mut all = events(&[
        entry(1, 0, tr, "Kızılçay'da sel: on iki ev boşaltıldı", FLOOD),
        entry(2, 1, tr, "Kızılçay'da sel: on iki ev boşaltıldı", FLOOD),
        entry(3, 5, tr, "Kızılçay'da sel sonrası hasar tespiti", FLOOD_TOLD),
        entry(4, 5, tr, "Fındık alım fiyatı açıklandı", PRICE),
        entry(5, 24 * 20, tr, "Kızılçay Deresi'nde ıslah başladı", later),
    ]);
    all.put(Entry {
        edition: EditionCode::from("en"),
        ..entry(6, 5, tr, "Kızılçay'da sel sonrası hasar tespiti", FLOOD_TOLD)
    });
    all.weigh();
    let asked = |number: i64| {
        let related = all.related_to(StoryNumber(number), 0.25, 5);
        related.into_iter().map(|number| number.0).collect::<Vec<_>>()
    };
    assert_eq!(asked(1), [3, 5]);
    assert_eq!(asked(5).len(), 1, "one of the flood's three stories");
    assert_eq!(asked(4), [] as [i64; 0]);
}

#[test]
fn like_tells_what_a_text_repeats() {
    let tr = Language::Turkish;
    let all = events(&[entry(1, 0, tr, "Kızılçay'da sel", FLOOD), entry(4, 0, tr, "Fındık fiyatı", PRICE)]);
    let copy = all.like(&signature(tr, "Sel", FLOOD), hour(1), None);
    assert!(
        matches!(copy[..], [Like { number: StoryNumber(1), kinship: Kinship::Copy(overlap), .. }] if overlap.jaccard > 0.99)
    );
    let told = all.like(&signature(tr, "Kızılçay'da sel sonrası", FLOOD_TOLD), hour(1), None);
    assert!(matches!(told[..], [Like { number: StoryNumber(1), kinship: Kinship::Telling(_), .. }]), "{told:?}");
    assert_eq!(all.like(&signature(tr, "Sel", FLOOD), hour(1), Some(StoryNumber(1))), []);
}

#[test]
fn the_window_holds_the_newest() {
    let mut events = Events::with_room(3);
    for number in 1..=4 {
        events.put(entry(number, number, Language::Turkish, "Başlık", &words(number as usize, 60)));
    }
    assert_eq!((events.len(), event(&events, 1), event(&events, 4)), (3, None, Some(4)));
    assert!(!events.has_place_for((hour(0), StoryNumber(9))));
    assert!(events.has_place_for((hour(9), StoryNumber(9))));
    let old = events.put(entry(9, 0, Language::Turkish, "Başlık", &words(9, 60)));
    assert_eq!(old.pushed_out, [StoryNumber(9)]);
}

/// A story: its number, hour, and whose words it is made of.
fn some_entry() -> impl Strategy<Value = Entry> {
    (0..12_i64, 0..120_i64, 0..4_usize, 20..60_usize, 0..4_usize, 0..40_usize).prop_map(
        |(number, hours, seed, count, other, more)| {
            let body = format!("{} {}", words(seed, count), words(other, more));
            entry(number, hours, Language::Turkish, &words(seed, 4), &body)
        },
    )
}

proptest! {
    /// Whatever came, changed and went, what remains is grouped as if it had just been read in, in any order.
    #[test]
    fn rebuilt_from_zero_equals_followed_along(
        acts in proptest::collection::vec((some_entry(), any::<bool>()), 1..40),
        room in 3..20_usize,
    ) {
        let mut followed = Events::with_room(room);
        let mut there: BTreeMap<StoryNumber, Entry> = BTreeMap::new();
        for (entry, goes) in acts {
            let change = if goes && there.contains_key(&entry.number) {
                there.remove(&entry.number);
                followed.remove(entry.number)
            } else {
                there.insert(entry.number, entry.clone());
                followed.put(entry)
            };
            for number in change.pushed_out {
                there.remove(&number);
            }
        }
        let mut rebuilt = Events::with_room(room);
        for entry in there.values().rev() {
            rebuilt.put(entry.clone());
        }
        for number in there.keys() {
            prop_assert_eq!(followed.event_of(*number), rebuilt.event_of(*number));
        }
        prop_assert_eq!(followed.len(), there.len());
        prop_assert_eq!(followed.terms.len(), rebuilt.terms.len());
        prop_assert_eq!(followed.runs.len(), rebuilt.runs.len());
        followed.weigh();
        rebuilt.weigh();
        prop_assert_eq!(&followed.holders, &rebuilt.holders);
    }
}
