//! The search page: a question in the address, answers by words. It works without script and is not kept.

use newsroom::{EditionCode, address};
use pages::Head;
use pages::views::SearchView;

use crate::boxes::{self, Deck};
use crate::render::{Making, finish};
use web::Rendered;

/// Answers on one page.
const PAGE: usize = 20;
/// Letters of a question that are read; nobody types more.
const QUESTION_MAX: usize = 200;
/// Answers that can be leafed to.
const FROM_MAX: usize = 2_000;

pub(crate) async fn make(
    making: Making,
    code: EditionCode,
    question: String,
    from: usize,
) -> Result<Rendered, web::Error> {
    let edition = making.edition(&code)?.clone();
    let question: String = question.chars().filter(|letter| !letter.is_control()).take(QUESTION_MAX).collect();
    let question = question.trim().to_owned();
    let from = from.min(FROM_MAX);
    let (found, total) = making.site.index.find(&code, &question, edition.language, from, PAGE);
    let boxes = making.boxes(&code, None).await?;
    let deck = Deck::new(making.cards(&boxes::together([&found[..], &boxes.headlines])).await?);
    let breaking = making.breaking(&code).await?;
    let composer = making.composer(&edition);
    let path = address::below(&edition, address::words(edition.language).search);
    let encoded = crate::address::encoded(&question);
    let head = Head {
        breaking: boxes::band(&composer, &breaking),
        position: making.position(),
        ..Head::new(path.clone(), composer.say("search", &[])).unlisted()
    };
    let view = SearchView {
        shell: composer.shell(head),
        total: (!question.is_empty()).then_some(total as i64),
        items: deck.cards(&composer, &found),
        next: (from + PAGE < total.min(FROM_MAX)).then(|| format!("{path}?q={encoded}&from={}", from + PAGE)),
        headlines: deck.cards(&composer, &boxes.headlines),
        query: question,
    };
    finish(&composer, making.theme.search(&view))
}
