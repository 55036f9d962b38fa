//! What is measured: a figure with its aim, its floor and what stands beside it.

/// One section of the report.
pub struct Part {
    pub title: &'static str,
    /// How it is measured and on what, in a few sentences of Markdown.
    pub about: &'static str,
    pub figures: Vec<Figure>,
}

pub struct Figure {
    /// What is measured, with its unit: "Turkish, MRR@10".
    pub name: String,
    pub value: f64,
    /// How many judged things it is taken over: questions, pairs, texts.
    pub of: usize,
    /// Where the value would lie in 95 of 100 samples of this size.
    pub interval: Option<(f64, f64)>,
    pub aim: Aim,
    /// Slightly under (or, where less is better, over) what was reached: held by the tests. `None` for what is told only.
    pub floor: Option<f64>,
    /// The same measure of others, in words: "Snowball 0.917 (0.917 published)".
    pub peers: Vec<Peer>,
}

#[derive(Clone, Copy)]
pub enum Aim {
    Above(f64),
    AtLeast(f64),
    AtMost(f64),
    /// Told for what it says, without an aim.
    None,
}

/// What another way reaches by the same measure.
pub struct Peer {
    pub name: &'static str,
    /// As this program measured it.
    pub measured: Option<f64>,
    /// As others published it, or as it came with the data.
    pub published: Option<f64>,
}

impl Figure {
    /// A figure without aim, floor or peers; the methods below add them.
    pub fn new(name: impl Into<String>, value: f64, of: usize) -> Self {
        Self { name: name.into(), value, of, interval: None, aim: Aim::None, floor: None, peers: Vec::new() }
    }

    pub fn aim(self, aim: Aim) -> Self {
        Self { aim, ..self }
    }

    pub fn floor(self, floor: f64) -> Self {
        Self { floor: Some(floor), ..self }
    }

    pub fn interval(self, interval: (f64, f64)) -> Self {
        Self { interval: Some(interval), ..self }
    }

    pub fn beside(mut self, name: &'static str, measured: Option<f64>, published: Option<f64>) -> Self {
        self.peers.push(Peer { name, measured, published });
        self
    }

    /// Whether the aim is reached; `None` where there is none.
    pub fn is_reached(&self) -> Option<bool> {
        match self.aim {
            Aim::Above(aim) => Some(self.value > aim),
            Aim::AtLeast(aim) => Some(self.value >= aim),
            Aim::AtMost(aim) => Some(self.value <= aim),
            Aim::None => None,
        }
    }

    /// Whether the value fell through its floor. What is no number holds nothing.
    pub fn fell(&self) -> bool {
        let Some(floor) = self.floor else { return false };
        let holds = match self.aim {
            Aim::AtMost(_) => self.value <= floor,
            _ => self.value >= floor,
        };
        !holds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aims_and_floors_tell_better_from_worse() {
        let check = |value, aim, floor, expected| {
            let figure = Figure::new("", value, 1).aim(aim).floor(floor);
            assert_eq!((figure.is_reached(), figure.fell()), expected, "{value}");
        };
        check(0.95, Aim::Above(0.945), 0.94, (Some(true), false));
        check(0.945, Aim::Above(0.945), 0.94, (Some(false), false));
        check(0.93, Aim::AtLeast(0.945), 0.94, (Some(false), true));
        check(0.004, Aim::AtMost(0.005), 0.0045, (Some(true), false));
        check(0.006, Aim::AtMost(0.005), 0.0055, (Some(false), true));
        check(f64::NAN, Aim::AtLeast(0.5), 0.4, (Some(false), true));
        check(f64::NAN, Aim::AtMost(0.5), 0.6, (Some(false), true));
    }
}
