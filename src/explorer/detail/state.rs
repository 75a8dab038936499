//! What the detail pane says of the selected architecture, line by line.

use crate::detail::why::Part;
use crate::model::Model;
use crate::open::data::Data;
use grafscope_core::column::{Builtin, Filled, Format, Group, number};
use grafscope_core::predict::Intervals;
use grafscope_core::table::ColumnId;

/// A line of the detail pane.
#[derive(Debug, Clone, PartialEq)]
pub enum DetailLine {
    /// Heading of a group.
    Heading {
        /// What the group is.
        text: String,
        /// Behind it: how many of its features the predictor uses.
        note: String,
    },
    /// The encoding in one form.
    Encoding {
        /// Name of the form.
        form: &'static str,
        /// The encoding.
        text: String,
        /// Behind it: a remark.
        note: &'static str,
    },
    /// A figure with its unit and a remark.
    Figure {
        /// What it is.
        label: String,
        /// The number.
        value: String,
        /// Its unit, with its prefix; may be empty.
        unit: String,
        /// Its standard deviation over seeds; may be empty.
        spread: String,
        /// Behind it: single seeds, a warning.
        note: String,
    },
    /// The base of the prediction, or what a feature adds to it.
    Part(Part),
    /// A feature of the family in the heading above.
    Feature(Feature),
}

impl DetailLine {
    pub(crate) fn heading(text: impl Into<String>, note: impl Into<String>) -> Self {
        Self::Heading {
            text: text.into(),
            note: note.into(),
        }
    }
}

/// A feature of the selected architecture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// Its column.
    pub column: ColumnId,
    /// Its operations, as short as they can be written.
    pub label: String,
    /// Its value.
    pub value: String,
    /// What the predictor makes of it.
    pub used: Use,
}

/// Whether the predictor shown was trained on a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// There is no predictor, or it uses all features of the family.
    Plain,
    /// It does, but not on all of the family.
    Picked,
    /// It was not.
    Unused,
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
        prediction(model, data, row, &mut lines);
        further(model, data, row, &mut lines);
        crate::detail::why::why(model, &mut lines);
        targets(model, row, &mut lines);
    }
    features(model, row, &mut lines);
    lines
}

fn encodings(model: &Model, row: usize, lines: &mut Vec<DetailLine>) {
    let Some(data) = &model.data else { return };
    let space = data.opened.bench.space;
    let arch = &data.opened.bench.archs[row];
    let mut add = |form, text, note| lines.push(DetailLine::Encoding { form, text, note });
    for (at, form) in space.forms().iter().enumerate() {
        add(form.name, space.print(arch, at), "");
    }
    if !data.opened.bench.canonical[row] {
        let canonical = space.print(&space.canonical(arch), 0);
        add("computes", canonical, "not canonical");
    }
    if let Some(note) = model.notes.of(row as u32) {
        add("note", note.to_owned(), "");
    }
}

fn figure(data: &Data, id: ColumnId, row: usize, spread: String, note: String) -> DetailLine {
    let column = data.table.column(id);
    let text = number(data.value(id, row as u32), column.spec.format);
    let unit = column.spec.unit.symbol();
    // A prefix goes with its unit: 13.3 ms, not 13.3m s.
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (value, unit) = match column.spec.format {
        Format::Si if !unit.is_empty() => (digits, format!("{}{unit}", &text[digits.len()..])),
        _ => (text.as_str(), unit.to_owned()),
    };
    DetailLine::Figure {
        label: column.spec.short.clone(),
        value: value.to_owned(),
        unit,
        spread,
        note,
    }
}

fn prediction(model: &Model, data: &Data, row: usize, lines: &mut Vec<DetailLine>) {
    let table = &data.table;
    let in_training = table.builtin(Builtin::InTraining);
    let trained_on = in_training.is_some_and(|id| data.value(id, row as u32) > 0.0);
    lines.push(DetailLine::heading(
        "prediction",
        not_scored(model, data, row),
    ));
    for (at, column) in table.columns().iter().enumerate() {
        let Some(builtin) = column.spec.builtin() else {
            continue;
        };
        let shown = match builtin.spec().filled {
            // The interval has a line of its own.
            Filled::ByIntervals => false,
            Filled::ByComparison | Filled::BySuggestion | Filled::ByBounds => {
                !column.values.get(row).is_nan()
            }
            // The error itself says as much as its size.
            _ => ![Builtin::InTraining, Builtin::Scored, Builtin::AbsError].contains(&builtin),
        };
        if builtin.spec().group != Group::Prediction || !shown {
            continue;
        }
        let note = match builtin {
            Builtin::Predicted if trained_on => "out-of-bag: this row was trained on".to_owned(),
            _ => String::new(),
        };
        lines.push(figure(data, ColumnId(at), row, String::new(), note));
    }
    lines.extend(interval(model, data, row));
}

/// The true and the predicted value of each further target, the error, and the interval.
fn further(model: &Model, data: &Data, row: usize, lines: &mut Vec<DetailLine>) {
    let table = &data.table;
    for predictor in &model.training.further {
        let target = &predictor.target;
        let note = if predictor.trained_model.is_scored(row as u32) {
            ""
        } else {
            "not scored"
        };
        lines.push(DetailLine::heading(format!("prediction of {target}"), note));
        let ids = [Builtin::Predicted, Builtin::Error, Builtin::Uncertainty];
        let ids = ids.map(|of| (of.spec().header, table.find(&of.of_target(target))));
        let truth = (Builtin::True.spec().header, table.find(target));
        for (label, id) in [truth].into_iter().chain(ids) {
            let Some(id) = id else { continue };
            let line = figure(data, id, row, String::new(), String::new());
            lines.push(relabelled(line, label));
        }
        let ends = [Builtin::Lower, Builtin::Upper].map(|of| {
            let column = table.column(table.find(&of.of_target(target))?);
            Some((number(column.values.get(row), column.spec.format), column))
        });
        let [Some((lower, column)), Some((upper, _))] = ends else {
            continue;
        };
        if !lower.is_empty() {
            let unit = column.spec.unit.symbol();
            lines.push(interval_line(
                [lower, upper],
                unit,
                &predictor.intervals,
                "",
            ));
        }
    }
}

fn relabelled(line: DetailLine, text: &str) -> DetailLine {
    match line {
        DetailLine::Figure {
            value,
            unit,
            spread,
            note,
            ..
        } => DetailLine::Figure {
            label: text.to_owned(),
            value,
            unit,
            spread,
            note,
        },
        other => other,
    }
}

/// Why no score counts the row; empty when one does, and before there is a predictor.
fn not_scored(model: &Model, data: &Data, row: usize) -> &'static str {
    let value = |column| {
        data.table
            .builtin(column)
            .map(|id| data.value(id, row as u32))
    };
    let is = |column| value(column).is_some_and(|value| value > 0.0);
    match value(Builtin::True) {
        _ if model.training.current.is_none() || is(Builtin::Scored) => "",
        _ if is(Builtin::InTraining) => "not scored: trained on",
        Some(truth) if truth.is_nan() => "not scored: no true value",
        _ if !is(Builtin::Canonical) => "not scored: not canonical",
        _ => "not scored",
    }
}

/// The prediction interval, when it is of the predictor whose prediction is shown.
fn interval(model: &Model, data: &Data, row: usize) -> Option<DetailLine> {
    let intervals = model.training.intervals.as_ref()?;
    let table = &data.table;
    if data.is_newer(table.builtin(Builtin::Predicted)?, row as u32) {
        return None;
    }
    let of = |column| Some(table.column(table.builtin(column)?));
    let (lower, upper) = (of(Builtin::Lower)?, of(Builtin::Upper)?);
    let ends = [lower, upper].map(|end| number(end.values.get(row), end.spec.format));
    if ends[0].is_empty() {
        return None;
    }
    let outside = of(Builtin::Outside)?.values.get(row) > 0.0;
    let outside = if outside { "true outside; " } else { "" };
    let unit = lower.spec.unit.symbol();
    Some(interval_line(ends, unit, intervals, outside))
}

/// An interval from one of `ends` to the other, and how many held-out rows such ones hold.
fn interval_line(
    [lower, upper]: [String; 2],
    unit: &str,
    intervals: &Intervals,
    remark: &str,
) -> DetailLine {
    let held = match intervals.rows {
        0 => "no row is held out".to_owned(),
        _ => format!(
            "holds {:.1} % of held-out rows",
            100.0 * intervals.coverage()
        ),
    };
    DetailLine::Figure {
        label: "interval".to_owned(),
        value: format!("{lower} to {upper}"),
        unit: unit.to_owned(),
        spread: String::new(),
        note: format!("{remark}{} %: {held}", Intervals::percent(intervals.level),),
    }
}

fn targets(model: &Model, row: usize, lines: &mut Vec<DetailLine>) {
    let Some(data) = &model.data else { return };
    let dataset = data.opened.shown_dataset();
    let title = format!("targets on {}", dataset.name);
    lines.push(DetailLine::heading(title, ""));
    for target in &dataset.targets {
        let Some(id) = data.table.find(&target.name) else {
            continue;
        };
        let runs = target.runs.iter().map(|run| run.get(row));
        let runs = runs.filter(|value| !value.is_nan());
        let runs: Vec<_> = runs.map(|value| number(value, target.format)).collect();
        let spread = target.std.as_ref().map(|std| std.get(row));
        let spread = spread.map_or_else(String::new, |std| number(std, target.format));
        let note = match runs.as_slice() {
            [_, _, ..] => format!("seeds {}", runs.join(" ")),
            _ => String::new(),
        };
        lines.push(figure(data, id, row, spread, note));
    }
    if let Some(flops) = data.table.builtin(Builtin::Flops) {
        lines.push(figure(data, flops, row, String::new(), String::new()));
    }
}

/// The features by the part of their names that stands before the operations.
fn features(model: &Model, row: usize, lines: &mut Vec<DetailLine>) {
    let Some(table) = model.table() else { return };
    let query = model.detail_query.to_lowercase();
    let mut families: Vec<(&str, Vec<ColumnId>)> = Vec::new();
    for (at, column) in table.columns().iter().enumerate() {
        let spec = &column.spec;
        let wanted = spec.name.contains(&query) || spec.short.contains(&query);
        if !spec.group.is_graf() || !wanted {
            continue;
        }
        let family = spec.name.split('(').next().unwrap_or_default();
        match families.iter_mut().find(|(name, _)| *name == family) {
            Some((_, members)) => members.push(ColumnId(at)),
            None => families.push((family, vec![ColumnId(at)])),
        }
    }
    for (family, members) in families {
        let used = members.iter().filter(|id| model.used.contains(id)).count();
        let all = members.len();
        let note = match used {
            _ if model.used.is_empty() => String::new(),
            0 => "not used".to_owned(),
            used if used == all => "used".to_owned(),
            used => format!("{used} of {all} used"),
        };
        lines.push(DetailLine::heading(family, note));
        lines.extend(members.into_iter().map(|id| {
            let column = table.column(id);
            let used = match model.used.contains(&id) {
                _ if model.used.is_empty() || used == all => Use::Plain,
                true => Use::Picked,
                false => Use::Unused,
            };
            DetailLine::Feature(Feature {
                column: id,
                label: operations(&column.spec.short).to_owned(),
                value: number(column.values.get(row), column.spec.format),
                used,
            })
        }));
    }
}

fn operations(name: &str) -> &str {
    let rest = name.split_once('(').map_or("", |(_, rest)| rest);
    rest.strip_suffix(')').unwrap_or(name)
}
