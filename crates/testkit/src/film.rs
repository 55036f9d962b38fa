//! A video file as a telephone writes it: what browsers and the library look at, and bytes in the place of pictures.

/// Where it was filmed, as telephones write it.
pub const PLACE: &str = "+39.9255+032.8663/";

/// 640 × 360 pixels, 12 s, with the place in it, and this as its picture and sound.
pub fn film(data: &[u8]) -> Vec<u8> {
    let head = part("mvhd", &[&numbers(&[0, 0, 0, 600, 7_200])[..], &[0; 80]].concat());
    let matrix = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];
    let track = part("tkhd", &[numbers(&[0; 10]), numbers(&matrix), numbers(&[640 << 16, 360 << 16])].concat());
    let handler = part("hdlr", &[&numbers(&[0, 0])[..], b"vide", &[0; 13]].concat());
    let coding = part("stsd", &[numbers(&[0, 1]), part("avc1", &[0; 70])].concat());
    let media = part("mdia", &[handler, part("minf", &part("stbl", &coding))].concat());
    let place = part("udta", &part("loci", PLACE.as_bytes()));
    let index = part("moov", &[head, part("trak", &[track, media].concat()), place].concat());
    [part("ftyp", b"isom\0\0\0\x01isomavc1"), index, part("mdat", data)].concat()
}

fn part(name: &str, content: &[u8]) -> Vec<u8> {
    [&((8 + content.len()) as u32).to_be_bytes()[..], name.as_bytes(), content].concat()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}
