//! As much of CBOR (RFC 8949) as devices speak with us: whole numbers, bytes, texts, lists and maps of known length.

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cbor {
    Number(i64),
    Bytes(Vec<u8>),
    Text(String),
    List(Vec<Cbor>),
    Map(Vec<(Cbor, Cbor)>),
    /// False, true, null: nothing we ask for.
    Simple(u8),
}

/// Deeper than anything a device says.
const DEPTH_MAX: usize = 8;

impl Cbor {
    /// Reads one value from the beginning, and returns what stands behind it. Nothing where it is not whole.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        Self::read_within(bytes, DEPTH_MAX)
    }

    fn read_within(bytes: &[u8], depth: usize) -> Option<(Self, &[u8])> {
        let depth = depth.checked_sub(1)?;
        let (first, rest) = bytes.split_first()?;
        let (kind, (count, mut rest)) = (first >> 5, argument(first & 31, rest)?);
        let length = usize::try_from(count).ok()?;
        match kind {
            0 => Some((Self::Number(i64::try_from(count).ok()?), rest)),
            1 => Some((Self::Number(-1 - i64::try_from(count).ok()?), rest)),
            2 | 3 => {
                let (inside, rest) = rest.split_at_checked(length)?;
                let value = match kind {
                    2 => Self::Bytes(inside.to_vec()),
                    _ => Self::Text(std::str::from_utf8(inside).ok()?.to_owned()),
                };
                Some((value, rest))
            }
            4 => {
                let mut list = Vec::new();
                for _ in 0..length {
                    let (value, after) = Self::read_within(rest, depth)?;
                    list.push(value);
                    rest = after;
                }
                Some((Self::List(list), rest))
            }
            5 => {
                let mut map = Vec::new();
                for _ in 0..length {
                    let (key, after) = Self::read_within(rest, depth)?;
                    let (value, after) = Self::read_within(after, depth)?;
                    // A key said twice could be read one way here and another way there.
                    if map.iter().any(|(known, _)| *known == key) {
                        return None;
                    }
                    map.push((key, value));
                    rest = after;
                }
                Some((Self::Map(map), rest))
            }
            7 => Some((Self::Simple(u8::try_from(count).ok()?), rest)),
            _ => None,
        }
    }

    /// What a map holds under a word.
    pub fn under(&self, word: &str) -> Option<&Self> {
        self.find(|key| matches!(key, Self::Text(known) if known == word))
    }

    /// What a map holds under a number.
    pub fn at(&self, number: i64) -> Option<&Self> {
        self.find(|key| *key == Self::Number(number))
    }

    fn find(&self, is_it: impl Fn(&Self) -> bool) -> Option<&Self> {
        match self {
            Self::Map(map) => map.iter().find(|(key, _)| is_it(key)).map(|(_, value)| value),
            _ => None,
        }
    }

    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// The number behind a value's first byte.
fn argument(short: u8, rest: &[u8]) -> Option<(u64, &[u8])> {
    let length = match short {
        0..=23 => return Some((u64::from(short), rest)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let (digits, rest) = rest.split_at_checked(length)?;
    Some((digits.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_devices_say_is_read() {
        let check = |bytes: &[u8], expected: Option<(Cbor, usize)>| {
            let read = Cbor::read(bytes).map(|(value, rest)| (value, rest.len()));
            assert_eq!(read, expected, "{bytes:02x?}");
        };
        check(&[0x17], Some((Cbor::Number(23), 0)));
        check(&[0x19, 0x01, 0x00, 0xff], Some((Cbor::Number(256), 1)));
        check(&[0x39, 0x01, 0x00], Some((Cbor::Number(-257), 0)));
        check(&[0x42, 1, 2], Some((Cbor::Bytes(vec![1, 2]), 0)));
        check(&[0x62, b'a', b'b'], Some((Cbor::Text("ab".to_owned()), 0)));
        check(&[0x82, 1, 0xf6], Some((Cbor::List(vec![Cbor::Number(1), Cbor::Simple(22)]), 0)));
        check(&[0xa1, 1, 2], Some((Cbor::Map(vec![(Cbor::Number(1), Cbor::Number(2))]), 0)));
        for broken in [
            &[][..],
            &[0x42, 1],
            &[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x61, 0xff],
            &[0xa2, 1, 2, 1, 3],
            &[0x5f],
            &[0xc0, 1],
            &[0x81; 40],
        ] {
            check(broken, None);
        }
    }
}
