//! Names in messages: lists, shortened texts, and what may have been meant by an unknown name.

use std::collections::BTreeSet;
use std::path::Path;

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

/// Up to three of the names that may be meant by `text`, given with what else each goes by: those that so
/// begin, whatever the case and the punctuation, then the nearest.
pub(crate) fn meant<'a>(
    text: &str,
    aliases: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Vec<String> {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = letters(text);
    let begins = |(alias, _): &(&str, &str)| letters(alias).starts_with(&wanted);
    let beginning = aliases.clone().filter(begins);
    let mut names: Vec<String> = Vec::new();
    if !wanted.is_empty() {
        names.extend(beginning.map(|(_, name)| name.to_owned()));
    }
    let all: BTreeSet<&str> = aliases.map(|(_, name)| name).collect();
    names.extend(nearest(&text.to_lowercase(), all.into_iter()));
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names.truncate(3);
    names
}

/// Whether `name` can only be meant as a file: it has a folder or an extension.
pub fn is_path_like(name: &str) -> bool {
    name.contains(['/', std::path::MAIN_SEPARATOR]) || Path::new(name).extension().is_some()
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
    use super::{fewest_slips, is_path_like, meant, nearest};

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
    fn beginnings_and_slips_are_understood_whatever_the_case() {
        let aliases = [
            ("nas-bench-201", "nas-bench-201"),
            ("NAS-Bench-201", "nb201"),
            ("nb201", "nb201"),
            ("NAS-Bench-301 (DARTS)", "darts"),
        ];
        let meant = |text| meant(text, aliases.iter().copied());
        assert_eq!(meant("nasbench"), ["nas-bench-201", "nb201", "darts"]);
        assert_eq!(meant("nas_bench_301"), ["darts", "nas-bench-201"]);
        assert_eq!(meant("NB2O1"), ["nb201"]);
        assert_eq!(meant("???"), [""; 0]);
    }

    #[test]
    fn a_folder_or_an_extension_makes_a_path() {
        for path in ["a.csv", "data/nb201", "./x", "/x", "~/x"] {
            assert!(is_path_like(path), "{path}");
        }
        for name in ["nb201", "nas-bench-201", ""] {
            assert!(!is_path_like(name), "{name}");
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
