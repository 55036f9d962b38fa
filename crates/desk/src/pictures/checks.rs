//! What is wanting of a story's pictures before it is published.

use std::collections::BTreeMap;

use jiff::Timestamp;
use newsroom::Content;
use newsroom::library::{self, Hurdle};
use pages::desk::Check;

use crate::story::Opened;

/// What is wanting of the story's pictures at this hour, each kind once. It blocks for pictures that readers of the story do
/// not have yet: a correction of an old story must not wait for its photographer.
pub(crate) async fn checks(opened: &mut Opened, at: Timestamp) -> Result<Vec<Check>, web::Error> {
    let files: Vec<&str> = pictures(&opened.content).map(|picture| picture.file.as_str()).collect();
    let records = opened.tx.records(&files).await?;
    let live = opened.story.live.as_ref().filter(|(live, _)| live.is_live()).map(|(_, content)| content);
    let mut found: BTreeMap<Hurdle, (bool, String)> = BTreeMap::new();
    for picture in pictures(&opened.content) {
        let record = records.get(&picture.file);
        let is_new = live.is_none_or(|content| pictures(content).all(|shown| shown.file != picture.file));
        for hurdle in library::hurdles(picture, record, at) {
            let named = [picture.caption.as_deref(), record.map(|record| record.name.as_str())];
            let named = named.into_iter().flatten().find(|words| !words.trim().is_empty()).unwrap_or_default();
            let (blocks, detail) = found.entry(hurdle).or_insert((false, named.to_owned()));
            if is_new && !*blocks {
                (*blocks, *detail) = (true, named.to_owned());
            }
        }
    }
    let check = |(hurdle, (blocks, detail)): (Hurdle, (bool, String))| Check {
        severity: if blocks { "blocking" } else { "warning" }.to_owned(),
        key: format!("check-{}", hurdle.code()),
        detail,
    };
    Ok(found.into_iter().map(check).collect())
}

/// The first thing that stands in the way, as a key of the words.
pub(crate) async fn blocking(opened: &mut Opened, at: Timestamp) -> Result<Option<String>, web::Error> {
    let found = checks(opened, at).await?;
    Ok(found.into_iter().find(|check| check.severity == "blocking").map(|check| check.key))
}

fn pictures(content: &Content) -> impl Iterator<Item = &newsroom::Picture> {
    content.picture.iter().chain(content.body.pictures())
}
