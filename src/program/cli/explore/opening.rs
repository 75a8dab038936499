//! What the explorer starts with: the command line, a session, the settings and what is built in, the
//! former winning over the latter.

use std::path::{Path, absolute};
use std::sync::Arc;
use std::time::SystemTime;

use grafscope_core::bench::{BUILTIN, Source};
use grafscope_core::graf::Families;
use grafscope_core::predict::SavedSets;
use grafscope_core::predict::Settings;
use grafscope_core::toml_reader::FileFaults;
use grafscope_explorer::config::keys::keymap_of_user;
use grafscope_explorer::config::{Config, Origin};
use grafscope_explorer::model::Launch;
use grafscope_explorer::session::Session;
use grafscope_explorer::session::restore_state::{Offer, Restoring, Startup};
use grafscope_explorer::session::store::{Kept, Store};
use grafscope_explorer::table::view_state::ViewState;

use crate::cli::explore::ExploreArgs;
use crate::cli::explore::ago::ago;

/// What the explorer starts with.
pub(in crate::cli) struct Opening {
    /// What it opens.
    pub(in crate::cli) launch: Launch,
    /// What it takes in then.
    pub(in crate::cli) startup: Startup,
    /// Where its view is kept.
    pub(in crate::cli) store: Option<Store>,
    /// Whether it takes the mouse.
    pub(in crate::cli) mouse: bool,
}

impl ExploreArgs {
    /// What the explorer starts with; in a terminal for a person, who has kept views, or not.
    ///
    /// # Errors
    /// When the settings, the keys or the session cannot be read, or an option is none.
    pub(in crate::cli) fn opening(&self, in_terminal: bool) -> anyhow::Result<Opening> {
        let config = self.settings(Config::of_user()?)?;
        let keymap = keymap_of_user()?;
        let mut session = match &self.session {
            Some(path) => grafscope_explorer::session::store::load(path)?,
            None => Session::default(),
        };
        let benchmark = self.benchmark.clone().or(session.benchmark.take());
        self.without_given(&mut session, &config);
        let benchmark = benchmark.as_deref().unwrap_or(BUILTIN[0]);
        let source = session.source(&self.source.source(benchmark));
        let longest_path = self.source.longest_path || session.longest_path == Some(true);
        let launch = self.launch(&config, source, Families::new(longest_path), in_terminal);
        with_defaults(&mut session, &config);

        let mut startup = Startup {
            keymap: Arc::new(keymap),
            look: config.look(),
            level: config.level,
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
                    // Notes are no view: they are there whatever is shown.
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

    fn launch(
        &self,
        config: &Config,
        source: Source,
        families: Families,
        show_times: bool,
    ) -> Launch {
        // What the settings name need not be there in every benchmark: it is taken in as a session.
        let strict = |name| config.origin(name) == Origin::CommandLine;
        let builtin = Settings::default();
        let features = match &self.features {
            Some(features) => features.clone(),
            None => builtin.features,
        };
        Launch {
            source,
            dataset: self.dataset.clone(),
            target: self.target.clone(),
            families,
            settings: Settings {
                features,
                train_size: config.train_size,
                seed: config.seed,
                model: config.model.clone(),
                rows: config.rows,
            },
            view: ViewState {
                filter: self.filter.as_deref().unwrap_or_default().trim().to_owned(),
                sort: if strict("defaults.sort") {
                    config.sort.clone()
                } else {
                    Vec::new()
                },
                columns: if strict("defaults.columns") {
                    config.columns.clone()
                } else {
                    Vec::new()
                },
                zoomed: false,
            },
            saved: SavedSets::of_user(),
            show_times,
        }
    }

    /// Takes out of `session` what the command line, or the environment, says otherwise.
    fn without_given(&self, session: &mut Session, config: &Config) {
        let given = &self.source;
        forget(&mut session.joins, !given.joins.is_empty());
        forget(&mut session.targets, given.targets.is_some());
        forget(&mut session.space, given.space.is_some());
        forget(&mut session.format, given.file_format.is_some());
        forget(&mut session.key, given.key.is_some());
        forget(&mut session.epochs, given.epochs.is_some());
        // The target of another data set may not be there.
        forget(
            &mut session.target,
            self.target.is_some() || self.dataset.is_some(),
        );
        forget(&mut session.dataset, self.dataset.is_some());
        forget(&mut session.filter, self.filter.is_some());
        let said = |name: &str| {
            let origin = config.origin(name);
            matches!(origin, Origin::CommandLine | Origin::Environment(_))
        };
        session.settings.forget(said);
    }

    /// The view that was `kept` of what is opened now from `source`.
    fn offer(&self, kept: Kept, source: &Source, config: &Config) -> Offer {
        let Kept { mut session, saved } = kept;
        // It is known by what was opened, however that is written now.
        session.benchmark = None;
        session.space = None;
        let whole = |path: &Path| absolute(path).unwrap_or_else(|_| path.to_owned());
        let same = session.joins.as_ref().is_none_or(|joins| {
            let now = source.joins.iter().map(|path| whole(path));
            now.eq(joins.iter().cloned())
        });
        forget(&mut session.joins, same);
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

/// What is wrong with a kept view, the reason first: the line that it is shown in may be short.
fn left_alone(faults: &FileFaults) -> String {
    let reason = match faults.faults.first() {
        Some((Some(line), reason)) => format!(", line {line}: {reason}"),
        Some((None, reason)) => format!(": {reason}"),
        None => String::new(),
    };
    let path = faults.path.display();
    format!("the kept view cannot be read{reason}; it is left alone ({path})")
}

/// Forgets `entry` if `so`.
fn forget<T>(entry: &mut Option<T>, so: bool) {
    if so {
        *entry = None;
    }
}

/// Adds to `session` the settings of the user's file that depend on the benchmark.
fn with_defaults(session: &mut Session, config: &Config) {
    let of_file = |name| matches!(config.origin(name), Origin::File(..));
    let settings = &mut session.settings;
    if of_file("defaults.features") {
        settings
            .features
            .get_or_insert_with(|| config.features.clone());
    }
    if of_file("defaults.columns") && !config.columns.is_empty() {
        settings
            .columns
            .get_or_insert_with(|| config.columns.clone());
    }
    if of_file("defaults.sort") && !config.sort.is_empty() {
        settings.sort.get_or_insert_with(|| config.sort.clone());
    }
}
