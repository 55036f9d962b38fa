use super::*;

fn istanbul() -> TimeZone {
    TimeZone::get("Europe/Istanbul").expect("the zone is bundled")
}

fn read_at(page: &str, captured_at: &str) -> Vec<Arrival> {
    read("ornek.example", page.as_bytes(), captured_at.parse().expect("a time"), &istanbul()).expect("a page")
}

/// Everything of a page's arrivals that a reader would notice, short.
fn short(arrivals: &[Arrival]) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for arrival in arrivals {
        let local =
            arrival.first_created.map(|time| time.to_zoned_datetime(istanbul()).strftime("%Y-%m-%d %H:%M").to_string());
        let _ = writeln!(
            out,
            "{} | {} | {} {:?} | {}",
            arrival.box_name.as_deref().unwrap_or("STORY"),
            arrival.headline.as_deref().unwrap_or(""),
            local.unwrap_or_default(),
            arrival.time_precision,
            arrival.section_words.join(",")
        );
        if let Some(standfirst) = &arrival.standfirst {
            let _ = writeln!(out, "  S {standfirst}");
        }
        for block in &arrival.body.0 {
            let mark = match block {
                Block::Paragraph { .. } => "P",
                Block::Heading { .. } => "H",
                Block::List { .. } => "L",
                Block::Quote { .. } => "Q",
                _ => "?",
            };
            let _ = writeln!(out, "  {mark} {}", block.plain_text().replace('\n', " | "));
        }
        for finding in &arrival.findings {
            let _ = writeln!(
                out,
                "  {} {:?} {}: {}",
                finding.code.as_str(),
                finding.severity,
                finding.place,
                finding.message
            );
        }
    }
    out
}

#[test]
fn the_page_it_started_from() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/seed/portal-page.txt");
    let Ok(page) = std::fs::read_to_string(path) else {
        eprintln!("SAID ALOUD: the seed page is absent, nothing was checked");
        return;
    };
    let arrivals = read_at(&page, "2026-01-01T00:45:00+03:00");
    println!("{}", short(&arrivals));
}
