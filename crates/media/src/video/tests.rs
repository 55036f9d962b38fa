use std::io::Cursor;

use super::*;

fn part(name: &str, content: &[u8]) -> Vec<u8> {
    let letters: Vec<u8> = name.chars().map(|letter| letter as u8).collect();
    let size = (8 + content.len()) as u32;
    [&size.to_be_bytes()[..], &letters, content].concat()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

fn handler(kind: &str) -> Vec<u8> {
    part("hdlr", &[&numbers(&[0, 0]), kind.as_bytes(), &[0; 13]].concat())
}

/// What a camera writes: a picture of 640 × 360 for 12.4 s, its place twice, and the way it took as a track of two chunks.
struct Camera {
    coding: &'static str,
    on_its_side: bool,
}

const PLACE: &str = "+39.9255+032.8663/";
const PICTURE: &[u8] = b"picture and sound";
const WAY: [&[u8]; 2] = [b"39.9255 32.8663|39.9256 32.8664|", b"39.9257 32.8665|"];

impl Camera {
    fn film(&self) -> Vec<u8> {
        let kind = part("ftyp", b"isom\0\0\0\x01isomavc1");
        // The places of the chunks change nothing in the index's length, so it is made twice.
        let length = self.index(0).len();
        let first = kind.len() + length + 8 + PICTURE.len();
        let data = [PICTURE, WAY[0], b"more picture", WAY[1]].concat();
        [
            kind,
            self.index(first as u32),
            part("mdat", &data),
            part("uuid", &[[7; 16].as_slice(), PLACE.as_bytes()].concat()),
        ]
        .concat()
    }

    fn index(&self, first: u32) -> Vec<u8> {
        let second = first + (WAY[0].len() + b"more picture".len()) as u32;
        let head = part("mvhd", &[numbers(&[0, 0, 0, 600, 7_440]), vec![0; 80]].concat());
        let (a, b) = if self.on_its_side { (0, 0x1_0000) } else { (0x1_0000, 0) };
        let track = [numbers(&[0; 10]), numbers(&[a, b, 0, b, a, 0, 0, 0, 0x4000_0000, 640 << 16, 360 << 16])].concat();
        let coding = part(self.coding, &[0; 70]);
        let table = part("stbl", &part("stsd", &[numbers(&[0, 1]), coding].concat()));
        let picture = [
            part("tkhd", &track),
            part("mdia", &[handler("vide"), part("minf", &table)].concat()),
            part("udta", &part("name", b"IMG_0001")),
        ];
        let table = [
            part("stsd", &[numbers(&[0, 1]), part("gpmd", &[0; 8])].concat()),
            part("stsc", &numbers(&[0, 2, 1, 2, 1, 2, 1, 1])),
            part("stsz", &numbers(&[0, 0, 3, 16, 16, 16])),
            part("stco", &numbers(&[0, 2, first, second])),
        ];
        let way = part("mdia", &[handler("meta"), part("minf", &part("stbl", &table.concat()))].concat());
        let place = part("udta", &part("\u{a9}xyz", PLACE.as_bytes()));
        part("moov", &[head, part("trak", &picture.concat()), part("trak", &way), place].concat())
    }
}

const CAMERA: Camera = Camera { coding: "avc1", on_its_side: false };

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[test]
fn a_film_is_measured_as_it_is_seen() {
    let check = |camera: Camera, expected: (u32, u32, u32)| {
        let video = measure(&mut Cursor::new(camera.film())).expect("it is a film");
        assert_eq!((video.width, video.height, video.seconds), expected);
    };
    check(CAMERA, (640, 360, 12));
    check(Camera { on_its_side: true, ..CAMERA }, (360, 640, 12));
    check(Camera { coding: "av01", ..CAMERA }, (640, 360, 12));
}

#[test]
fn where_it_was_filmed_is_blank_for_readers_and_everything_else_stays() {
    let film = CAMERA.film();
    let video = measure(&mut Cursor::new(&film)).expect("it is a film");
    let mut shown = film.clone();
    video.veil(0, &mut shown);
    assert!(holds(&film, PLACE.as_bytes()) && holds(&film, b"39.9257 32.8665"));
    for hidden in [PLACE.as_bytes(), b"39.92", b"IMG_0001", b"gpmd"] {
        assert!(!holds(&shown, hidden), "{}", String::from_utf8_lossy(hidden));
    }
    assert!(holds(&shown, PICTURE) && holds(&shown, b"more picture"));
    assert_eq!(shown.len(), film.len());
    let again = measure(&mut Cursor::new(&shown)).expect("it is still a film");
    assert_eq!((again.width, again.seconds, again.veils.len()), (640, 12, 0), "nothing is left to hide");

    // Whatever stretches it is sent in, the bytes are the same.
    for piece in [1, 7, 64, 1_000] {
        let mut sent = Vec::new();
        for (number, bytes) in film.chunks(piece).enumerate() {
            let mut bytes = bytes.to_vec();
            video.veil((number * piece) as u64, &mut bytes);
            sent.extend(bytes);
        }
        assert_eq!(sent, shown, "in pieces of {piece}");
    }
}

#[test]
fn what_lies_over_each_other_is_blank_all_the_same() {
    let veil = |from, until, name| Veil { from, until, name };
    let veils =
        apart(vec![veil(2, 30, false), veil(4, 8, false), veil(10, 14, true), veil(28, 40, false), veil(40, 44, true)]);
    let video = Video { file: String::new(), bytes: 50, width: 1, height: 1, seconds: 0, veils };
    let mut bytes = vec![b'x'; 50];
    video.veil(0, &mut bytes);
    let expected = [&b"xx"[..], &[0; 38], b"free", &[b'x'; 6]].concat();
    assert_eq!(bytes, expected);
}

#[test]
fn provenance_is_kept() {
    let signed = [CAMERA.film(), part("uuid", &[C2PA.as_slice(), b"signed by the camera"].concat())].concat();
    let video = measure(&mut Cursor::new(&signed)).expect("it is a film");
    let mut shown = signed;
    video.veil(0, &mut shown);
    assert!(holds(&shown, b"signed by the camera"));
}

#[test]
fn what_browsers_do_not_play_is_refused_with_the_remedy() {
    let check = |bytes: Vec<u8>, expected: &str| {
        let error = measure(&mut Cursor::new(bytes)).expect_err("it is refused");
        assert!(error.is_refusal() && error.to_string().contains(expected), "{error}");
    };
    check(Camera { coding: "hvc1", ..CAMERA }.film(), "H.264");
    check(Camera { coding: "mp4v", ..CAMERA }.film(), "H.264");
    check(b"\x1a\x45\xdf\xa3webm and so on and on".to_vec(), "not an MP4");
    check(b"<html>".to_vec(), "not an MP4");
    check(Vec::new(), "no index");
    check(part("ftyp", b"isom"), "no index");
    let in_pieces = CAMERA.film();
    let at = in_pieces.windows(4).position(|window| window == b"mvhd").expect("it has a head");
    let mut in_pieces = in_pieces;
    in_pieces[at..at + 4].copy_from_slice(b"mvex");
    check(in_pieces, "save it again");
}

#[test]
fn a_broken_film_is_refused_or_taken_and_harms_nobody() {
    let film = CAMERA.film();
    for end in 0..film.len() {
        let _ = measure(&mut Cursor::new(&film[..end]));
    }
    for at in 0..film.len() {
        for value in [0, 1, 0x7f, 0xff] {
            let mut broken = film.clone();
            broken[at] = value;
            if let Ok(video) = measure(&mut Cursor::new(&broken)) {
                video.veil(0, &mut broken);
            }
        }
    }
}
