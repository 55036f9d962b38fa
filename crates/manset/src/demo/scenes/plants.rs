//! Trees, reeds and grass as outlines, gathered into one shape so that a wood is a single fill.

use super::dice::Dice;
use super::shape::{Shape, Spot};

/// A poplar, the tree of Anatolian river banks: a tall flame with a ragged edge.
pub fn add_poplar(shape: &mut Shape, dice: &Dice, (x, foot): Spot, height: f32) {
    let broad = height * dice.between(0.085, 0.12);
    let lean = height * dice.between(-0.015, 0.015);
    let mut right = Vec::new();
    let mut left = Vec::new();
    for step in 0..=9 {
        let up = step as f32 / 9.0;
        let girth = broad * (up * 0.86 + 0.14).sqrt() * (1.0 - up).powf(0.55) * 1.55;
        let y = foot - height * (0.1 + 0.9 * up);
        right.push((x + lean * up + girth * dice.between(0.78, 1.12), y + height * dice.between(-0.012, 0.012)));
        left.push((x + lean * up - girth * dice.between(0.78, 1.12), y + height * dice.between(-0.012, 0.012)));
    }
    right.extend(left.into_iter().rev());
    shape.add_blob(&right);
    shape.add_rectangle(x - height * 0.009, foot - height * 0.16, height * 0.018, height * 0.17);
}

/// A broad tree: a trunk under a crown of many small heads.
pub fn add_round_tree(shape: &mut Shape, dice: &Dice, (x, foot): Spot, height: f32) {
    let crown = height * 0.36;
    for _ in 0..16 {
        let angle = dice.between(0.0, std::f32::consts::TAU);
        let out = dice.unit().sqrt() * crown * 0.82;
        let middle = (x + angle.cos() * out * 1.12, foot - height * 0.58 + angle.sin() * out * 0.86);
        add_tuft(shape, dice, middle, crown * dice.between(0.3, 0.5));
    }
    add_tuft(shape, dice, (x, foot - height * 0.6), crown * 0.8);
    let trunk = height * 0.028;
    shape.add_polygon(&[
        (x - trunk * 1.5, foot + 2.0),
        (x - trunk * 0.7, foot - height * 0.5),
        (x + trunk * 0.7, foot - height * 0.5),
        (x + trunk * 1.5, foot + 2.0),
    ]);
}

/// A leafy lump with an uneven edge.
pub fn add_tuft(shape: &mut Shape, dice: &Dice, (x, y): Spot, radius: f32) {
    let edge: Vec<Spot> = (0..9)
        .map(|step| {
            let angle = step as f32 / 9.0 * std::f32::consts::TAU;
            let reach = radius * dice.between(0.8, 1.18);
            (x + angle.cos() * reach, y + angle.sin() * reach * 0.86)
        })
        .collect();
    shape.add_blob(&edge);
}

/// A fir: boughs hanging in steps that widen downwards.
pub fn add_fir(shape: &mut Shape, dice: &Dice, (x, foot): Spot, height: f32) {
    let steps = 5 + (height / 60.0) as usize;
    let broad = height * dice.between(0.19, 0.25);
    let mut right = vec![(x, foot - height)];
    let mut left = Vec::new();
    for step in 1..=steps {
        let down = step as f32 / steps as f32;
        let y = foot - height * (1.0 - down) - height * 0.06;
        let reach = |dice: &Dice| broad * down.powf(0.85) * dice.between(0.82, 1.15);
        let (out, other) = (reach(dice), reach(dice));
        let droop = height * 0.035;
        right.extend([(x + out, y + droop), (x + out * 0.45, y)]);
        left.extend([(x - other, y + droop), (x - other * 0.45, y)]);
    }
    right.extend(left.into_iter().rev());
    shape.add_polygon(&right);
    shape.add_rectangle(x - height * 0.012, foot - height * 0.09, height * 0.024, height * 0.1);
}

/// A fir whose boughs are bowed by snow: the tree goes into one shape and what lies on it into another.
pub fn add_snowy_fir(tree: &mut Shape, snow: &mut Shape, dice: &Dice, (x, foot): Spot, height: f32) {
    let steps = 5 + (height / 60.0) as usize;
    let broad = height * dice.between(0.2, 0.26);
    tree.add_rectangle(x - height * 0.014, foot - height * 0.1, height * 0.028, height * 0.11);
    for step in (1..=steps).rev() {
        let (up, down) = ((step - 1) as f32 / steps as f32, step as f32 / steps as f32);
        let (crown, hem) = (foot - height * (1.0 - up) - height * 0.05, foot - height * (1.0 - down) - height * 0.045);
        let (left, right) =
            (broad * down.powf(0.85) * dice.between(0.85, 1.15), broad * down.powf(0.85) * dice.between(0.85, 1.15));
        let droop = height * 0.03;
        tree.add_polygon(&[
            (x - left * 0.22, crown),
            (x + right * 0.22, crown),
            (x + right, hem + droop),
            (x + right * 0.5, hem),
            (x, hem + droop * 0.7),
            (x - left * 0.5, hem),
            (x - left, hem + droop),
        ]);
        let lid = (hem - crown) * 0.62;
        snow.add_blob(&[
            (x - left * 0.06, crown - 2.0),
            (x + right * 0.5, crown + lid * 0.92),
            (x + right * 0.86, hem + droop * 0.3),
            (x + right * 0.42, crown + lid * 1.12),
            (x + right * 0.06, crown + lid * 0.7),
            (x - left * 0.34, crown + lid * 1.26),
            (x - left * 0.95, hem + droop * 0.7),
            (x - left * 0.62, crown + lid * 0.95),
        ]);
    }
}

/// A far wood along a line: crowns that overlap, seen as one edge.
pub fn add_wood(shape: &mut Shape, dice: &Dice, line: &[Spot], height: f32) {
    for spot in line {
        if dice.chance(0.72) {
            let radius = height * dice.between(0.35, 0.75);
            add_tuft(shape, dice, (spot.0, spot.1 - radius * 0.4), radius);
        }
    }
}

/// Blades bent by one wind from a foot line, as filled slivers.
pub fn add_grass(shape: &mut Shape, dice: &Dice, foot: Spot, height: f32, wind: f32) {
    let (x, y) = foot;
    let bend = height * (wind + dice.between(-0.16, 0.16));
    let thick = height * 0.022 + 0.8;
    let (middle, tip) = ((x + bend * 0.3, y - height * 0.55), (x + bend, y - height));
    shape.add_polygon(&[
        (x - thick, y),
        (middle.0 - thick * 0.7, middle.1),
        tip,
        (middle.0 + thick * 0.7, middle.1),
        (x + thick, y),
    ]);
}

/// A reed with its brown head.
pub fn add_reed(shape: &mut Shape, dice: &Dice, foot: Spot, height: f32, wind: f32) {
    add_grass(shape, dice, foot, height, wind);
    let bend = height * wind;
    shape.add_oval((foot.0 + bend, foot.1 - height * 0.98), height * 0.018 + 1.2, height * 0.075);
}
