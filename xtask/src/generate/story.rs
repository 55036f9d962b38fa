//! One story as an agency sends it: an item of ninjs 3.1 on one line.

use jiff::{SignedDuration, Timestamp};

use super::event::{self, Event, Events};
use super::random::{Random, Weighted};
use super::tongue::{Context, Tongue, capitalised};

/// The newsroom that writes it all.
pub struct Press {
    tongues: [Tongue; 3],
    tongue: Weighted,
    /// Which of an event's words: the first tell most.
    event_stem: Weighted,
}

/// Lengths of bodies in words, at equal shares of the stories: half are shorter than 300 words, the mean is 386.
const BODY_WORDS: [usize; 21] =
    [60, 95, 120, 143, 165, 186, 207, 228, 251, 275, 300, 328, 358, 391, 429, 473, 527, 597, 697, 1_030, 1_780];
const LARGEST: usize = BODY_WORDS.len() - 1;

impl Press {
    pub fn new() -> Self {
        Self {
            tongues: [Tongue::turkish(), Tongue::arabic(), Tongue::english()],
            tongue: Weighted::new(&[90.0, 6.0, 4.0]),
            event_stem: Weighted::zipf(event::STEMS, 3.0),
        }
    }

    pub fn tongues(&self) -> &[Tongue; 3] {
        &self.tongues
    }

    /// Writes one item, without the line's end. Nothing in it needs an escape in JSON or HTML: no word of ours holds one.
    pub fn story(&self, line: &mut String, random: &mut Random, events: &mut Events<'_>, name: &str, at: Timestamp) {
        let chosen = self.tongue.draw(random);
        let tongue = &self.tongues[chosen];
        let event = if random.percent(60) { Some(events.told(chosen, random)) } else { None };
        let section = event.map_or_else(|| tongue.section.draw(random), |event| event.section);
        let context = Context { section, event: event.map(|event| (&event.stems[..], &self.event_stem)) };
        let mut writer = Writer { tongue, random, event, context };

        line.push_str(r#"{"uri":"urn:example:generated:"#);
        line.push_str(name);
        line.push_str(
            r#"","standard":{"name":"ninjs","version":"3.1"},"type":"text","pubStatus":"usable","version":"1","language":""#,
        );
        line.push_str(tongue.code);
        let changed_at = if writer.random.percent(15) { at + SignedDuration::from_mins(3) } else { at };
        line.push_str(&format!(r#"","firstCreated":"{at}","versionCreated":"{changed_at}""#));
        line.push_str(r#","headlines":[{"role":"main","value":""#);
        writer.headline(line);
        line.push_str(r#""}],"descriptions":[{"role":"summary","value":""#);
        let standfirst_words = 14 + writer.random.below(14);
        writer.sentence(line, standfirst_words);
        line.push_str(r#""}],"bodies":[{"role":"main","contentType":"text/html","value":""#);
        writer.body(line);
        line.push_str(r#""}],"subjects":[{"name":""#);
        line.push_str(tongue.sections[section]);
        line.push('"');
        for tag in writer.tags() {
            line.push_str(r#"},{"name":""#);
            line.push_str(tag);
            line.push('"');
        }
        line.push_str("}]");
        writer.signed(line);
        line.push_str(&format!(r#","urgency":{}}}"#, [5, 5, 5, 5, 4, 4, 3, 6][writer.random.below(8)]));
    }
}

/// Somebody at work on one story.
struct Writer<'w> {
    tongue: &'w Tongue,
    random: &'w mut Random,
    event: Option<&'w Event>,
    context: Context<'w>,
}

impl<'w> Writer<'w> {
    fn headline(&mut self, line: &mut String) {
        let words = 6 + self.random.below(5);
        self.capital(line);
        for _ in 1..words {
            line.push(' ');
            self.word_or_name(line);
        }
    }

    fn body(&mut self, line: &mut String) {
        let (step, within) = (self.random.below(LARGEST), self.random.below(100));
        let mut words_left = BODY_WORDS[step] + (BODY_WORDS[step + 1] - BODY_WORDS[step]) * within / 100;
        let mut paragraph = 0;
        while words_left > 0 {
            // A sub-heading before every fourth paragraph of a story that goes on.
            if paragraph % 4 == 3 && words_left > 60 {
                line.push_str("<h2>");
                self.capital(line);
                for _ in 0..2 + self.random.below(4) {
                    line.push(' ');
                    self.word_or_name(line);
                    words_left = words_left.saturating_sub(1);
                }
                words_left = words_left.saturating_sub(1);
                line.push_str("</h2>");
            }
            line.push_str("<p>");
            for sentence in 0..2 + self.random.below(3) {
                if words_left == 0 {
                    break;
                }
                if sentence > 0 {
                    line.push(' ');
                }
                let asked = 6 + self.random.below(9) + self.random.below(9);
                // What is left after this is no sentence of its own.
                let words = if words_left < asked + 6 { words_left } else { asked };
                self.sentence(line, words);
                words_left -= words;
            }
            line.push_str("</p>");
            paragraph += 1;
        }
    }

    /// So many words, the first with its capital, a comma now and then, a verb at the end where the language has it so.
    fn sentence(&mut self, line: &mut String, words: usize) {
        let said = words > 9 && self.random.percent(8);
        if said {
            line.push('“');
        }
        self.capital(line);
        for place in 1..words {
            line.push(' ');
            match self.tongue.verb(self.random) {
                Some(verb) if place + 1 == words => line.push_str(verb),
                _ => self.word_or_name(line),
            }
            if place + 2 < words && self.random.percent(6) {
                line.push(',');
            }
        }
        line.push_str(if said { ".”" } else { "." });
    }

    fn capital(&mut self, line: &mut String) {
        let begun = line.len();
        self.tongue.word(line, self.random, self.context);
        let word = capitalised(&line[begun..]);
        line.truncate(begun);
        line.push_str(&word);
    }

    fn word_or_name(&mut self, line: &mut String) {
        match self.event {
            Some(event) if self.random.percent(7) => {
                let name = match self.random.below(event.people.len() + 2) {
                    person if person < event.people.len() => &event.people[person],
                    _ => &event.place,
                };
                line.push_str(name);
                line.push_str(self.random.one_of(self.tongue.name_endings));
            }
            _ => self.tongue.word(line, self.random, self.context),
        }
    }

    /// Three different tags: the event's own, and others from the long tail.
    fn tags(&mut self) -> Vec<&'w str> {
        let mut tags: Vec<&str> =
            self.event.map(|event| event.tags.iter().map(String::as_str).collect()).unwrap_or_default();
        while tags.len() < 3 {
            let tag = self.tongue.tags[self.tongue.tag.draw(self.random)].as_str();
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// Somebody answers for the words: an agency, one who signs, or both.
    fn signed(&mut self, line: &mut String) {
        let (by_author, by_agency) = match self.random.below(10) {
            0..3 => (true, false),
            3..5 => (true, true),
            _ => (false, true),
        };
        if by_author {
            let author = self.tongue.author.draw(self.random);
            line.push_str(&format!(r#","by":"{}""#, self.tongue.authors[author]));
        }
        if by_agency {
            let agency = self.random.one_of(self.tongue.agencies);
            line.push_str(&format!(r#","infoSources":[{{"name":"{agency}"}}]"#));
        }
        if let Some(event) = self.event {
            line.push_str(&format!(r#","located":"{}""#, event.place));
        }
    }
}
