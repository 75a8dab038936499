//! What the compact forms of spaces share. An architecture can be read from nearly all, so that no two share one. Where
//! there is too much to write, a hash tells them apart: FNV-1a of 64 bits over the ids, the same on every machine.

/// Most characters of a compact form.
pub const COMPACT: usize = 32;

/// What the compact form is called where it is not a published one.
pub(in crate::space) const NAME: &str = "compact";

/// Base of the numbers in compact forms: the digits, then the letters.
const BASE: u32 = 36;

/// Digits that every number of so many bits fits in.
pub(in crate::space) fn digits_for(bits: u32) -> usize {
    let mut most = (1_u64 << bits) - 1;
    let mut digits = 1;
    while most >= u64::from(BASE) {
        most /= u64::from(BASE);
        digits += 1;
    }
    digits
}

/// Writes `value` with `digits` digits at least.
pub(in crate::space) fn write_digits(text: &mut String, value: u64, digits: usize) {
    let mut written = Vec::with_capacity(digits);
    let mut rest = value;
    while rest > 0 || written.len() < digits {
        let digit = (rest % u64::from(BASE)) as u32;
        written.push(char::from_digit(digit, BASE).unwrap_or_default());
        rest /= u64::from(BASE);
    }
    text.extend(written.iter().rev());
}

pub(in crate::space) fn read_digits(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    digits.then(|| u64::from_str_radix(text, BASE).ok())?
}

/// The hash of the ids of an architecture, in base 36.
pub(in crate::space) fn hash(ids: &[u8]) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mixed = |hash: u64, &id: &u8| (hash ^ u64::from(id)).wrapping_mul(PRIME);
    let mut text = String::new();
    write_digits(&mut text, ids.iter().fold(OFFSET, mixed), HASH);
    text
}

/// Digits of a hash.
pub(in crate::space) const HASH: usize = 13;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for (value, digits, written) in [
            (0, 1, "0"),
            (0, 3, "000"),
            (35, 2, "0z"),
            (2_097_151, 5, "18y67"),
        ] {
            let mut text = String::new();
            write_digits(&mut text, value, digits);
            assert_eq!(text, written);
            assert_eq!(read_digits(&text), Some(value));
        }
        assert_eq!(read_digits("+1"), None);
        assert_eq!(read_digits(""), None);
        assert_eq!(digits_for(64 - 1), HASH);
        assert_eq!(digits_for(1), 1);
        assert_eq!(digits_for(21), 5);
        assert_eq!(digits_for(45), 9);
    }

    #[test]
    fn the_hash_is_that_of_its_authors() {
        // FNV-1a of nothing and of `foobar`, from the reference implementation.
        assert_eq!(read_digits(&hash(b"")), Some(0xcbf2_9ce4_8422_2325));
        assert_eq!(read_digits(&hash(b"foobar")), Some(0x8594_4171_f739_67e8));
    }
}
