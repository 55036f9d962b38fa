//! Events: what several stories are about. Each has its own place, people, words and tags; most bring a few stories, some
//! bring hundreds, and a place comes into the news again.

use super::random::{Random, Weighted};
use super::tongue::{Tongue, capitalised};

/// Events running at the same time, of all languages together by their share of the stories.
const RUNNING: [usize; 3] = [60, 6, 5];
/// Words an event has for itself.
pub const STEMS: usize = 24;

pub struct Event {
    pub section: usize,
    pub stems: Vec<usize>,
    pub place: String,
    pub people: Vec<String>,
    pub tags: Vec<String>,
    stories_to_come: usize,
}

/// What is going on, language by language.
pub struct Events<'t> {
    tongues: &'t [Tongue; 3],
    running: [Vec<Event>; 3],
    /// Which of the running ones: those that came first are told less of.
    which: [Weighted; 3],
}

impl<'t> Events<'t> {
    pub fn new(tongues: &'t [Tongue; 3]) -> Self {
        Self { tongues, running: [const { Vec::new() }; 3], which: RUNNING.map(|running| Weighted::zipf(running, 5.0)) }
    }

    /// An event that one more story is about.
    pub fn told(&mut self, tongue: usize, random: &mut Random) -> &Event {
        let place = self.which[tongue].draw(random);
        let running = &mut self.running[tongue];
        while running.len() <= place {
            running.push(Event::new(&self.tongues[tongue], random));
        }
        if running[place].stories_to_come == 0 {
            running[place] = Event::new(&self.tongues[tongue], random);
        }
        running[place].stories_to_come -= 1;
        &running[place]
    }
}

impl Event {
    fn new(tongue: &Tongue, random: &mut Random) -> Self {
        let of = |names: &[String], random: &mut Random| names[random.below(names.len())].clone();
        let stems: Vec<usize> = (0..STEMS).map(|_| tongue.telling_stem(random)).collect();
        let place = of(&tongue.places, random);
        let people: Vec<String> = (0..2 + random.below(4)).map(|_| of(&tongue.people, random)).collect();
        let tags = vec![place.clone(), capitalised(tongue.stem(stems[0]))];
        // Three in five bring a handful, one in fifty a hundred and more.
        let stories_to_come = match random.below(100) {
            0..60 => 2 + random.below(4),
            60..90 => 6 + random.below(14),
            90..98 => 20 + random.below(50),
            _ => 80 + random.below(200),
        };
        Self { section: tongue.section.draw(random), stems, place, people, tags, stories_to_come }
    }
}
