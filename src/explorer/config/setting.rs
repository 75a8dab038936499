//! The one list of settings: `config.toml`, the command line and sessions derive from it.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use crate::automatic::state::{AUTO, auto_columns, auto_sort};
use crate::config::Origin;
use crate::config::look::When;
use crate::table::form::COMPACT;
use grafscope_core::predict::{self, Intervals, ModelSpec, Rows};
use grafscope_core::table::{Direction, read_sort_key, write_sort_key};
use grafscope_core::toml_reader::{Reader, quoted, quoted_list};

type Sort = Vec<(String, Direction)>;
type Value<'v> = Spanned<DeValue<'v>>;

/// A setting: its name, and how it is read and written.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Section and key in `config.toml`.
    pub name: &'static str,
    /// The section of session files that keeps it, under the same key.
    pub(crate) kept: Option<&'static str>,
    read: fn(&mut Reader, &Value, &str, &mut Layer),
    write: fn(&Layer) -> Option<String>,
    forget: fn(&mut Layer),
    override_with: fn(&mut Config, &Layer) -> bool,
    layer: fn(&Config) -> Layer,
}

macro_rules! live_settings {
    ($(#[$doc:meta] $field:ident: $type:ty, $keep:expr;)+) => {
        /// The settings that the running explorer holds and can change.
        #[derive(Debug, Clone, PartialEq)]
        pub struct LiveSettings {
            $(#[$doc] pub $field: $type,)+
        }

        impl LiveSettings {
            /// Those of `config`.
            pub fn of(config: &Config) -> Self {
                Self {
                    $($field: config.$field.clone(),)+
                }
            }

            /// Takes what `layer` says.
            pub(crate) fn take(&mut self, layer: &Layer) {
                $(if let Some(value) = &layer.$field {
                    self.$field.clone_from(value);
                })+
            }

            /// What sessions keep of them, beside `others`.
            pub(crate) fn layer(&self, others: Layer) -> Layer {
                Layer {
                    $($field: $keep(self.$field.clone()),)+
                    ..others
                }
            }
        }
    };
}

/// A record with `live` is of a setting that the running explorer holds; then follows what of its value
/// sessions keep.
macro_rules! settings {
    ($(
        #[$doc:meta]
        $field:ident: $type:ty = $default:expr,
        $name:literal, $kept:expr, $read:expr, $write:expr $(, live $keep:expr)?;
    )+) => {
        live_settings! { $($(#[$doc] $field: $type, $keep;)?)+ }

        /// Settings from one place: the file, the environment, the command line, or a session. `None`
        /// where it says nothing.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Layer {
            $(#[$doc] pub $field: Option<$type>,)+
        }

        /// Every setting, with where it comes from.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Config {
            $(#[$doc] pub $field: $type,)+
            /// Where the settings that are not by default come from, by name.
            pub(super) origins: BTreeMap<&'static str, Origin>,
        }

        impl Default for Config {
            fn default() -> Self {
                Self {
                    $($field: $default,)+
                    origins: BTreeMap::new(),
                }
            }
        }

        /// Every setting, in the order in which they are listed.
        pub const SETTINGS: &[Setting] = &[$(
            Setting {
                name: $name,
                kept: $kept,
                read: |reader, value, key, layer| layer.$field = $read(reader, value, key),
                write: |layer| layer.$field.as_ref().map($write),
                forget: |layer| layer.$field = None,
                override_with: |config, layer| {
                    layer.$field.as_ref().map(|value| config.$field.clone_from(value)).is_some()
                },
                layer: |config| Layer {
                    $field: Some(config.$field.clone()),
                    ..Layer::default()
                },
            },
        )+];
    };
}

settings! {
    /// Whether there are colours; otherwise bold, reversed and underlined text only.
    color: When = When::Auto,
        "theme.color", Some("theme"), read_when, |when| quoted(when.name()), live unless_auto;
    /// Whether it is drawn with ASCII characters only.
    ascii: When = When::Auto,
        "theme.ascii", Some("theme"), read_ascii, |when| write_ascii(*when), live unless_auto;
    /// The feature set of the first predictor.
    features: String = predict::Settings::default().features,
        "defaults.features", Some("predictor"), read_features, |text| quoted(text);
    /// Its model.
    model: ModelSpec = predict::Settings::default().model,
        "defaults.model", Some("predictor"), read_model, |model| quoted(&model.to_string());
    /// Its training size.
    train_size: usize = predict::Settings::default().train_size,
        "defaults.train_size", Some("predictor"), read_size, ToString::to_string;
    /// Its seed.
    seed: u64 = predict::Settings::default().seed,
        "defaults.seed", Some("predictor"), read_seed, ToString::to_string;
    /// The rows that it is trained and scored on.
    rows: Rows = predict::Settings::default().rows,
        "defaults.rows", Some("predictor"), read_rows, |rows| quoted(rows.name());
    /// How many percent of the rows prediction intervals are to hold.
    level: f64 = Intervals::DEFAULT_PERCENT,
        "defaults.level", Some("predictor"), read_level, ToString::to_string, live Some;
    /// The columns shown, or [`AUTO`] alone.
    columns: Vec<String> = auto_columns(),
        "defaults.columns", Some("view"), read_columns, |columns| quoted_list(columns);
    /// The form in which encodings are shown.
    form: String = COMPACT.to_owned(),
        "defaults.form", Some("view"), read_form, |name| quoted(name), live unless_compact;
    /// The sort keys, or [`AUTO`] alone.
    sort: Vec<(String, Direction)> = auto_sort(),
        "defaults.sort", Some("view"), read_sort, |keys| write_sort(keys);
    /// Whether the cursor stays on its row when rows are sorted or filtered.
    follow: bool = false,
        "defaults.follow", None, Reader::switch, ToString::to_string, live not_kept;
    /// Whether views are kept.
    session: bool = true,
        "keep.session", None, Reader::switch, ToString::to_string;
    /// Whether parsed files and features are kept.
    cache: bool = true,
        "keep.cache", None, Reader::switch, ToString::to_string;
    /// Whether newcomers are shown a hint until their first key.
    hint: bool = true,
        "terminal.hint", None, Reader::switch, ToString::to_string;
    /// Whether the explorer takes the mouse.
    mouse: bool = true,
        "terminal.mouse", None, Reader::switch, ToString::to_string;
}

impl Setting {
    /// The section that it belongs to.
    pub fn section(&self) -> &'static str {
        self.name.split_once('.').map_or("", |(section, _)| section)
    }

    /// Its name in the section.
    pub fn key(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(_, key)| key)
    }

    /// Its value, as it would stand in the file.
    pub fn value(&self, config: &Config) -> String {
        self.written(&(self.layer)(config)).unwrap_or_default()
    }

    /// Its value in `layer`, as it stands in files.
    pub(crate) fn written(&self, layer: &Layer) -> Option<String> {
        (self.write)(layer)
    }

    /// Takes its value into `layer`; what is wrong with it is noted by `reader`.
    pub(crate) fn read(&self, reader: &mut Reader, value: &Value, layer: &mut Layer) {
        (self.read)(reader, value, self.key(), layer);
    }

    /// The settings that session files keep in `section`.
    pub(crate) fn kept_in(section: &str) -> impl Iterator<Item = &'static Self> {
        SETTINGS.iter().filter(move |of| of.kept == Some(section))
    }
}

impl Default for LiveSettings {
    fn default() -> Self {
        Self::of(&Config::default())
    }
}

impl Layer {
    /// Drops the settings whose name fits.
    pub fn forget(&mut self, fits: impl Fn(&str) -> bool) {
        for setting in SETTINGS.iter().filter(|setting| fits(setting.name)) {
            (setting.forget)(self);
        }
    }

    /// What a predictor is trained on, where all of it is said.
    pub(crate) fn predictor(self) -> Option<predict::Settings> {
        Some(predict::Settings {
            features: self.features?,
            train_size: self.train_size?,
            seed: self.seed?,
            model: self.model?,
            rows: self.rows?,
        })
    }
}

impl From<predict::Settings> for Layer {
    fn from(settings: predict::Settings) -> Self {
        Self {
            features: Some(settings.features),
            train_size: Some(settings.train_size),
            seed: Some(settings.seed),
            model: Some(settings.model),
            rows: Some(settings.rows),
            ..Self::default()
        }
    }
}

impl Config {
    /// Takes what `layer` says in place of what was said before; gives the names of these settings.
    pub(super) fn override_with(&mut self, layer: &Layer) -> Vec<&'static str> {
        let given = SETTINGS.iter().filter(|of| (of.override_with)(self, layer));
        given.map(|setting| setting.name).collect()
    }
}

fn not_kept<T>(_: T) -> Option<T> {
    None
}

fn unless_auto(when: When) -> Option<When> {
    (when != When::Auto).then_some(when)
}

fn unless_compact(form: String) -> Option<String> {
    (form != COMPACT).then_some(form)
}

fn read_form(reader: &mut Reader, value: &Value, key: &str) -> Option<String> {
    reader.text(
        value,
        key,
        "a form of encodings, such as \"compact\" or \"tuple\"",
    )
}

fn read_when(reader: &mut Reader, value: &Value, key: &str) -> Option<When> {
    let expected = "auto, always or never";
    reader.read(value, key, expected, |text| {
        When::find(text).ok_or_else(|| format!("expected {expected}, not `{text}`"))
    })
}

/// A switch with "auto" beside it; the words that sessions have had for it are understood as well.
fn read_ascii(reader: &mut Reader, value: &Value, key: &str) -> Option<When> {
    let when = match value.get_ref() {
        DeValue::Boolean(true) => Some(When::Always),
        DeValue::Boolean(false) => Some(When::Never),
        DeValue::String(text) => When::find(text),
        _ => None,
    };
    if when.is_none() {
        reader.expected(value, key, "\"auto\", true or false");
    }
    when
}

fn write_ascii(when: When) -> String {
    match when {
        When::Auto => quoted("auto"),
        When::Always => "true".to_owned(),
        When::Never => "false".to_owned(),
    }
}

fn read_features(reader: &mut Reader, value: &Value, key: &str) -> Option<String> {
    reader.text(value, key, "a feature set, such as \"graf+zcp\"")
}

fn read_model(reader: &mut Reader, value: &Value, key: &str) -> Option<ModelSpec> {
    let expected = "a model, such as \"forest trees=200\"";
    reader.read(value, key, expected, |text| {
        text.parse().map_err(|error| format!("{error}"))
    })
}

fn read_size(reader: &mut Reader, value: &Value, key: &str) -> Option<usize> {
    reader.number(value, key, "a whole number from 2 on", |&size| size >= 2)
}

fn read_seed(reader: &mut Reader, value: &Value, key: &str) -> Option<u64> {
    reader.number(value, key, "a whole number from 0 on", |_| true)
}

fn read_rows(reader: &mut Reader, value: &Value, key: &str) -> Option<Rows> {
    let expected = "canonical, all or filtered";
    reader.read(value, key, expected, |text| {
        Rows::find(text).ok_or_else(|| format!("expected {expected}, not `{text}`"))
    })
}

fn read_level(reader: &mut Reader, value: &Value, key: &str) -> Option<f64> {
    let fits = |&level: &f64| level > 0.0 && level < 100.0;
    reader.number(value, key, "a number between 0 and 100", fits)
}

fn read_columns(reader: &mut Reader, value: &Value, key: &str) -> Option<Vec<String>> {
    reader.texts(value, key, "a list of columns, such as [\"params\"]")
}

fn read_sort(reader: &mut Reader, value: &Value, key: &str) -> Option<Sort> {
    let expected = "a list of columns, such as [\"error\", \"params:asc\"]";
    let keys = reader.texts(value, key, expected)?;
    let keys: Result<_, _> = keys.iter().map(|text| read_sort_key(text)).collect();
    keys.map_err(|reason| reader.fault(value.span().start, format!("{key}: {reason}")))
        .ok()
}

fn write_sort(keys: &[(String, Direction)]) -> String {
    if keys == auto_sort() {
        return quoted_list(&[AUTO]);
    }
    let keys = keys
        .iter()
        .map(|(name, order)| write_sort_key(name, *order));
    quoted_list(&keys.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_settings_survive_a_session() {
        let live = LiveSettings::of(&Config {
            color: When::Never,
            ascii: When::Always,
            level: 80.0,
            ..Config::default()
        });
        let mut again = LiveSettings::default();
        again.take(&live.layer(Layer::default()));
        assert_eq!(again, live);
        // What the terminal decides is not kept for another one.
        let kept = LiveSettings::default().layer(Layer::default());
        assert_eq!((kept.color, kept.ascii), (None, None));
        assert_eq!(kept.level, Some(Intervals::DEFAULT_PERCENT));
    }
}
