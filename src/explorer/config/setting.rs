//! The one list of settings.

use toml::Spanned;
use toml::de::DeValue;

use grafscope_core::predict::Rows;
use grafscope_core::table::{read_sort_key, write_sort_key};
use grafscope_core::toml_reader::{Reader, quoted, quoted_list};

use crate::config::Config;
use crate::config::look::When;

/// A setting: its name, and how it is read and written.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Section and key.
    pub name: &'static str,
    read: fn(&mut Reader, &Spanned<DeValue>, &'static str, &mut Config) -> Option<()>,
    write: fn(&Config) -> String,
}

/// Every setting, in the order in which they are listed.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme.color",
        read: |reader, value, key, config| {
            let expected = "auto, always or never";
            config.look.color = reader.read(value, key, expected, |text| {
                When::find(text).ok_or_else(|| format!("expected {expected}, not `{text}`"))
            })?;
            Some(())
        },
        write: |config| quoted(config.look.color.name()),
    },
    Setting {
        name: "theme.ascii",
        read: |reader, value, key, config| {
            config.look.ascii = match value.get_ref() {
                DeValue::Boolean(true) => When::Always,
                DeValue::Boolean(false) => When::Never,
                DeValue::String(text) if text == "auto" => When::Auto,
                _ => {
                    reader.expected(value, key, "\"auto\", true or false");
                    return None;
                }
            };
            Some(())
        },
        write: |config| match config.look.ascii {
            When::Auto => quoted("auto"),
            When::Always => "true".to_owned(),
            When::Never => "false".to_owned(),
        },
    },
    Setting {
        name: "defaults.features",
        read: |reader, value, key, config| {
            config.features = reader.text(value, key, "a feature set, such as \"graf+zcp\"")?;
            Some(())
        },
        write: |config| quoted(&config.features),
    },
    Setting {
        name: "defaults.model",
        read: |reader, value, key, config| {
            let expected = "a model, such as \"forest trees=200\"";
            config.model = reader.read(value, key, expected, |text| {
                text.parse().map_err(|error| format!("{error}"))
            })?;
            Some(())
        },
        write: |config| quoted(&config.model.to_string()),
    },
    Setting {
        name: "defaults.train_size",
        read: |reader, value, key, config| {
            let fits = |&size: &usize| size >= 2;
            config.train_size = reader.number(value, key, "a whole number from 2 on", fits)?;
            Some(())
        },
        write: |config| config.train_size.to_string(),
    },
    Setting {
        name: "defaults.seed",
        read: |reader, value, key, config| {
            config.seed = reader.number(value, key, "a whole number from 0 on", |_| true)?;
            Some(())
        },
        write: |config| config.seed.to_string(),
    },
    Setting {
        name: "defaults.rows",
        read: |reader, value, key, config| {
            config.rows = read_rows(reader, value, key)?;
            Some(())
        },
        write: |config| quoted(config.rows.name()),
    },
    Setting {
        name: "defaults.level",
        read: |reader, value, key, config| {
            config.level = read_level(reader, value, key)?;
            Some(())
        },
        write: |config| config.level.to_string(),
    },
    Setting {
        name: "defaults.columns",
        read: |reader, value, key, config| {
            config.columns = reader.texts(value, key, "a list of columns, such as [\"params\"]")?;
            Some(())
        },
        write: |config| quoted_list(&config.columns),
    },
    Setting {
        name: "defaults.sort",
        read: |reader, value, key, config| {
            config.sort = read_sort(reader, value, key)?;
            Some(())
        },
        write: |config| {
            let keys = config.sort.iter();
            let keys: Vec<String> = keys
                .map(|(name, order)| write_sort_key(name, *order))
                .collect();
            quoted_list(&keys)
        },
    },
    Setting {
        name: "keep.session",
        read: |reader, value, key, config| {
            config.session = reader.switch(value, key)?;
            Some(())
        },
        write: |config| config.session.to_string(),
    },
    Setting {
        name: "keep.cache",
        read: |reader, value, key, config| {
            config.cache = reader.switch(value, key)?;
            Some(())
        },
        write: |config| config.cache.to_string(),
    },
    Setting {
        name: "terminal.mouse",
        read: |reader, value, key, config| {
            config.mouse = reader.switch(value, key)?;
            Some(())
        },
        write: |config| config.mouse.to_string(),
    },
];

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
        (self.write)(config)
    }

    /// Takes its value into `config`; what is wrong with it is noted by `reader`.
    pub(crate) fn read(&self, reader: &mut Reader, value: &Spanned<DeValue>, config: &mut Config) {
        // Where nothing is read the reader has noted why.
        let _ = (self.read)(reader, value, self.key(), config);
    }
}

/// Reads a choice of rows.
pub(crate) fn read_rows(reader: &mut Reader, value: &Spanned<DeValue>, key: &str) -> Option<Rows> {
    let expected = "canonical, all or filtered";
    reader.read(value, key, expected, |text| {
        Rows::find(text).ok_or_else(|| format!("expected {expected}, not `{text}`"))
    })
}

/// Reads a level of prediction intervals, in percent.
pub(crate) fn read_level(reader: &mut Reader, value: &Spanned<DeValue>, key: &str) -> Option<f64> {
    let fits = |&level: &f64| level > 0.0 && level < 100.0;
    reader.number(value, key, "a number between 0 and 100", fits)
}

/// Reads sort keys.
pub(crate) fn read_sort(
    reader: &mut Reader,
    value: &Spanned<DeValue>,
    key: &str,
) -> Option<Vec<(String, grafscope_core::table::Direction)>> {
    let keys = reader.texts(
        value,
        key,
        "a list of columns, such as [\"error\", \"params:asc\"]",
    )?;
    let keys = keys.iter().map(|text| read_sort_key(text));
    keys.collect::<Result<_, _>>()
        .map_err(|reason| reader.fault(value.span().start, format!("{key}: {reason}")))
        .ok()
}

/// The names of all sections.
pub(crate) fn sections() -> Vec<&'static str> {
    let mut sections: Vec<_> = SETTINGS.iter().map(Setting::section).collect();
    sections.dedup();
    sections
}

/// The settings of `section`.
pub(crate) fn keys(section: &str) -> Vec<&'static str> {
    let of_section = SETTINGS
        .iter()
        .filter(|setting| setting.section() == section);
    of_section.map(Setting::key).collect()
}

/// The setting of any section whose key is `key`.
pub(crate) fn named_without_section(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key() == key)
}
