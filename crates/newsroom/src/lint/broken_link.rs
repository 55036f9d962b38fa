//! Links to stories of our own that readers cannot open.

use super::fix::tidy;
use super::subject::Lead;
use super::{Change, Code, Finding, Fix, Severity, Subject};
use crate::body::Block;
use crate::ids::StoryNumber;

/// Tells of links, cards and chosen related stories that lead nowhere. The words of a link stay without it; a card and a
/// chosen story go.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let leads = &subject.facts.leads;
    if leads.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, block) in subject.content.body.0.iter().enumerate() {
        let place = format!("body[{index}]");
        if let Block::StoryLink { story } = block {
            if let Some(lead) = leads.get(story) {
                let fix = Fix::of(vec![Change::Drop { index }]);
                findings.push(finding("a card", *story, *lead, &place).fix(fix));
            }
            continue;
        }
        let is_broken = |story: &StoryNumber| leads.contains_key(story);
        let broken = block.texts().into_iter().flatten().filter_map(crate::Run::story).find(is_broken);
        if let Some(story) = broken {
            let mut now = block.clone();
            for text in now.texts_mut() {
                for run in text.iter_mut().filter(|run| run.story().is_some_and(|story| is_broken(&story))) {
                    run.link = None;
                }
                tidy(text);
            }
            let fix = Fix::of(vec![Change::Block { index, now: Box::new(now) }]);
            findings.push(finding("a link", story, leads[&story], &place).fix(fix));
        }
    }
    for story in &subject.content.related {
        if let Some(lead) = leads.get(story) {
            let fix = Fix::of(vec![Change::Unrelate { story: *story }]);
            findings.push(finding("a related story", *story, *lead, "related").fix(fix));
        }
    }
    findings
}

fn finding(what: &str, story: StoryNumber, lead: Lead, place: &str) -> Finding {
    let why = match lead {
        Lead::Absent => "which is not there",
        Lead::Withdrawn => "which was taken back",
    };
    let message = format!("{what} leads to story {story}, {why}");
    Finding::new(Code::BrokenLink, Severity::Error, place, message).words(story.to_string())
}
