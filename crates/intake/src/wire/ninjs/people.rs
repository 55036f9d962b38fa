//! A printed byline into names: who wrote it, and which of them is an agency.

use crate::text::tidy;

/// Agencies as bylines print them, in capitals and small letters alike.
const AGENCIES: [&str; 24] = [
    "AA",
    "Anadolu Ajansı",
    "Anadolu Agency",
    "İHA",
    "IHA",
    "İhlas Haber Ajansı",
    "DHA",
    "Demirören Haber Ajansı",
    "ANKA",
    "ANKA Haber Ajansı",
    "BHA",
    "İGF",
    "Reuters",
    "AFP",
    "AP",
    "Associated Press",
    "The Associated Press",
    "dpa",
    "EFE",
    "ANSA",
    "TASS",
    "UPI",
    "PA",
    "Agence France-Presse",
];

/// Words that introduce a byline and are no part of a name.
const INTRODUCTIONS: [&str; 12] = [
    "haber:",
    "haber :",
    "muhabir:",
    "haberi yapan:",
    "yazan:",
    "yazı:",
    "by ",
    "von ",
    "par ",
    "por ",
    "kaynak:",
    "editör:",
];

/// People and agencies of a printed byline: "Ayşe Kaya ve Ali Can / İHA" is two people and an agency. "Smith, Jr." stays
/// one name, and a byline that cannot be parted into names stays whole.
pub(super) fn parted(printed: &str) -> (Vec<String>, Vec<String>) {
    let mut rest = printed.trim();
    while let Some(after) = INTRODUCTIONS.iter().find_map(|start| without_start(rest, start)) {
        rest = after.trim_start();
    }
    let (mut people, mut agencies) = (Vec::<String>::new(), Vec::<String>::new());
    for name in names(rest) {
        let is_suffix = ["jr", "jr.", "sr", "sr.", "ii", "iii", "phd"].contains(&name.to_ascii_lowercase().as_str());
        match people.last_mut().filter(|_| is_suffix) {
            Some(last) => *last = format!("{last}, {name}"),
            None => {
                let list = if is_agency(&name) { &mut agencies } else { &mut people };
                if !list.contains(&name) {
                    list.push(name);
                }
            }
        }
    }
    (people, agencies)
}

fn without_start<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let head = text.get(..start.len())?;
    let same = head.chars().flat_map(char::to_lowercase).eq(start.chars());
    same.then(|| &text[start.len()..])
}

fn is_agency(name: &str) -> bool {
    AGENCIES.iter().any(|agency| *agency == name || (agency.len() > 4 && agency.eq_ignore_ascii_case(name)))
}

fn names(text: &str) -> Vec<String> {
    let mut text = text.replace(['/', ';', '|', '•', '\n'], ",").replace(" - ", ",").replace(" – ", ",");
    text = text.replace(['(', ')', '[', ']'], ",");
    for word in [" ve ", " and ", " & ", " und ", " et ", " û ", " و "] {
        text = text.replace(word, ",");
    }
    text.split([',', '،']).map(tidy).filter(|name| name.chars().any(char::is_alphabetic)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_parted_into_names() {
        let check = |printed: &str, people: &[&str], agencies: &[&str]| {
            let (found_people, found_agencies) = parted(printed);
            assert_eq!(found_people, people, "{printed}");
            assert_eq!(found_agencies, agencies, "{printed}");
        };
        check("Ayşe Kaya", &["Ayşe Kaya"], &[]);
        check("Ayşe Kaya, Ali Can", &["Ayşe Kaya", "Ali Can"], &[]);
        check("Ayşe Kaya ve Ali Can / İHA", &["Ayşe Kaya", "Ali Can"], &["İHA"]);
        check("Haber: Ayşe KAYA (DHA)", &["Ayşe KAYA"], &["DHA"]);
        check(
            "By John Smith, Jr. and Ann Doe, Associated Press",
            &["John Smith, Jr.", "Ann Doe"],
            &["Associated Press"],
        );
        check("AA", &[], &["AA"]);
        check("  ", &[], &[]);
        check("Veysel Ata", &["Veysel Ata"], &[]);
    }
}
