//! What is known of the files that are followed.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::effect::{Generation, Opened};
use grafscope_core::files::{FileChange, FollowedFile};
use grafscope_core::table::number;

/// What was noticed of the files that are followed.
#[derive(Debug, Clone, PartialEq)]
pub enum Followed {
    /// These had rows and have none now; none when all have rows again.
    Waiting(Vec<(PathBuf, FileChange)>),
    /// They have changed.
    Changed(FilesChanged),
    /// It is this time, and nothing has happened.
    Time(SystemTime),
}

/// Files to be read again.
#[derive(Debug, Clone, PartialEq)]
pub struct FilesChanged {
    /// All files as they are now.
    pub files: Vec<FollowedFile>,
    /// What became of those that have changed.
    pub changes: Vec<(PathBuf, FileChange)>,
    /// When that was noticed.
    pub at: SystemTime,
}

/// The best value, and when it came if that was seen.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Best {
    /// The data set and the target that it is of.
    of: (String, String),
    value: f64,
    /// As it is written, with its unit.
    text: String,
    since: Option<SystemTime>,
}

/// Following of files.
#[derive(Debug, Clone, Default)]
pub struct Following {
    /// The files as they were when they were last read, or tried to be.
    pub(crate) files: Vec<FollowedFile>,
    /// What has changed since and is still to be read.
    pub(crate) pending: Option<FilesChanged>,
    /// The request that reads it.
    pub(crate) reading: Option<Generation>,
    pub(crate) waiting: Vec<(PathBuf, FileChange)>,
    /// Rows with a value of the target that the last change has brought, less those that it has taken.
    news: Option<i64>,
    best: Option<Best>,
    now: Option<SystemTime>,
    /// Lines left out.
    damaged: usize,
    /// Rows that repeat an architecture with another value.
    disagreed: usize,
    pub(crate) took: Duration,
}

impl Following {
    /// Takes note of the time.
    pub(crate) fn is_now(&mut self, now: SystemTime) {
        self.now = Some(now);
    }

    /// Takes note of what is open now; `rows` are those measured before and now, where they have
    /// just become more.
    pub(crate) fn opened(&mut self, opened: &Opened, rows: Option<(usize, usize)>) {
        self.news = rows.map(|(before, now)| now as i64 - before as i64);
        self.best = self.best_of(opened, rows.is_some());
        let bench = &opened.bench;
        self.damaged = bench.origin.damaged.count;
        let joined = bench.joins.iter().map(|join| join.disagreed);
        self.disagreed = bench.origin.disagreed + joined.sum::<usize>();
        self.files.clone_from(&opened.files);
    }

    fn best_of(&mut self, opened: &Opened, is_news: bool) -> Option<Best> {
        let value = opened.best?;
        let target = opened.shown_target();
        let of = (opened.shown_dataset().name.clone(), target.name.clone());
        let before = self.best.take().filter(|before| before.of == of);
        let is_better =
            (before.as_ref()).is_some_and(|before| target.better.gain(value, before.value) > 0.0);
        let since = match before {
            _ if is_better && is_news => self.now,
            Some(before) if before.value.total_cmp(&value).is_eq() => before.since,
            _ => None,
        };
        let unit = target.unit.symbol();
        let space = if unit.is_empty() { "" } else { " " };
        let text = format!("{}{space}{unit}", number(value, target.format));
        Some(Best {
            of,
            value,
            text,
            since,
        })
    }

    /// `results.csv is gone: waiting for rows`
    pub(crate) fn waits(&self) -> Option<String> {
        if let Some((path, change)) = self.waiting.first() {
            return Some(format!("{} {change}: waiting for rows", name(path)));
        }
        let blank = self.files.iter().find(|file| !file.has_rows())?;
        Some(format!("{} has no rows yet", name(&blank.path)))
    }

    /// `+3 measured, best 91.20 % 4 min ago`, and a shorter form.
    pub(crate) fn in_words(&self) -> [String; 2] {
        let news = match self.news {
            None | Some(0) => "following".to_owned(),
            Some(more) => format!("{more:+} measured"),
        };
        let best = self.best.as_ref().map(|best| {
            let passed = self.now.zip(best.since);
            let passed = passed.map(|(now, since)| now.duration_since(since).unwrap_or_default());
            let ago = passed.map_or_else(String::new, |passed| format!(" {}", ago(passed)));
            (
                format!(", best {}{ago}", best.text),
                format!(", best {}", best.text),
            )
        });
        let (long, short) = best.unwrap_or_default();
        [news.clone() + &long, news + &short]
    }

    /// How many lines were left out, and how many repeat an architecture with another value; where there are such.
    pub(crate) fn counts(&self) -> [Option<String>; 2] {
        [
            (self.damaged, "lines left out"),
            (self.disagreed, "repeats with other values"),
        ]
        .map(|(count, what)| (count > 0).then(|| format!("{what}: {count}")))
    }

    /// Lines left out of the files so far.
    pub(crate) fn damaged(&self) -> usize {
        self.damaged
    }
}

pub(crate) fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn ago(passed: Duration) -> String {
    let minutes = passed.as_secs() / 60;
    match minutes {
        0 => "just now".to_owned(),
        1..60 => format!("{minutes} min ago"),
        60..2880 => format!("{} h ago", minutes / 60),
        _ => format!("{} days ago", minutes / 1440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_the_largest_unit() {
        let minutes = |minutes: u64| ago(Duration::from_secs(60 * minutes + 59));
        assert_eq!(minutes(0), "just now");
        assert_eq!(minutes(4), "4 min ago");
        assert_eq!(minutes(119), "1 h ago");
        assert_eq!(minutes(60 * 24), "24 h ago");
        assert_eq!(minutes(60 * 24 * 3), "3 days ago");
    }

    #[test]
    fn what_is_waited_for_is_named() {
        let following = Following {
            waiting: vec![(PathBuf::from("/a/results.csv"), FileChange::Gone)],
            ..Following::default()
        };
        let waits = following.waits();
        assert_eq!(waits.unwrap(), "results.csv is gone: waiting for rows");
        assert_eq!(Following::default().in_words(), ["following"; 2]);
    }
}
