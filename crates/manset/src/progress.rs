//! How far long work has come: one line that changes on a terminal, plain lines elsewhere. On standard error, so that what
//! is reported can go to a file.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use leaving::Step;

/// On a terminal as often as eyes follow.
const ON_TERMINAL: Duration = Duration::from_millis(100);
/// Elsewhere as often as a log can bear.
const ELSEWHERE: Duration = Duration::from_secs(10);

pub struct Progress {
    on_terminal: bool,
    told: Instant,
    told_once: bool,
}

impl Progress {
    pub fn new() -> Self {
        Self { on_terminal: std::io::stderr().is_terminal(), told: Instant::now(), told_once: false }
    }

    pub fn step(&mut self, step: Step<'_>) {
        let every = if self.on_terminal { ON_TERMINAL } else { ELSEWHERE };
        if self.told.elapsed() < every {
            return;
        }
        self.told = Instant::now();
        self.told_once = true;
        let of = step.of.map(|of| format!(" of {of}")).unwrap_or_default();
        let line = format!("{}: {}{of}", step.what, step.done);
        let mut out = std::io::stderr().lock();
        // Nobody who can be told is no reason to stop.
        let _ = if self.on_terminal {
            write!(out, "\r\x1b[K{line}").and_then(|()| out.flush())
        } else {
            writeln!(out, "{line}")
        };
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.on_terminal && self.told_once {
            eprint!("\r\x1b[K");
        }
    }
}
