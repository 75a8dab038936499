//! What the user has to know besides the keys: shown by the help and printed in the reference.

mod experiments;
mod feature_sets;
mod kept;
mod numbers;

use grafscope_core::experiment::Metric;

/// Terms, each with its meaning; all of it ASCII.
type Entries = &'static [(&'static str, &'static str)];

/// A section of the help: terms as they are on the screen, and what they mean.
#[derive(Debug)]
pub(crate) struct Section {
    pub title: &'static str,
    pub entries: Entries,
}

/// The guide, in the order in which the help shows it.
pub(crate) const GUIDE: [Section; 5] = [
    Section {
        title: "Feature sets",
        entries: feature_sets::ENTRIES,
    },
    Section {
        title: "Comparisons and experiments",
        entries: experiments::ENTRIES,
    },
    Section {
        title: "Sessions, notes, settings",
        entries: kept::ENTRIES,
    },
    Section {
        title: "Scores",
        entries: &Metric::ENTRIES,
    },
    Section {
        title: "What the numbers mean",
        entries: numbers::ENTRIES,
    },
];

/// What the guide says of the screen called `name`.
pub(crate) fn on_screen(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_screen = move |(term, _): &&(&'static str, &'static str)| {
        let first = term.split([':', ' ']).next();
        first.is_some_and(|first| name.starts_with(first))
    };
    experiments::ENTRIES.iter().filter(of_screen).copied()
}

#[cfg(test)]
mod tests {
    use super::GUIDE;

    #[test]
    fn the_guide_can_be_shown_on_any_terminal() {
        for (term, meaning) in GUIDE.iter().flat_map(|section| section.entries) {
            assert!(term.is_ascii() && meaning.is_ascii(), "{term}: {meaning}");
        }
    }
}
