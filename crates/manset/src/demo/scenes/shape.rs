//! Outlines in the frame's units, gathered so that a thousand windows are one fill.

use std::borrow::Cow;

use tiny_skia::{Path, PathBuilder, Rect};

/// A point of the frame, 1500 across and 1000 down.
pub type Spot = (f32, f32);

/// Outlines being gathered.
#[derive(Clone, Default)]
pub struct Shape(PathBuilder);

impl Shape {
    pub fn new() -> Self {
        Self::default()
    }

    /// A closed polygon.
    pub fn polygon(mut self, spots: &[Spot]) -> Self {
        self.add_polygon(spots);
        self
    }

    pub fn add_polygon(&mut self, spots: &[Spot]) {
        let spots = clockwise(spots);
        let Some((first, rest)) = spots.split_first() else { return };
        self.0.move_to(first.0, first.1);
        for spot in rest {
            self.0.line_to(spot.0, spot.1);
        }
        self.0.close();
    }

    /// A closed outline that passes smoothly through every spot.
    pub fn blob(mut self, spots: &[Spot]) -> Self {
        self.add_blob(spots);
        self
    }

    /// Catmull-Rom through the spots, written as the cubic curves a path takes.
    pub fn add_blob(&mut self, spots: &[Spot]) {
        let spots = clockwise(spots);
        let count = spots.len();
        if count < 3 {
            return;
        }
        self.0.move_to(spots[0].0, spots[0].1);
        for index in 0..count {
            let [before, from, to, after] = [count - 1, 0, 1, 2].map(|step| spots[(index + step) % count]);
            let lean = |a: f32, b: f32| (b - a) / 6.0;
            self.0.cubic_to(
                from.0 + lean(before.0, to.0),
                from.1 + lean(before.1, to.1),
                to.0 - lean(from.0, after.0),
                to.1 - lean(from.1, after.1),
                to.0,
                to.1,
            );
        }
        self.0.close();
    }

    /// An open line through the spots, for strokes.
    pub fn line(mut self, spots: &[Spot]) -> Self {
        self.add_line(spots);
        self
    }

    pub fn add_line(&mut self, spots: &[Spot]) {
        let Some((first, rest)) = spots.split_first() else { return };
        self.0.move_to(first.0, first.1);
        for spot in rest {
            self.0.line_to(spot.0, spot.1);
        }
    }

    /// A curve from one spot to another, drawn towards a third, for strokes.
    pub fn add_curve(&mut self, from: Spot, towards: Spot, to: Spot) {
        self.0.move_to(from.0, from.1);
        self.0.quad_to(towards.0, towards.1, to.0, to.1);
    }

    pub fn curve(mut self, from: Spot, towards: Spot, to: Spot) -> Self {
        self.add_curve(from, towards, to);
        self
    }

    pub fn rectangle(mut self, left: f32, top: f32, width: f32, height: f32) -> Self {
        self.add_rectangle(left, top, width, height);
        self
    }

    pub fn add_rectangle(&mut self, left: f32, top: f32, width: f32, height: f32) {
        if let Some(rectangle) = Rect::from_xywh(left, top, width, height) {
            self.0.push_rect(rectangle);
        }
    }

    pub fn oval(mut self, middle: Spot, across: f32, down: f32) -> Self {
        self.add_oval(middle, across, down);
        self
    }

    /// Around a middle, with half its width and half its height.
    pub fn add_oval(&mut self, (x, y): Spot, across: f32, down: f32) {
        if let Some(oval) = Rect::from_xywh(x - across, y - down, across * 2.0, down * 2.0) {
            self.0.push_oval(oval);
        }
    }

    /// `None` if nothing was gathered.
    pub fn finish(self) -> Option<Path> {
        self.0.finish()
    }
}

/// Overlapping outlines of one shape cover each other only if they run the same way round; the other way they
/// would cut holes.
fn clockwise(spots: &[Spot]) -> Cow<'_, [Spot]> {
    let next = spots.iter().cycle().skip(1);
    let area: f32 = spots.iter().zip(next).map(|(from, to)| from.0 * to.1 - to.0 * from.1).sum();
    if area >= 0.0 { Cow::Borrowed(spots) } else { Cow::Owned(spots.iter().rev().copied().collect()) }
}
