//! Pictures for the demo paper, painted by the program: a newspaper without pictures shows little of itself, and
//! photographs would bring other people's rights and faces with them.
//!
//! A scene is layers of silhouettes from far to near, each paler the farther it lies, under a light chosen by the
//! seed. The same scene, seed and size give the same bytes on the same machine.

mod canvas;
mod classroom;
mod clothes;
mod colour;
mod concert;
mod courthouse;
mod crowd;
mod dice;
mod factory;
mod features;
mod field;
mod hair;
mod harbour;
mod land;
mod light;
mod market;
mod mosque;
mod mountain;
mod plants;
mod players;
mod portrait;
mod pupils;
mod river;
mod road;
mod scarf;
mod shape;
mod snow;
mod stadium;
mod street_night;
mod sunrise;
mod town;

use canvas::Canvas;
use dice::Dice;

/// Every scene there is.
pub const SCENES: [&str; 16] = [
    "river",
    "mountain",
    "town",
    "harbour",
    "field",
    "stadium",
    "street-night",
    "snow",
    "classroom",
    "market",
    "courthouse",
    "factory",
    "concert",
    "portrait",
    "road",
    "sunrise",
];

/// On the scale of [`media::jpeg`]: the painted grain costs bytes, and renditions are made from this once more.
const QUALITY: u8 = 80;

/// Paints a scene as a JPEG of this size in pixels. Composed for 3:2; other shapes lose the edges, never the middle.
///
/// # Panics
/// If the scene is not one of [`SCENES`] or a side is zero.
pub fn paint(scene: &str, seed: u64, width: u32, height: u32) -> Vec<u8> {
    let mut canvas = Canvas::new(width, height);
    let dice = Dice::new(seed, scene);
    let painter: fn(&mut Canvas, &Dice) = match scene {
        "river" => river::river,
        "harbour" => harbour::harbour,
        "sunrise" => sunrise::sunrise,
        "mountain" => mountain::mountain,
        "snow" => snow::snow,
        "field" => field::field,
        "road" => road::road,
        "town" => town::town,
        "street-night" => street_night::street_night,
        "courthouse" => courthouse::courthouse,
        "factory" => factory::factory,
        "stadium" => stadium::stadium,
        "concert" => concert::concert,
        "classroom" => classroom::classroom,
        "market" => market::market,
        "portrait" => portrait::portrait,
        unknown => panic!("there is no scene {unknown:?}; there are {SCENES:?}"),
    };
    painter(&mut canvas, &dice);
    // A picture is as good the other way round, except where cars drive on the right.
    if scene != "road" && dice.chance(0.5) {
        canvas.flip();
    }
    media::jpeg(&canvas.finish(&dice), width, height, QUALITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scene_is_a_picture_of_its_own_and_not_too_heavy() {
        let mut seen = std::collections::BTreeSet::new();
        for scene in SCENES {
            for seed in [1, 2] {
                let picture = paint(scene, seed, 180, 120);
                assert!(picture.starts_with(&[0xff, 0xd8]), "{scene} is no JPEG");
                assert!(picture.len() < 15_000, "{scene} {seed} has {} bytes", picture.len());
                assert_eq!(picture, paint(scene, seed, 180, 120), "{scene} {seed} differs from itself");
                assert!(seen.insert(picture), "{scene} {seed} looks like another");
            }
        }
    }

    #[test]
    fn odd_sizes_are_painted_too() {
        for (width, height) in [(1, 1), (3, 200), (200, 3), (64, 64)] {
            assert!(!paint("river", 7, width, height).is_empty(), "{width} × {height}");
        }
    }
}
