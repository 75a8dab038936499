//! What the explorer starts with: in order of precedence the command line, a session, the settings, and
//! the built-in defaults.

use std::path::{Path, absolute};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use grafscope_core::bench::{BUILTIN, Source};
use grafscope_core::graf::Families;
use grafscope_core::predict::{SavedSets, Settings};
use grafscope_core::toml_reader::FileFaults;
use grafscope_explorer::automatic::state::{Automatic, auto_columns, auto_sort};
use grafscope_explorer::config::keys::keymap_of_user;
use grafscope_explorer::config::{Config, LiveSettings, Origin};
use grafscope_explorer::model::Launch;
use grafscope_explorer::plot::columns::PlotColumns;
use grafscope_explorer::session::restore_state::{Offer, Restoring, Startup};
use grafscope_explorer::session::store::{Kept, Store, load};
use grafscope_explorer::session::{Session, newcomer};
use grafscope_explorer::table::view_state::ViewState;

use crate::cli::explore::ExploreArgs;

pub(crate) struct Opening {
    pub(crate) launch: Launch,
    pub(crate) startup: Startup,
    /// Where its view is kept.
    pub(crate) store: Option<Store>,
    pub(crate) mouse: bool,
}

/// What a benchmark is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The explorer in a terminal: views are kept.
    Explorer,
    /// A picture of it.
    Snapshot,
    /// Its table as a file. Scripts rely on its rows and columns, so nothing in it is chosen automatically.
    Print,
}

impl ExploreArgs {
    /// What the explorer starts with.
    pub(crate) fn opening(&self, purpose: Purpose) -> anyhow::Result<Opening> {
        let in_terminal = purpose == Purpose::Explorer;
        let config = self.settings(Config::of_user()?)?;
        let keymap = keymap_of_user()?;
        let mut session = match &self.session {
            Some(path) => load(path)?,
            None => Session::default(),
        };
        let benchmark = self.benchmark.clone().or(session.benchmark.take());
        self.without_given(&mut session, &config);
        let benchmark = benchmark.as_deref().unwrap_or(BUILTIN[0]);
        let mut source = self.source.source(benchmark);
        source.splits.clone_from(&self.splits);
        let source = session.source(&source);
        let longest_path = self.source.longest_path || session.longest_path == Some(true);
        let mut launch = self.launch(&config, source, Families::new(longest_path));
        launch.show_times = in_terminal;
        with_defaults(&mut session, &config);
        if purpose == Purpose::Print {
            launch.view.automatic = Automatic::default();
            let kept = &mut session.settings;
            kept.columns.take_if(|columns| *columns == auto_columns());
            kept.sort.take_if(|sort| *sort == auto_sort());
        }

        let mut startup = Startup {
            keymap: Arc::new(keymap),
            live: LiveSettings::of(&config),
            newcomer: in_terminal && config.hint && newcomer::is_newcomer(),
            ..Startup::default()
        };
        let folder = Store::folder_of_user().filter(|_| in_terminal && config.session);
        let store = folder.map(|folder| {
            let (store, kept, faults) = match &self.session {
                Some(path) => Store::of_file(&folder, path),
                None => Store::of_source(&folder, &launch.source),
            };
            startup.warning = faults.first().map(left_alone);
            if let Some(kept) = kept {
                if self.session.is_none() {
                    // Notes are not part of a view: they are always restored.
                    session.notes.clone_from(&kept.session.notes);
                }
                startup.offer = Some(self.offer(kept, &launch.source, &config));
            }
            store
        });
        let told = self.session.as_ref().map_or_else(String::new, |path| {
            format!("the session of {} is open", path.display())
        });
        startup.session = (session != Session::default() || !told.is_empty()).then(|| Restoring {
            session: Arc::new(session),
            told,
        });
        Ok(Opening {
            launch,
            startup,
            store,
            mouse: config.mouse,
        })
    }

    fn launch(&self, config: &Config, source: Source, families: Families) -> Launch {
        // Columns that the settings name may be missing in this benchmark: the session brings them in.
        let given = |option: &Option<String>, is_auto: bool| option.is_some() && !is_auto;
        let columns = given(&self.columns, config.columns == auto_columns());
        let sort = given(&self.sort, config.sort == auto_sort());
        let features = self.features.clone();
        Launch {
            source,
            dataset: self.dataset.clone(),
            target: self.target.first().cloned(),
            further: self.target.iter().skip(1).cloned().collect(),
            bounds: self.bounds.join(" and "),
            families,
            form: self.form.clone(),
            settings: Settings {
                features: features.unwrap_or_else(|| Settings::default().features),
                train_size: config.train_size,
                seed: config.seed,
                model: config.model.clone(),
                rows: config.rows,
            },
            train_size_given: self.train_size.is_some(),
            size_given: self.train_size.is_some() || self.seed.is_some(),
            view: ViewState {
                filter: self.filter.as_deref().unwrap_or_default().trim().to_owned(),
                sort: if sort {
                    config.sort.clone()
                } else {
                    Vec::new()
                },
                columns: if columns {
                    config.columns.clone()
                } else {
                    Vec::new()
                },
                scored_only: false,
                plot: PlotColumns::default(),
                zoomed: false,
                automatic: Automatic {
                    columns: !columns,
                    sort: !sort,
                },
            },
            saved: SavedSets::of_user(),
            show_times: false,
        }
    }

    /// Removes from `session` what the command line or the environment overrides.
    fn without_given(&self, session: &mut Session, config: &Config) {
        let given = &self.source;
        forget_if(!given.joins.is_empty(), &mut session.joins);
        forget_if(!given.priors.is_empty(), &mut session.priors);
        forget_if(given.targets.is_some(), &mut session.targets);
        forget_if(!given.predictions.is_empty(), &mut session.predictions);
        forget_if(!given.derive.is_empty(), &mut session.derived);
        let own_split = self.splits.is_some() || given.splits_column.is_some();
        forget_if(own_split, &mut session.splits_column);
        forget_if(own_split, &mut session.splits);
        forget_if(given.space.is_some(), &mut session.space);
        forget_if(given.file_format.is_some(), &mut session.format);
        forget_if(given.key.is_some(), &mut session.key);
        forget_if(given.epochs.is_some(), &mut session.epochs);
        // Another data set may lack the target.
        let other_target = !self.target.is_empty() || self.dataset.is_some();
        forget_if(other_target, &mut session.target);
        forget_if(other_target, &mut session.further_targets);
        forget_if(!self.bounds.is_empty(), &mut session.bounds);
        forget_if(self.dataset.is_some(), &mut session.dataset);
        forget_if(self.filter.is_some(), &mut session.filter);
        let said = |name: &str| {
            let origin = config.origin(name);
            matches!(origin, Origin::CommandLine | Origin::Environment(_))
        };
        session.settings.forget(said);
    }

    /// The offer of a view of `source` that was `kept`.
    fn offer(&self, kept: Kept, source: &Source, config: &Config) -> Offer {
        let Kept { mut session, saved } = kept;
        // The view belongs to what was opened, however that is written now.
        session.benchmark = None;
        session.space = None;
        let whole = |path: &Path| absolute(path).unwrap_or_else(|_| path.to_owned());
        for (kept, now) in [
            (&mut session.joins, &source.joins),
            (&mut session.priors, &source.priors),
        ] {
            let now = now.iter().map(|path| whole(path));
            let same = (kept.as_ref()).is_none_or(|kept| now.eq(kept.iter().cloned()));
            forget_if(same, kept);
        }
        let set = |name: &str| config.origin(name) != Origin::Default;
        session
            .settings
            .forget(|name| name.starts_with("theme.") && set(name));
        Offer {
            session: Arc::new(session),
            when: ago(saved, SystemTime::now()),
            announced: !self.asks_for_a_view(),
        }
    }
}

/// What is wrong with a kept view, the reason first: the line that shows it may be short.
fn left_alone(faults: &FileFaults) -> String {
    let reason = match faults.faults.first() {
        Some((Some(line), reason)) => format!(", line {line}: {reason}"),
        Some((None, reason)) => format!(": {reason}"),
        None => String::new(),
    };
    let path = faults.path.display();
    format!("the kept view cannot be read{reason}; it is left alone ({path})")
}

fn forget_if<T>(so: bool, entry: &mut Option<T>) {
    if so {
        *entry = None;
    }
}

/// Adds to `session` the settings of the user's file that depend on the benchmark.
fn with_defaults(session: &mut Session, config: &Config) {
    let of_file = |name| matches!(config.origin(name), Origin::File(..));
    let settings = &mut session.settings;
    let (features, columns, sort) = (&config.features, &config.columns, &config.sort);
    if of_file("defaults.features") {
        settings.features.get_or_insert_with(|| features.clone());
    }
    if of_file("defaults.columns") && *columns != auto_columns() {
        settings.columns.get_or_insert_with(|| columns.clone());
    }
    if of_file("defaults.sort") && *sort != auto_sort() {
        settings.sort.get_or_insert_with(|| sort.clone());
    }
}

/// Units of time, the largest first, in seconds.
const UNITS: [(u64, &str); 4] = [
    (7 * 24 * 60 * 60, "week"),
    (24 * 60 * 60, "day"),
    (60 * 60, "hour"),
    (60, "minute"),
];

/// How long before `now` it was `then`.
fn ago(then: SystemTime, now: SystemTime) -> String {
    // The clock may have been set back.
    let passed = now.duration_since(then).unwrap_or(Duration::ZERO).as_secs();
    let unit = UNITS.iter().find(|(seconds, _)| passed >= *seconds);
    match unit.map(|(seconds, name)| (passed / seconds, name)) {
        None => "just now".to_owned(),
        Some((1, name)) => format!("1 {name} ago"),
        Some((count, name)) => format!("{count} {name}s ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_unit_counts() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(100_000_000);
        for (seconds, text) in [
            (0, "just now"),
            (59, "just now"),
            (60, "1 minute ago"),
            (3 * 3600 + 1, "3 hours ago"),
            (47 * 3600, "1 day ago"),
            (20 * 24 * 3600, "2 weeks ago"),
        ] {
            assert_eq!(ago(now - Duration::from_secs(seconds), now), text);
        }
        assert_eq!(ago(now + Duration::from_secs(5), now), "just now");
    }
}
