//! How much is read: numbers, and charts as drawings of the page itself, which an old telephone shows as well as a new one. Beside
//! each drawing stands the same as a table.

use serde::Serialize;

use super::{Choice, ChoiceGroup, Frame};

/// The figures of the paper, or of a part of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FiguresView {
    pub frame: Frame,
    pub editions: Vec<Choice>,
    pub sections: Vec<ChoiceGroup>,
    /// The hour these figures are of, as written.
    pub at: String,
    pub numbers: Vec<Figure>,
    pub charts: Vec<Chart>,
    /// Stories by reads, each list under a key of the words.
    pub lists: Vec<FigureList>,
    /// Sections and sources, with their share.
    pub shares: Vec<FigureList>,
    pub events: String,
    pub script: String,
}

/// The figures of one story.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StoryFiguresView {
    pub frame: Frame,
    pub number: i64,
    pub headline: String,
    pub lang: String,
    pub dir: String,
    pub live_url: String,
    pub at: String,
    pub numbers: Vec<Figure>,
    pub charts: Vec<Chart>,
    pub shares: Vec<FigureList>,
    pub events: String,
    pub script: String,
}

/// One number.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figure {
    /// A key of the words, `figure-…`.
    pub key: String,
    pub number: i64,
    /// What it is compared with: the same span a week before; nothing where there was none.
    pub before: Option<i64>,
}

/// Lines with a number each.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FigureList {
    /// A key of the words, `figures-…`.
    pub key: String,
    pub lines: Vec<FigureLine>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct FigureLine {
    pub name: String,
    pub lang: String,
    pub dir: String,
    /// Empty where the line leads nowhere.
    pub address: String,
    pub number: i64,
    /// Of the longest line, in hundredths.
    pub share: i64,
}

/// A chart of bars in the order of time, drawn from the side reading begins.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Chart {
    /// A key of the words, `chart-…`.
    pub key: String,
    /// The chart in a sentence.
    pub summary: String,
    pub width: i64,
    pub height: i64,
    /// Where the bars stand.
    pub ground: i64,
    pub bars: Vec<Bar>,
    /// Hairlines with their number.
    pub lines: Vec<ChartLine>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Bar {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
    /// The middle, where its name stands.
    pub middle: i64,
    /// The span of time it is of.
    pub name: String,
    /// The name under it; most have none, so that they can be read.
    pub mark: String,
    pub number: i64,
    /// The height at which the same span of a week before stands; nothing where it is not known.
    pub before_y: Option<i64>,
    pub before: Option<i64>,
    /// Time has not come to its end yet.
    pub is_now: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ChartLine {
    pub y: i64,
    pub number: i64,
}

/// A span of time and how much was read in it.
#[derive(Clone, Debug, Default)]
pub struct Point {
    pub name: String,
    pub mark: String,
    pub number: i64,
    pub before: Option<i64>,
    pub is_now: bool,
}

const WIDTH: i64 = 720;
const HEIGHT: i64 = 200;
/// Room above for the highest number, and below for the names.
const TOP: i64 = 14;
const FOOT: i64 = 22;
/// Room at the side where numbers stand.
const SIDE: i64 = 48;

impl Chart {
    /// Draws points in the order of time. `is_rtl`: time runs from the right.
    pub fn of(key: &str, summary: String, points: Vec<Point>, is_rtl: bool) -> Self {
        let most = points.iter().map(|point| point.number.max(point.before.unwrap_or(0))).max().unwrap_or(0);
        let top = round_up(most);
        let ground = HEIGHT - FOOT;
        let y_of = |number: i64| ground - (ground - TOP) * number / top;
        let count = i64::try_from(points.len()).unwrap_or(1).max(1);
        let room = WIDTH - SIDE;
        let bars = (0..).zip(points).map(|(place, point)| {
            // By the edges, so that rounding leaves neither gaps nor overlaps.
            let (from, to) = (room * place / count, room * (place + 1) / count);
            let (from, to) = if is_rtl { (room - to, room - from) } else { (SIDE + from, SIDE + to) };
            let gap = ((to - from) / 6).clamp(1, 6);
            let y = if point.number > 0 { y_of(point.number).min(ground - 1) } else { ground };
            Bar {
                x: from + gap / 2,
                width: (to - from - gap).max(1),
                middle: (from + to) / 2,
                y,
                height: ground - y,
                name: point.name,
                mark: point.mark,
                number: point.number,
                before_y: point.before.map(y_of),
                before: point.before,
                is_now: point.is_now,
            }
        });
        let bars = bars.collect();
        let lines = [0, top / 2, top].into_iter().map(|number| ChartLine { y: y_of(number), number });
        let mut lines: Vec<ChartLine> = lines.collect();
        lines.dedup_by_key(|line| line.number);
        Self { key: key.to_owned(), summary, width: WIDTH, height: HEIGHT, ground, bars, lines }
    }
}

impl FigureList {
    /// Lines with their share of the longest, the longest first.
    pub fn of(key: &str, lines: Vec<FigureLine>) -> Self {
        let mut lines = lines;
        lines.sort_by_key(|line| std::cmp::Reverse(line.number));
        let most = lines.first().map_or(1, |line| line.number).max(1);
        for line in &mut lines {
            line.share = line.number * 100 / most;
        }
        Self { key: key.to_owned(), lines }
    }
}

/// The next of 2, 4, 10, 20, 40, 100 …: halves of it are whole numbers.
fn round_up(most: i64) -> i64 {
    let mut tens = 1_i64;
    loop {
        for step in [2, 4, 10] {
            if most <= step * tens {
                return step * tens;
            }
        }
        let Some(next) = tens.checked_mul(10).filter(|next| *next < i64::MAX / 100) else { return most };
        tens = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{DeskPages, LANGUAGES};
    use crate::theme::Theme;

    fn points(numbers: &[i64]) -> Vec<Point> {
        numbers
            .iter()
            .map(|number| Point { name: format!("{number}"), number: *number, before: Some(3), ..Point::default() })
            .collect()
    }

    #[test]
    fn bars_stand_on_the_ground_within_the_drawing_and_beside_each_other() {
        for numbers in [&[0][..], &[1, 2, 3], &[0, 0, 0, 1_000_000], &[7; 60], &[5; 24]] {
            for is_rtl in [false, true] {
                let chart = Chart::of("chart-minutes", String::new(), points(numbers), is_rtl);
                let mut edges: Vec<(i64, i64)> = chart.bars.iter().map(|bar| (bar.x, bar.x + bar.width)).collect();
                edges.sort_unstable();
                assert!(edges.windows(2).all(|two| two[0].1 <= two[1].0), "{numbers:?} {edges:?}");
                for bar in &chart.bars {
                    assert_eq!(bar.y + bar.height, chart.ground);
                    assert!(bar.x >= 0 && bar.x + bar.width <= chart.width && bar.y >= TOP - 1, "{bar:?}");
                    assert_eq!(bar.height == 0, bar.number == 0, "what was read is seen");
                }
                let first = chart.bars.first().map(|bar| bar.x);
                assert!(numbers.len() < 2 || (first > Some(WIDTH / 2)) == is_rtl, "time begins where reading does");
            }
        }
    }

    #[test]
    fn the_highest_line_is_a_round_number() {
        let check = |most: i64, expected: i64| assert_eq!(round_up(most), expected);
        check(0, 2);
        check(2, 2);
        check(3, 4);
        check(5, 10);
        check(11, 20);
        check(399, 400);
        check(1_234_567, 2_000_000);
        check(i64::MAX, i64::MAX);
    }

    #[test]
    fn the_figures_print_in_every_language() {
        let pages = DeskPages::new(&Theme::builtin());
        let line =
            FigureLine { name: "Kar <yağdı>".into(), address: "/desk/".into(), number: 7, ..FigureLine::default() };
        let view = FiguresView {
            numbers: ["now-5", "now-15", "today", "week"]
                .map(|key| Figure { key: format!("figure-{key}"), number: 1234, before: Some(7) })
                .into(),
            charts: ["minutes", "hours", "days"]
                .map(|key| Chart::of(&format!("chart-{key}"), "…".into(), points(&[1, 0, 9]), false))
                .into(),
            lists: ["now", "today", "week"]
                .map(|key| FigureList::of(&format!("figures-{key}"), vec![line.clone()]))
                .into(),
            shares: ["sections", "sources"]
                .map(|key| FigureList::of(&format!("figures-{key}"), vec![line.clone()]))
                .into(),
            ..FiguresView::default()
        };
        for language in LANGUAGES {
            let printed = pages.print("figures.html", language, &view).expect("it prints");
            assert!(
                printed.contains("</html>") && printed.contains("Kar &lt;yağdı&gt;"),
                "{language:?} {}",
                &printed[printed.len().saturating_sub(6000)..]
            );
            let story = StoryFiguresView {
                numbers: vec![Figure { key: "figure-week".into(), number: 1, before: None }],
                charts: vec![Chart::of("chart-story", "…".into(), points(&[1; 168]), true)],
                shares: vec![FigureList::of("figures-sources", vec![line.clone()])],
                ..StoryFiguresView::default()
            };
            assert!(pages.print("story-figures.html", language, &story).is_ok(), "{language:?}");
        }
    }
}
