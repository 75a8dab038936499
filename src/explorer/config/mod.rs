//! The user's settings, where each comes from, and their keys: `config.toml` and `keymap.toml` in
//! the [folder](grafscope_core::dirs::Folder::Config) of configuration.

pub mod keys;
pub mod look;
pub mod setting;

use std::io;
use std::path::{Path, PathBuf};

use crate::config::look::When;
use crate::config::setting::{SETTINGS, Setting};
use grafscope_core::dirs::Folder;
use grafscope_core::files::read_text;
use grafscope_core::toml_reader::{Fault, FileFaults, Reader, entries};

/// Most bytes of a file of settings or keys.
pub(crate) const MOST: u64 = 1 << 20;

pub use crate::config::setting::{Config, Layer, LiveSettings};

/// The settings that are built in, as a file with comments.
pub const SAMPLE: &str = include_str!("../../../assets/config.toml");

/// Settings by name with the lines that they stand in.
pub type Lines = Vec<(&'static str, usize)>;

/// Where the value of a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// It is built in.
    #[default]
    Default,
    /// A line of a file.
    File(PathBuf, usize),
    /// A variable of the environment.
    Environment(&'static str),
    /// The command line.
    CommandLine,
}

impl Config {
    /// The user's file of settings; `None` where there is no place for one.
    pub fn file() -> Option<PathBuf> {
        Folder::Config.file("config.toml")
    }

    /// The user's settings: those of their file, and of the environment.
    ///
    /// # Errors
    /// All that is wrong in the file.
    pub fn of_user() -> Result<Self, FileFaults> {
        let mut config =
            Self::file().map_or_else(|| Ok(Self::default()), |file| Self::load(&file))?;
        if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            let layer = Layer {
                color: Some(When::Never),
                ..Layer::default()
            };
            config.take(&layer, &Origin::Environment("NO_COLOR"));
        }
        Ok(config)
    }

    /// The settings of the file at `path`; the defaults where there is none.
    ///
    /// # Errors
    /// All that is wrong in the file.
    pub fn load(path: &Path) -> Result<Self, FileFaults> {
        let text = match read_text(path, MOST) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(FileFaults::unreadable(path, &error)),
        };
        let parsed = Self::parse(&text);
        let (mut config, lines) = parsed.map_err(|faults| FileFaults::malformed(path, faults))?;
        let origins = lines.into_iter();
        let origins = origins.map(|(name, line)| (name, Origin::File(path.to_owned(), line)));
        config.origins.extend(origins);
        Ok(config)
    }

    /// The settings that `text` has, the defaults for all others, and the lines of the former.
    ///
    /// # Errors
    /// All that is wrong in the text.
    pub fn parse(text: &str) -> Result<(Self, Lines), Vec<Fault>> {
        let mut reader = Reader::new(text);
        let mut layer = Layer::default();
        let mut lines = Vec::new();
        let mut sections: Vec<_> = SETTINGS.iter().map(Setting::section).collect();
        sections.dedup();
        let table = reader.table();
        for (section, span, value) in table.iter().flat_map(|table| entries(table.get_ref())) {
            if !sections.contains(&section) {
                unknown(&mut reader, span.start, "section", section, &sections);
                continue;
            }
            let settings = || SETTINGS.iter().filter(|of| of.section() == section);
            for (key, span, value) in reader.entries(value, section) {
                if let Some(setting) = settings().find(|of| of.key() == key) {
                    setting.read(&mut reader, value, &mut layer);
                    lines.push((setting.name, reader.line(span.start)));
                } else {
                    let keys: Vec<_> = settings().map(Setting::key).collect();
                    unknown(&mut reader, span.start, "setting", key, &keys);
                }
            }
        }
        let mut config = Self::default();
        config.override_with(&layer);
        reader.finish((config, lines))
    }

    /// Where the setting called `name` comes from.
    pub fn origin(&self, name: &str) -> Origin {
        self.origins.get(name).cloned().unwrap_or_default()
    }

    /// Takes what `layer` says in place of what was said before.
    pub fn take(&mut self, layer: &Layer, origin: &Origin) {
        for name in self.override_with(layer) {
            self.origins.insert(name, origin.clone());
        }
    }
}

/// Notes that `name` is none of `known`, or which section it belongs to.
fn unknown(reader: &mut Reader, at: usize, what: &str, name: &str, known: &[&str]) {
    match SETTINGS.iter().find(|setting| setting.key() == name) {
        Some(elsewhere) => {
            let section = elsewhere.section();
            reader.fault(at, format!("`{name}` belongs to [{section}]"));
        }
        None => reader.unknown(at, what, name, known),
    }
}

#[cfg(test)]
mod tests {
    use grafscope_core::predict::Rows;
    use grafscope_core::table::Direction;

    use super::*;

    #[test]
    fn the_sample_is_the_defaults() {
        let (config, lines) = Config::parse(SAMPLE).unwrap();
        assert_eq!(config, Config::default());
        let mut named: Vec<_> = lines.iter().map(|(name, _)| *name).collect();
        named.sort_unstable();
        let mut all: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
        all.sort_unstable();
        assert_eq!(named, all, "the sample has every setting");
    }

    #[test]
    fn what_is_set_is_read() {
        let text = "[theme]\ncolor = \"never\"\nascii = true\n[defaults]\nmodel = \"forest trees=20\"\n\
                    seed = 18446744073709551615\nlevel = 99.5\nrows = \"all\"\ncolumns = [\"params\"]\n\
                    sort = [\"error:asc\"]\n[keep]\ncache = false\n[terminal]\nmouse = false\n";
        let (config, lines) = Config::parse(text).unwrap();
        assert_eq!(config.color, When::Never);
        assert_eq!(config.ascii, When::Always);
        assert_eq!(config.model.to_string(), "forest trees=20");
        assert_eq!((config.seed, config.level), (u64::MAX, 99.5));
        assert_eq!(config.rows, Rows::All);
        assert_eq!(config.columns, ["params"]);
        assert_eq!(config.sort, [("error".to_owned(), Direction::Ascending)]);
        assert!(config.session && !config.cache && !config.mouse);
        assert!(lines.contains(&("defaults.seed", 6)), "{lines:?}");
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let text = "[them]\ncolor = \"no\"\n[theme]\ncolour = \"never\"\ncolor = \"no\"\n[defaults]\n\
                    model = \"forrest\"\ntrain_size = 1\nrows = \"canon\"\nlevel = 100\nmouse = true\n\
                    sort = [\"a:up\"]\nseed = -1\n";
        let faults = Config::parse(text).unwrap_err();
        let told: Vec<String> = faults
            .iter()
            .map(|fault| format!("{}: {}", fault.line, fault.reason))
            .collect();
        for (line, part) in [
            (1, "there is no section `them`; did you mean `theme`?"),
            (4, "there is no setting `colour`; did you mean `color`?"),
            (5, "color: expected auto, always or never"),
            (7, "did you mean `forest`"),
            (8, "train_size: expected a whole number from 2 on"),
            (9, "rows: expected canonical, all or filtered"),
            (10, "level: expected a number between 0 and 100"),
            (11, "`mouse` belongs to [terminal]"),
            (12, "asc or desc"),
            (13, "seed: expected a whole number"),
        ] {
            let start = format!("{line}: ");
            let found = told.iter().find(|told| told.starts_with(&start));
            assert!(found.is_some_and(|told| told.contains(part)), "{told:#?}");
        }
        assert_eq!(told.len(), 10, "{told:#?}");
    }
}
