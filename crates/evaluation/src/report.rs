//! Figures as Markdown, for the screen and for `docs/evaluation.md`.

use std::fmt::Write as _;

use crate::figure::{Aim, Figure, Part, Peer};

const HEAD: &str = "\
# Evaluation

How right search, likeness and language are, by `make evaluate`, which writes this page whole. The texts are other people's and stand beside the
repository; about half of each set is kept elsewhere for acceptance, so these figures are of the half that is here. Floors slightly under
these figures are held by `make test`.

*95 of 100* is the percentile bootstrap over the judged things: where the figure would lie in other samples of this size. *Beside it* stands what
others reach by the same measure: measured by this program on the same texts where a figure stands plain, *published* where it came with the data.
";

/// The whole page.
pub fn whole(parts: &[Part]) -> String {
    let mut page = HEAD.to_owned();
    for part in parts {
        page.push('\n');
        page.push_str(&self::part(part));
    }
    page
}

/// One section.
pub fn part(part: &Part) -> String {
    let mut section = format!("## {}\n\n{}\n\n", part.title, part.about);
    section.push_str("| | Manşet | 95 of 100 | of | aim | beside it |\n|---|---|---|---|---|---|\n");
    for figure in &part.figures {
        let interval = figure.interval.map(|(low, high)| format!("{low:.3}–{high:.3}")).unwrap_or_default();
        let peers: Vec<_> = figure.peers.iter().map(peer).collect();
        writeln!(
            section,
            "| {} | **{:.3}** | {interval} | {} | {} | {} |",
            figure.name,
            figure.value,
            figure.of,
            aim(figure),
            peers.join("; ")
        )
        .expect("a String takes all");
    }
    section
}

fn aim(figure: &Figure) -> String {
    // One that was reckoned has more places than anybody reads.
    let rounded = |aim: f64| (aim * 1000.0).round() / 1000.0;
    let asked = match figure.aim {
        Aim::Above(aim) => format!("> {}", rounded(aim)),
        Aim::AtLeast(aim) => format!("≥ {}", rounded(aim)),
        Aim::AtMost(aim) => format!("≤ {}", rounded(aim)),
        Aim::None => return String::new(),
    };
    if figure.is_reached() == Some(false) { format!("{asked}, **not reached**") } else { asked }
}

fn peer(peer: &Peer) -> String {
    let mut words = peer.name.to_owned();
    if let Some(measured) = peer.measured {
        write!(words, " {measured:.3}").expect("a String takes all");
    }
    if let Some(published) = peer.published {
        write!(words, " (*{published:.3}* published)").expect("a String takes all");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_table_that_says_what_was_missed() {
        let figures = vec![
            Figure::new("Turkish", 0.9512, 598).interval((0.93, 0.97)).aim(Aim::Above(0.945)).beside(
                "Snowball",
                Some(0.9171),
                Some(0.917),
            ),
            Figure::new("Arabic", 0.9, 598).aim(Aim::AtLeast(0.915)),
            Figure::new("English", 0.9, 598).aim(Aim::AtLeast(2.0 * 0.092_026_214_1)),
        ];
        let section = part(&Part { title: "Search", about: "By questions.", figures });
        assert_eq!(
            section.lines().skip(5).collect::<Vec<_>>().join("\n").trim(),
            "|---|---|---|---|---|---|\n\
             | Turkish | **0.951** | 0.930–0.970 | 598 | > 0.945 | Snowball 0.917 (*0.917* published) |\n\
             | Arabic | **0.900** |  | 598 | ≥ 0.915, **not reached** |  |\n\
             | English | **0.900** |  | 598 | ≥ 0.184 |  |"
        );
    }
}
