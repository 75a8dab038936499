//! Settings given on the command line.

use anyhow::anyhow;

use grafscope_core::table::{Direction, read_sort_key};
use grafscope_explorer::config::{Config, Layer, Origin};

use crate::cli::explore::ExploreArgs;

impl ExploreArgs {
    /// `config`, overridden by the command line.
    pub(crate) fn settings(&self, mut config: Config) -> anyhow::Result<Config> {
        let given = Layer {
            color: self.color,
            ascii: self.ascii,
            features: self.features.clone(),
            model: (self.model.is_given())
                .then(|| self.model.over(&config.model))
                .transpose()?,
            train_size: self.train_size,
            seed: self.seed,
            rows: self.rows,
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
            || self.model.is_given()
            || self.rows.is_some()
            || self.filter.is_some()
            || self.sort.is_some()
            || self.columns.is_some()
            || self.source.targets.is_some()
    }
}

/// The parts of `text` between commas that are not inside parentheses.
fn split(text: &str) -> Vec<String> {
    let mut depth = 0;
    let parts = text.split(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    });
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn sort_keys(text: &str) -> anyhow::Result<Vec<(String, Direction)>> {
    let keys = split(text);
    let keys = keys.iter().map(|key| read_sort_key(key));
    keys.collect::<Result<_, _>>()
        .map_err(|reason| anyhow!("--sort {reason}"))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn commas_inside_parentheses_do_not_split() {
        assert_eq!(
            split("error, min_path_len(c3,skip),params"),
            ["error", "min_path_len(c3,skip)", "params"]
        );
        assert!(split("").is_empty());
    }
}
