//! The lines of the detail pane: everything known of the selected architecture.

use crate::table::{Column, ColumnId, Group, Table, number};

use super::model::Model;

/// A line of the detail pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DetailLine {
    /// Heading of a group.
    Heading(String),
    /// The encoding in one form.
    Encoding {
        /// Name of the form.
        form: &'static str,
        /// The encoding.
        text: String,
    },
    /// A figure with its unit and a remark.
    Figure {
        /// What it is.
        label: String,
        /// The number.
        value: String,
        /// Behind it: unit, spread, single seeds.
        note: String,
    },
    /// A feature.
    Feature {
        /// Its column.
        column: ColumnId,
        /// Its short name.
        label: String,
        /// Its value.
        value: String,
        /// Whether the predictor shown was trained on it.
        used: bool,
    },
}

/// The lines for the selected architecture; empty when none is selected.
pub fn detail_lines(model: &Model) -> Vec<DetailLine> {
    let (Some(data), Some(row)) = (&model.data, model.selected) else {
        return Vec::new();
    };
    let row = row as usize;
    let mut lines = Vec::new();
    if model.detail_query.is_empty() {
        encodings(model, row, &mut lines);
        prediction(&data.table, row, &mut lines);
        targets(model, row, &mut lines);
    }
    features(model, row, &mut lines);
    lines
}

fn encodings(model: &Model, row: usize, lines: &mut Vec<DetailLine>) {
    let Some(data) = &model.data else { return };
    let space = data.opened.bench.space;
    let arch = &data.opened.bench.archs[row];
    for (at, form) in space.forms().iter().enumerate() {
        lines.push(DetailLine::Encoding {
            form: form.name,
            text: space.print(arch, at),
        });
    }
    if !data.opened.bench.canonical[row] {
        lines.push(DetailLine::Figure {
            label: "computes".to_owned(),
            value: space.print(&space.canonical(arch), 0),
            note: "not canonical: some operations are cut off".to_owned(),
        });
    }
}

fn figure(column: &Column, row: usize, note: String) -> DetailLine {
    let unit = column.spec.unit.symbol();
    let note = match (unit, note.as_str()) {
        ("", _) => note,
        (unit, "") => unit.to_owned(),
        (unit, note) => format!("{unit}  {note}"),
    };
    DetailLine::Figure {
        label: column.spec.short.clone(),
        value: number(column.values.get(row), column.spec.format),
        note,
    }
}

fn prediction(table: &Table, row: usize, lines: &mut Vec<DetailLine>) {
    let value = |name: &str| table.find(name).map(|id| table.column(id).values.get(row));
    let trained_on = value("in_training") == Some(1.0);
    lines.push(DetailLine::Heading("prediction".to_owned()));
    for column in table.columns() {
        if column.spec.group != Group::Prediction || column.spec.name == "in_training" {
            continue;
        }
        let note = match column.spec.name.as_str() {
            "predicted" if trained_on => "out-of-bag: this row was trained on".to_owned(),
            _ => String::new(),
        };
        lines.push(figure(column, row, note));
    }
}

fn targets(model: &Model, row: usize, lines: &mut Vec<DetailLine>) {
    let Some(data) = &model.data else { return };
    let dataset = data.opened.bench.dataset(data.opened.dataset);
    lines.push(DetailLine::Heading(format!("targets on {}", dataset.name)));
    for target in &dataset.targets {
        let Some(id) = data.table.find(&target.name) else {
            continue;
        };
        let runs: Vec<String> = target
            .runs
            .iter()
            .map(|run| run.get(row))
            .filter(|value| !value.is_nan())
            .map(|value| number(value, target.format))
            .collect();
        let spread = target
            .std
            .as_ref()
            .map(|std| std.get(row))
            .filter(|std| !std.is_nan())
            .map(|std| format!("± {}  ", number(std, target.format)));
        let note = match (spread, runs.as_slice()) {
            (spread, [_, _, ..]) => {
                format!("{}seeds {}", spread.unwrap_or_default(), runs.join(" "))
            }
            _ => String::new(),
        };
        lines.push(figure(data.table.column(id), row, note));
    }
    if let Some(flops) = data.table.find("flops") {
        lines.push(figure(data.table.column(flops), row, String::new()));
    }
}

fn features(model: &Model, row: usize, lines: &mut Vec<DetailLine>) {
    let Some(table) = model.table() else { return };
    let query = model.detail_query.to_lowercase();
    for group in Group::ALL.into_iter().filter(|group| group.is_graf()) {
        let before = lines.len();
        for (at, column) in table.columns().iter().enumerate() {
            let spec = &column.spec;
            let matches = || spec.name.contains(&query) || spec.short.contains(&query);
            if spec.group == group && matches() {
                lines.push(DetailLine::Feature {
                    column: ColumnId(at),
                    label: spec.short.clone(),
                    value: number(column.values.get(row), spec.format),
                    used: model.used.contains(&ColumnId(at)),
                });
            }
        }
        if lines.len() > before {
            lines.insert(before, DetailLine::Heading(group.name().to_owned()));
        }
    }
}

/// Lines that fit.
pub fn detail_rows(_model: &Model, area: super::area::Area) -> usize {
    usize::from(area.height)
}
