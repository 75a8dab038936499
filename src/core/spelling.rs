//! Names in messages: lists, shortened texts, and what may have been meant by an unknown name.

/// `items`, separated by commas.
pub(crate) fn listed<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    items.join(", ")
}

/// `text`, cut after `most` characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let mut shown: String = text.chars().take(most).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// `; did you mean …?`, or nothing when there is nothing near.
pub fn did_you_mean(near: &[String]) -> String {
    match near {
        [] => String::new(),
        [one] => format!("; did you mean `{one}`?"),
        many => format!("; did you mean one of `{}`?", many.join("`, `")),
    }
}

/// Up to three of `names` that are near enough to `text` to be a likely slip, best first.
pub fn nearest<'a, S>(text: &str, names: impl Iterator<Item = &'a S>) -> Vec<String>
where
    S: AsRef<str> + ?Sized + 'a,
{
    /// More slips than that are none, however long a name is.
    const MOST: usize = 8;
    let most = (text.chars().count() / 3 + 1).min(MOST);
    let mut near: Vec<_> = names
        .map(AsRef::as_ref)
        .filter(|name| fewest_slips(text, name) <= most)
        .map(|name| (strsim::damerau_levenshtein(text, name), name))
        .filter(|&(distance, _)| distance <= most)
        .collect();
    near.sort_unstable();
    near.into_iter()
        .take(3)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// No more slips than there are between the two, quickly: bytes that one has and the other lacks.
fn fewest_slips(one: &str, other: &str) -> usize {
    let mut surplus = [0_i32; 256];
    for &byte in one.as_bytes() {
        surplus[usize::from(byte)] += 1;
    }
    for &byte in other.as_bytes() {
        surplus[usize::from(byte)] -= 1;
    }
    let sum = |of: fn(i32) -> i32| surplus.iter().map(|&n| of(n).max(0)).sum::<i32>();
    // A slip changes one character, of at most four bytes.
    let bytes = if one.is_ascii() && other.is_ascii() {
        1
    } else {
        4
    };
    (sum(|n| n).max(sum(|n| -n)) as usize).div_ceil(bytes)
}

#[cfg(test)]
mod tests {
    use super::{fewest_slips, nearest};

    #[test]
    fn a_quick_look_passes_over_nothing_that_is_near() {
        let words = [
            "",
            "abc",
            "acb",
            "abcd",
            "xyz",
            "zyxabc",
            "größe",
            "grösse",
            "日本語",
        ];
        for one in words {
            for other in words {
                let slips = strsim::damerau_levenshtein(one, other);
                assert!(fewest_slips(one, other) <= slips, "{one} {other}");
            }
        }
    }

    #[test]
    fn the_nearest_comes_first() {
        let names = ["node_degree", "op_count", "op_court", "grösse"];
        assert_eq!(nearest("op_coumt", names.iter()), ["op_count", "op_court"]);
        assert_eq!(nearest("größe", names.iter()), ["grösse"]);
        assert_eq!(nearest("params", names.iter()), [""; 0]);
    }
}
