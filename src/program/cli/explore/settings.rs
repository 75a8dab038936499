//! The settings as the command line has them.

use anyhow::anyhow;

use grafscope_core::table::read_sort_key;
use grafscope_explorer::config::{Config, Origin};

use crate::cli::explore::{ExploreArgs, split};

impl ExploreArgs {
    /// `config` with what the command line says in its place.
    ///
    /// # Errors
    /// When a model, a parameter or a sort order is none.
    pub(in crate::cli) fn settings(&self, mut config: Config) -> anyhow::Result<Config> {
        let mut given = Vec::new();
        if let Some(when) = self.color {
            config.look.color = when;
            given.push("theme.color");
        }
        if let Some(when) = self.ascii {
            config.look.ascii = when;
            given.push("theme.ascii");
        }
        if let Some(features) = &self.features {
            config.features.clone_from(features);
            given.push("defaults.features");
        }
        if self.model.model.is_some() || !self.model.params.is_empty() {
            config.model = self.model.over(&config.model)?;
            given.push("defaults.model");
        }
        if let Some(size) = self.train_size {
            config.train_size = size;
            given.push("defaults.train_size");
        }
        if let Some(seed) = self.seed {
            config.seed = seed;
            given.push("defaults.seed");
        }
        if let Some(rows) = self.rows {
            config.rows = rows.into();
            given.push("defaults.rows");
        }
        if let Some(columns) = &self.columns {
            config.columns = split(columns);
            given.push("defaults.columns");
        }
        if let Some(sort) = &self.sort {
            let keys = split(sort);
            let keys = keys.iter().map(|key| read_sort_key(key));
            config.sort = keys
                .collect::<Result<_, _>>()
                .map_err(|reason| anyhow!("--sort {reason}"))?;
            given.push("defaults.sort");
        }
        if self.no_session {
            config.session = false;
            given.push("keep.session");
        }
        if self.source.no_cache {
            config.cache = false;
            given.push("keep.cache");
        }
        for name in given {
            config.set_origin(name, Origin::CommandLine);
        }
        Ok(config)
    }

    /// Whether the command line asks for a view of its own.
    pub(super) fn asks_for_a_view(&self) -> bool {
        self.dataset.is_some()
            || self.target.is_some()
            || self.features.is_some()
            || self.train_size.is_some()
            || self.seed.is_some()
            || self.model.model.is_some()
            || !self.model.params.is_empty()
            || self.rows.is_some()
            || self.filter.is_some()
            || self.sort.is_some()
            || self.columns.is_some()
            || self.source.targets.is_some()
    }
}
