//! The settings as the command line has them.

use anyhow::anyhow;

use grafscope_core::table::{Direction, read_sort_key};
use grafscope_explorer::config::{Config, Layer, Origin};

use crate::cli::explore::{ExploreArgs, split};

impl ExploreArgs {
    /// `config` with what the command line says in its place.
    ///
    /// # Errors
    /// When a model, a parameter or a sort order is none.
    pub(in crate::cli) fn settings(&self, mut config: Config) -> anyhow::Result<Config> {
        let given = Layer {
            color: self.color,
            ascii: self.ascii,
            features: self.features.clone(),
            model: (self.model.model.is_some() || !self.model.params.is_empty())
                .then(|| self.model.over(&config.model))
                .transpose()?,
            train_size: self.train_size,
            seed: self.seed,
            rows: self.rows.map(Into::into),
            columns: self.columns.as_deref().map(split),
            sort: self.sort.as_deref().map(sort_keys).transpose()?,
            session: self.no_session.then_some(false),
            cache: self.source.no_cache.then_some(false),
            ..Layer::default()
        };
        config.take(&given, &Origin::CommandLine);
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

fn sort_keys(text: &str) -> anyhow::Result<Vec<(String, Direction)>> {
    let keys = split(text);
    let keys = keys.iter().map(|key| read_sort_key(key));
    keys.collect::<Result<_, _>>()
        .map_err(|reason| anyhow!("--sort {reason}"))
}
