//! A session from text.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::Layer;
use crate::config::setting::Setting;
use crate::plot::columns::PlotColumns;
use crate::session::marks::{Marked, MarkedRows};
use crate::session::{PastPredictor, Session, VERSION};
use grafscope_core::toml_reader::{Fault, Reader, entries};

/// The sections, each with its entries beside the settings that it keeps.
const SECTIONS: [(&str, &[&str]); 9] = [
    ("version", &[]),
    (
        "source",
        &[
            "benchmark",
            "joins",
            "priors",
            "targets",
            "predictions",
            "splits_column",
            "splits",
            "space",
            "format",
            "key",
            "epochs",
            "longest_path",
            "derived",
        ],
    ),
    (
        "view",
        &[
            "dataset",
            "target",
            "further_targets",
            "bounds",
            "filter",
            "scored_only",
            "plot",
            "zoomed",
            "selected",
        ],
    ),
    ("predictor", &[]),
    ("theme", &[]),
    ("marks", &["encodings", "rows", "rows_of"]),
    ("notes", &[]),
    ("history", &["filters"]),
    ("trained", &[]),
];

/// What each table of `[[trained]]` must have.
const TRAINED: [&str; 7] = [
    "dataset",
    "target",
    "features",
    "model",
    "train_size",
    "seed",
    "rows",
];

const TEXT: &str = "a text";
const TEXTS: &str = "a list of texts";

type Value<'v> = Spanned<DeValue<'v>>;

impl Session {
    /// Reads the text of a session file.
    ///
    /// # Errors
    /// All that is wrong in it; of a text of another version only that.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(text);
        let mut session = Self::default();
        let table = reader.table();
        if let Some(table) = &table
            && has_this_version(&mut reader, table.get_ref())
        {
            for (section, span, value) in entries(table.get_ref()) {
                session.read_section(&mut reader, section, span.start, value);
            }
        }
        reader.finish(session)
    }

    fn read_section(&mut self, reader: &mut Reader, section: &str, at: usize, value: &Value) {
        let Some((_, keys)) = SECTIONS.iter().find(|(name, _)| *name == section) else {
            let known = SECTIONS.map(|(name, _)| name);
            reader.unknown(at, "section", section, &known);
            return;
        };
        match section {
            "version" => return,
            "trained" => {
                self.trained = read_trained(reader, value);
                return;
            }
            _ => {}
        }
        let mut marks = MarksText::default();
        for (key, span, value) in reader.entries(value, section) {
            if let Some(setting) = kept_setting(section, key) {
                setting.read(reader, value, &mut self.settings);
                continue;
            }
            if section != "notes" && !keys.contains(&key) {
                let kept = Setting::kept_in(section).map(Setting::key);
                let known: Vec<_> = keys.iter().copied().chain(kept).collect();
                reader.unknown(span.start, "entry", key, &known);
                continue;
            }
            match section {
                "source" => self.read_source(reader, key, value),
                "view" => self.read_view(reader, key, value),
                "marks" => marks.read(reader, key, value),
                "notes" => {
                    let note = reader.text(value, "a note", TEXT);
                    self.notes.extend(note.map(|note| (key.to_owned(), note)));
                }
                _ => self.filters = reader.texts(value, key, TEXTS).unwrap_or_default(),
            }
        }
        if section == "marks" {
            self.marks = marks.finish(reader, at);
        }
    }

    fn read_source(&mut self, reader: &mut Reader, key: &str, value: &Value) {
        match key {
            "joins" => self.joins = read_paths(reader, key, value),
            "priors" => self.priors = read_paths(reader, key, value),
            "targets" => self.targets = reader.texts(value, key, "a list of columns"),
            "predictions" => self.predictions = reader.texts(value, key, "a list of columns"),
            "splits_column" => self.splits_column = reader.text(value, key, "a column"),
            "splits" => {
                self.splits = reader.text(value, key, "a path").map(Into::into);
            }
            "epochs" => {
                self.epochs = reader.number(value, key, "a whole number from 1 on", |&n| n > 0);
            }
            "derived" => self.derived = reader.texts(value, key, "a list of `NAME = EXPR`"),
            "longest_path" => self.longest_path = reader.switch(value, key),
            "benchmark" => self.benchmark = reader.text(value, key, "a name or a path"),
            "space" => self.space = reader.text(value, key, "a name or a path"),
            "format" => self.format = reader.text(value, key, TEXT),
            _ => self.key = reader.text(value, key, TEXT),
        }
    }

    fn read_view(&mut self, reader: &mut Reader, key: &str, value: &Value) {
        match key {
            "dataset" => self.dataset = reader.text(value, key, TEXT),
            "target" => self.target = reader.text(value, key, TEXT),
            "further_targets" => {
                self.further_targets = reader.texts(value, key, "a list of targets");
            }
            "bounds" => self.bounds = reader.text(value, key, "bounds; \"\" for none"),
            "filter" => self.filter = reader.text(value, key, "a filter; \"\" for none"),
            "scored_only" => self.scored_only = reader.switch(value, key),
            "plot" => self.plot = read_plot(reader, key, value),
            "zoomed" => self.zoomed = reader.switch(value, key),
            _ => self.selected = reader.text(value, key, "an encoding"),
        }
    }
}

fn read_paths(reader: &mut Reader, key: &str, value: &Value) -> Option<Vec<PathBuf>> {
    let paths = reader.texts(value, key, "a list of paths")?;
    Some(paths.into_iter().map(Into::into).collect())
}

fn read_plot(reader: &mut Reader, key: &str, value: &Value) -> Option<PlotColumns> {
    let expected = "a list of two columns, across and up, and one that colours";
    let columns = reader.texts(value, key, expected)?;
    let plot = PlotColumns::read(&columns);
    if plot.is_none() {
        reader.expected(value, key, expected);
    }
    plot
}

/// The setting that `section` keeps under `key`.
fn kept_setting(section: &str, key: &str) -> Option<&'static Setting> {
    Setting::kept_in(section).find(|setting| setting.key() == key)
}

/// Whether the text is of the version that is read; notes why not.
fn has_this_version(reader: &mut Reader, table: &DeTable) -> bool {
    let Some(value) = table.get("version") else {
        reader.fault(0, format!("no version; expected version = {VERSION}"));
        return false;
    };
    let version = reader.number(value, "version", "a whole number", |_| true);
    if version.is_some_and(|version: u64| version != VERSION) {
        let told = format!(
            "version {} is of another grafscope; expected version = {VERSION}",
            version.unwrap_or_default()
        );
        reader.fault(value.span().start, told);
    }
    version == Some(VERSION)
}

fn read_trained(reader: &mut Reader, value: &Value) -> Vec<PastPredictor> {
    let DeValue::Array(array) = value.get_ref() else {
        reader.expected(
            value,
            "trained",
            "a list of tables, each headed [[trained]]",
        );
        return Vec::new();
    };
    let mut all = Vec::new();
    for item in array {
        all.extend(read_past(reader, item));
    }
    all
}

fn read_past(reader: &mut Reader, item: &Value) -> Option<PastPredictor> {
    let of_table = reader.entries(item, "trained");
    for (key, span, _) in &of_table {
        if !TRAINED.contains(key) {
            reader.unknown(span.start, "entry", key, &TRAINED);
        }
    }
    let at = item.span().start;
    let mut find = |name: &str| {
        let found = of_table.iter().find(|(key, ..)| *key == name);
        if found.is_none() {
            reader.fault(at, format!("[[trained]] lacks `{name}`"));
        }
        found.map(|(_, _, value)| *value)
    };
    let values = TRAINED.map(|name| (name, find(name)));
    let mut settings = Layer::default();
    for (name, value) in &values {
        if let (Some(setting), Some(value)) = (kept_setting("predictor", name), value) {
            setting.read(reader, value, &mut settings);
        }
    }
    let [(_, dataset), (_, target), ..] = values;
    Some(PastPredictor {
        dataset: reader.text(dataset?, "dataset", TEXT)?,
        target: reader.text(target?, "target", TEXT)?,
        settings: settings.predictor()?,
    })
}

/// The entries of the section of marks.
#[derive(Default)]
struct MarksText {
    encodings: Option<Vec<String>>,
    bits: Option<Vec<u8>>,
    of: Option<u64>,
}

impl MarksText {
    fn read(&mut self, reader: &mut Reader, key: &str, value: &Value) {
        match key {
            "encodings" => self.encodings = reader.texts(value, key, "a list of encodings"),
            "rows" => {
                let expected = "a bit for each row, in base64";
                self.bits = reader.read(value, key, expected, |text| {
                    let bits = STANDARD.decode(text);
                    bits.map_err(|error| format!("{error}; expected {expected}"))
                });
            }
            _ => {
                let expected = "sixteen hexadecimal digits";
                self.of = reader.read(value, key, expected, |text| {
                    u64::from_str_radix(text, 16).map_err(|_| format!("expected {expected}"))
                });
            }
        }
    }

    fn finish(self, reader: &mut Reader, at: usize) -> Marked {
        match (self.encodings, self.bits, self.of) {
            (Some(encodings), None, None) => return Marked::Encodings(encodings),
            (None, Some(bits), Some(of)) => return Marked::Rows(MarkedRows { bits, of }),
            (None, None, None) => {}
            _ => reader.fault(at, "expected either encodings, or both rows and rows_of"),
        }
        Marked::default()
    }
}

#[cfg(test)]
mod tests;
