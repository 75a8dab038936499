//! A session as text.

use std::fmt::{Display, Write};
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::config::Layer;
use crate::config::setting::Setting;
use crate::plot::columns::PlotColumns;
use crate::session::marks::Marked;
use crate::session::{PastPredictor, Session, VERSION};
use grafscope_core::toml_reader::{quoted, quoted_list};

/// The head of every file.
const HEADER: &str = "\
# A view of grafscope: what was opened, shown, marked and noted. It may be edited; whatever is left
# out stays as it is when the file is opened with `grafscope --session FILE`. Paths are relative to
# this file.
";

impl Session {
    /// The text of the file.
    pub fn to_text(&self) -> String {
        let mut text = format!("{HEADER}version = {VERSION}\n");
        self.source_text(&mut text);
        self.view_text(&mut text);
        self.marks_text(&mut text);
        if !self.notes.is_empty() {
            text.push_str("\n# Notes on architectures.\n[notes]\n");
            for (encoding, note) in &self.notes {
                let _ = writeln!(text, "{} = {}", quoted(encoding), quoted(note));
            }
        }
        if !self.filters.is_empty() {
            text.push_str("\n# Filters applied so far, the newest last.\n[history]\nfilters = ");
            list(&mut text, &self.filters);
        }
        if !self.trained.is_empty() {
            text.push_str("\n# Predictors trained so far, the newest first; one that is recalled is retrained.\n");
        }
        for trained in &self.trained {
            trained_text(trained, &mut text);
        }
        text
    }

    fn source_text(&self, text: &mut String) {
        let mut section = Section::new("source", text);
        section.put("benchmark", self.benchmark.as_deref().map(quoted));
        section.put("joins", self.joins.as_deref().map(paths));
        section.put("priors", self.priors.as_deref().map(paths));
        section.put("targets", self.targets.as_deref().map(quoted_list));
        section.put("predictions", self.predictions.as_deref().map(quoted_list));
        section.put("splits_column", self.splits_column.as_deref().map(quoted));
        let splits = self.splits.as_ref().map(|path| path.to_string_lossy());
        section.put("splits", splits.map(|path| quoted(&path)));
        section.put("space", self.space.as_deref().map(quoted));
        section.put("format", self.format.as_deref().map(quoted));
        section.put("key", self.key.as_deref().map(quoted));
        section.put("epochs", self.epochs);
        section.put("longest_path", self.longest_path);
        section.put("derived", self.derived.as_deref().map(quoted_list));
    }

    fn view_text(&self, text: &mut String) {
        let mut section = Section::new("view", text);
        section.put("dataset", self.dataset.as_deref().map(quoted));
        section.put("target", self.target.as_deref().map(quoted));
        let further = self.further_targets.as_deref();
        section.put("further_targets", further.map(quoted_list));
        section.put("bounds", self.bounds.as_deref().map(quoted));
        section.put("filter", self.filter.as_deref().map(quoted));
        section.put_settings(&self.settings);
        section.put("scored_only", self.scored_only);
        let plot = self.plot.as_ref().map(PlotColumns::texts);
        section.put("plot", plot.as_deref().map(quoted_list));
        section.put("zoomed", self.zoomed);
        section.put("selected", self.selected.as_deref().map(quoted));
        for name in ["predictor", "theme"] {
            Section::new(name, text).put_settings(&self.settings);
        }
    }

    fn marks_text(&self, text: &mut String) {
        match &self.marks {
            Marked::Encodings(encodings) if encodings.is_empty() => {}
            Marked::Encodings(encodings) => {
                text.push_str("\n# Marked architectures.\n[marks]\nencodings = ");
                list(text, encodings);
            }
            Marked::Rows(rows) => {
                let _ = write!(
                    text,
                    "\n# {} marked architectures: a bit for each row of the benchmark, good for these \
                     very rows in this order.\n[marks]\nrows = \"{}\"\nrows_of = \"{:016x}\"\n",
                    rows.len(),
                    STANDARD.encode(&rows.bits),
                    rows.of
                );
            }
        }
    }
}

fn trained_text(trained: &PastPredictor, text: &mut String) {
    let PastPredictor {
        dataset,
        target,
        settings,
    } = trained;
    let _ = write!(
        text,
        "\n[[trained]]\ndataset = {}\ntarget = {}\n",
        quoted(dataset),
        quoted(target),
    );
    let settings = Layer::from(settings.clone());
    for setting in Setting::kept_in("predictor") {
        if let Some(value) = setting.written(&settings) {
            let _ = writeln!(text, "{} = {value}", setting.key());
        }
    }
}

fn paths(files: &[PathBuf]) -> String {
    let files: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    quoted_list(&files)
}

/// A list, one entry a line.
fn list(text: &mut String, entries: &[String]) {
    text.push_str("[\n");
    for entry in entries {
        let _ = writeln!(text, "  {},", quoted(entry));
    }
    text.push_str("]\n");
}

/// A section whose heading is written with its first entry.
struct Section<'a> {
    name: &'static str,
    begun: bool,
    text: &'a mut String,
}

impl<'a> Section<'a> {
    fn new(name: &'static str, text: &'a mut String) -> Self {
        Self {
            name,
            begun: false,
            text,
        }
    }

    /// The settings that it keeps.
    fn put_settings(&mut self, settings: &Layer) {
        for setting in Setting::kept_in(self.name) {
            self.put(setting.key(), setting.written(settings));
        }
    }

    fn put(&mut self, key: &str, value: Option<impl Display>) {
        let Some(value) = value else { return };
        if !self.begun {
            self.begun = true;
            let _ = write!(self.text, "\n[{}]\n", self.name);
        }
        let _ = writeln!(self.text, "{key} = {value}");
    }
}
