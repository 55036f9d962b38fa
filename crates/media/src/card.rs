//! A picture of words: what a shared link shows of a story that has no photograph.
//!
//! The letters are the theme's own, shaped as HarfBuzz shapes them, so that Arabic is joined and Turkish keeps its dots.

use std::ops::Range;

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder, Tag};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Transform};
use unicode_bidi::{BidiInfo, Level};

use crate::encode::jpeg;

/// Pixels: the shape that every network shows whole.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

const MARGIN: f32 = 80.0;

/// Sizes the headline is tried in, in pixels; the largest that fits its place is taken.
const HEADLINE_SIZES: [f32; 8] = [92.0, 82.0, 74.0, 66.0, 58.0, 52.0, 46.0, 40.0];
const HEADLINE_HEIGHT: f32 = 360.0;
const PAPER_SIZE: f32 = 40.0;

/// Lettering is large and of one colour: there is nothing to gain above this, and edges stay clean.
const QUALITY: u8 = 88;

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub headline: String,
    /// The paper's name, below a rule.
    pub paper: String,
    pub is_right_to_left: bool,
    /// Red, green and blue.
    pub ground: [u8; 3],
    pub ink: [u8; 3],
    pub accent: [u8; 3],
}

/// The faces a card is set in, in the order they are tried for each letter. WOFF2, OpenType and TrueType are taken.
pub struct Lettering(Vec<Vec<u8>>);

impl Lettering {
    /// What cannot be read as a font is left out.
    pub fn new<'f>(files: impl IntoIterator<Item = &'f [u8]>) -> Self {
        let opened = files.into_iter().filter_map(|file| {
            let font = if file.starts_with(b"wOF2") { wuff::decompress_woff2(file).ok()? } else { file.to_vec() };
            Face::from_slice(&font, 0).is_some().then_some(font)
        });
        Self(opened.collect())
    }

    fn faces(&self) -> Vec<Face<'_>> {
        let opened = self.0.iter().filter_map(|font| Face::from_slice(font, 0));
        opened
            .map(|mut face| {
                // Headlines stand a little stronger than text; faces of one weight pass over it.
                face.set_variations(&[rustybuzz::Variation { tag: Tag::from_bytes(b"wght"), value: 560.0 }]);
                face
            })
            .collect()
    }
}

/// Draws the card as a JPEG of [`CARD_SIZE`]. A headline too long for the smallest size ends in an ellipsis. `None` if
/// there is no face to set it in.
pub fn draw(card: &Card, lettering: &Lettering) -> Option<Vec<u8>> {
    let faces = lettering.faces();
    if faces.is_empty() {
        return None;
    }
    let (width, height) = CARD_SIZE;
    let mut canvas = Pixmap::new(width, height).expect("the size is sound");
    canvas.fill(colour(card.ground));
    let mut setter = Setter { faces: &faces, canvas: &mut canvas, is_right_to_left: card.is_right_to_left };

    let (size, lines) = setter.fitted(&card.headline);
    let mut baseline = MARGIN + size * 0.8;
    for line in &lines {
        setter.line(line, size, baseline, card.ink);
        baseline += size * setter.leading();
    }
    let foot = height as f32 - MARGIN;
    setter.rule(foot - PAPER_SIZE - 26.0, card.accent);
    setter.line(&card.paper, PAPER_SIZE, foot - 6.0, card.accent);

    let opaque: Vec<u8> = canvas.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    Some(jpeg(&opaque, width, height, QUALITY))
}

struct Setter<'s> {
    faces: &'s [Face<'s>],
    canvas: &'s mut Pixmap,
    is_right_to_left: bool,
}

/// Some letters in one direction and one face, ready to be drawn.
struct Run {
    face: usize,
    /// Glyphs with their place from the run's left, in the face's units.
    glyphs: Vec<(GlyphId, f32, f32)>,
    advance: f32,
}

impl Setter<'_> {
    /// Lines' distance by the size; Arabic needs room for what stands above and below its letters.
    fn leading(&self) -> f32 {
        if self.is_right_to_left { 1.45 } else { 1.1 }
    }

    /// The largest size in which the headline fits, with its lines.
    fn fitted(&self, headline: &str) -> (f32, Vec<String>) {
        let words: Vec<&str> = headline.split_whitespace().collect();
        let lines_max = |size: f32| (HEADLINE_HEIGHT / (size * self.leading())) as usize;
        for size in HEADLINE_SIZES {
            let lines = self.broken(&words, size);
            let fits = lines.iter().all(|line| self.width(line, size) <= self.measure());
            if fits && lines.len() <= lines_max(size) {
                return (size, lines);
            }
        }
        let size = HEADLINE_SIZES[HEADLINE_SIZES.len() - 1];
        let mut lines = self.broken(&words, size);
        if lines.len() > lines_max(size) {
            lines.truncate(lines_max(size));
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        (size, lines)
    }

    /// The width text may take.
    fn measure(&self) -> f32 {
        self.canvas.width() as f32 - 2.0 * MARGIN
    }

    fn broken(&self, words: &[&str], size: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in words {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer.filter(|longer| self.width(longer, size) <= self.measure()) {
                Some(longer) => *lines.last_mut().expect("it was lengthened") = longer,
                None => lines.push((*word).to_owned()),
            }
        }
        lines
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        self.shaped(text).iter().map(|run| run.advance * size).sum()
    }

    /// Sets a line at the side where reading begins.
    fn line(&mut self, text: &str, size: f32, baseline: f32, ink: [u8; 3]) {
        let runs = self.shaped(text);
        let width: f32 = runs.iter().map(|run| run.advance * size).sum();
        let mut left = if self.is_right_to_left { self.canvas.width() as f32 - MARGIN - width } else { MARGIN };
        let paint = paint(ink);
        for run in runs {
            let face = &self.faces[run.face];
            let scale = size / f32::from(face.units_per_em().max(1) as u16);
            for (glyph, x, y) in run.glyphs {
                if let Some(path) = outline(face, glyph) {
                    // Fonts count upwards, pictures downwards.
                    let place = Transform::from_row(scale, 0.0, 0.0, -scale, left + x * scale, baseline - y * scale);
                    self.canvas.fill_path(&path, &paint, FillRule::Winding, place, None);
                }
            }
            left += run.advance * size;
        }
    }

    fn rule(&mut self, top: f32, ink: [u8; 3]) {
        let left = if self.is_right_to_left { self.canvas.width() as f32 - MARGIN - 120.0 } else { MARGIN };
        let rule = Rect::from_xywh(left, top, 120.0, 5.0).expect("it lies on the card");
        self.canvas.fill_rect(rule, &paint(ink), Transform::identity(), None);
    }

    /// The line's runs from left to right.
    fn shaped(&self, text: &str) -> Vec<Run> {
        let level = if self.is_right_to_left { Level::rtl() } else { Level::ltr() };
        let bidi = BidiInfo::new(text, Some(level));
        let Some(paragraph) = bidi.paragraphs.first() else { return Vec::new() };
        let (levels, ranges) = bidi.visual_runs(paragraph, paragraph.range.clone());
        let mut runs = Vec::new();
        for range in ranges {
            let is_rtl = levels[range.start].is_rtl();
            let mut pieces = self.by_face(text, range);
            if is_rtl {
                pieces.reverse();
            }
            runs.extend(pieces.into_iter().map(|(face, piece)| self.shape(face, &text[piece], is_rtl)));
        }
        runs
    }

    /// Neighbouring letters that the same face has, spaces too: a face of further letters need not have one. A letter that no
    /// face has is left out: a box in its place tells no more.
    fn by_face(&self, text: &str, range: Range<usize>) -> Vec<(usize, Range<usize>)> {
        let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
        for (place, letter) in text[range.clone()].char_indices() {
            let place = range.start + place;
            let end = place + letter.len_utf8();
            let has = |face: &Face<'_>| face.glyph_index(letter).is_some();
            match pieces.last_mut() {
                Some((face, piece)) if piece.end == place && has(&self.faces[*face]) => piece.end = end,
                _ => pieces.extend(self.faces.iter().position(has).map(|face| (face, place..end))),
            }
        }
        pieces
    }

    fn shape(&self, face_place: usize, text: &str, is_rtl: bool) -> Run {
        let face = &self.faces[face_place];
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(face, &[], buffer);
        let mut pen = 0.0;
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, position)| {
            let place = (pen + position.x_offset as f32, position.y_offset as f32);
            pen += position.x_advance as f32;
            (GlyphId(info.glyph_id as u16), place.0, place.1)
        });
        let glyphs = glyphs.collect();
        Run { face: face_place, glyphs, advance: pen / face.units_per_em().max(1) as f32 }
    }
}

fn outline(face: &Face<'_>, glyph: GlyphId) -> Option<Path> {
    struct Pen(PathBuilder);
    impl OutlineBuilder for Pen {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.move_to(x, y);
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.line_to(x, y);
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.0.quad_to(x1, y1, x, y);
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            self.0.cubic_to(x1, y1, x2, y2, x, y);
        }
        fn close(&mut self) {
            self.0.close();
        }
    }
    let mut pen = Pen(PathBuilder::new());
    face.outline_glyph(glyph, &mut pen)?;
    pen.0.finish()
}

fn colour([r, g, b]: [u8; 3]) -> Color {
    Color::from_rgba8(r, g, b, 255)
}

fn paint(ink: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(colour(ink));
    paint
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    fn lettering(names: &[&str]) -> Lettering {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../themes/default/fonts");
        let files: Vec<_> =
            names.iter().map(|name| fs::read(folder.join(name)).expect("a font of the theme")).collect();
        let lettering = Lettering::new(files.iter().map(Vec::as_slice));
        assert_eq!(lettering.0.len(), names.len(), "every face opens");
        lettering
    }

    fn card(headline: &str, is_right_to_left: bool) -> Card {
        Card {
            headline: headline.to_owned(),
            paper: if is_right_to_left { "بريد قره‌صوحصار" } else { "Karasuhisar Postası" }.to_owned(),
            is_right_to_left,
            ground: [252, 250, 246],
            ink: [27, 24, 21],
            accent: [155, 42, 28],
        }
    }

    const LATIN: [&str; 3] = ["newsreader-display.woff2", "newsreader-display-ext.woff2", "naskh.woff2"];
    const ARABIC: [&str; 3] = ["naskh.woff2", "newsreader-display.woff2", "newsreader-display-ext.woff2"];

    /// Dark pixels left and right of the middle.
    fn ink(jpeg: &[u8]) -> (usize, usize) {
        let seen = image::load_from_memory(jpeg).expect("a JPEG").into_luma8();
        assert_eq!(seen.dimensions(), CARD_SIZE);
        let dark = seen.enumerate_pixels().filter(|(_, y, pixel)| *y < 450 && pixel.0[0] < 90);
        dark.fold((0, 0), |(left, right), (x, ..)| if x < 600 { (left + 1, right) } else { (left, right + 1) })
    }

    #[test]
    fn headlines_begin_where_their_language_is_read_from() {
        let turkish = draw(&card("Iğdır’da kış", false), &lettering(&LATIN)).expect("drawn");
        let (left, right) = ink(&turkish);
        assert!(left > 5_000 && left > 10 * right, "{left} {right}");
        let arabic = draw(&card("الثلج يغلق الطرق", true), &lettering(&ARABIC)).expect("drawn");
        let (left, right) = ink(&arabic);
        assert!(right > 3_000 && right > 3 * left, "{left} {right}");
    }

    #[test]
    fn every_letter_has_a_face_and_arabic_is_joined() {
        let check = |names: &[&str], text: &str, is_right_to_left: bool| {
            let lettering = lettering(names);
            let faces = lettering.faces();
            let mut canvas = Pixmap::new(10, 10).expect("a canvas");
            let setter = Setter { faces: &faces, canvas: &mut canvas, is_right_to_left };
            let runs = setter.shaped(text);
            let missing = runs.iter().flat_map(|run| &run.glyphs).filter(|(glyph, ..)| glyph.0 == 0).count();
            assert_eq!(missing, 0, "{text}");
            runs
        };
        let runs = check(&LATIN, "İğdır Şırnak çöğüş “Kürtçe êîû” 1.250", false);
        assert_eq!(
            runs.iter().map(|run| run.glyphs.len()).sum::<usize>(),
            "İğdır Şırnak çöğüş “Kürtçe êîû” 1.250".chars().count()
        );
        assert_eq!(check(&LATIN, "\u{1f600}", false).len(), 0, "what no face has is left out");
        let runs = check(&ARABIC, "أعلنت AFAD عن 25 مصابا", true);
        assert!(runs.len() >= 5, "numbers and Latin words stand as runs of their own: {}", runs.len());
        // The same letter takes another form inside a word than alone.
        let alone: Vec<_> = check(&ARABIC, "ه", true).remove(0).glyphs;
        let within = check(&ARABIC, "ههه", true).remove(0).glyphs;
        assert!(within.iter().any(|(glyph, ..)| *glyph != alone[0].0));
    }

    #[test]
    fn a_headline_of_any_length_fits() {
        for words in [0, 1, 20, 200] {
            let card = card(&"Karasuhisarlılaştıramadıklarımızdan ".repeat(words), false);
            assert!(draw(&card, &lettering(&LATIN)).is_some());
        }
        assert!(draw(&card(&"a".repeat(5_000), false), &lettering(&LATIN)).is_some());
        assert!(draw(&card("x", false), &Lettering::new([b"no font".as_slice()])).is_none());
    }
}
