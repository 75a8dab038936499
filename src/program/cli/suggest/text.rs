//! Suggestions as a table.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::cli::output::width;
use crate::cli::suggest::Suggested;
use grafscope_core::experiment::Suggestion;
use grafscope_core::export::write_columns;
use grafscope_core::predict::Intervals;
use grafscope_core::space::COMPACT;
use grafscope_core::table::{Format, number};

/// Significant digits of acquisition values, which have no unit.
const DIGITS: usize = 3;

pub(super) fn write(out: &mut dyn Write, suggested: &Suggested) -> io::Result<()> {
    heading(out, suggested)?;
    let batch = &suggested.suggestions.batch;
    let most = batch.iter().map(|of| of.nearest.len()).max().unwrap_or(0);
    // As many of the nearest as there is room for.
    for nearest in (0..=most).rev() {
        let table = table(suggested, nearest)?;
        if nearest == 0 || table.lines().all(|line| line.width() <= width()) {
            out.write_all(table.as_bytes())?;
            break;
        }
    }
    notes(out, suggested)
}

fn heading(out: &mut dyn Write, suggested: &Suggested) -> io::Result<()> {
    let Suggested {
        bench,
        placed,
        target,
        options,
        ..
    } = suggested;
    let mut parts = vec![bench.name.clone()];
    if let Some(target) = target {
        parts.push(format!("{}{}", target.name, target.unit.bracketed()));
    }
    parts.push(format!(
        "{} measured, {} pending, {} candidates",
        placed.measured.len(),
        placed.pending.len(),
        suggested.candidates
    ));
    if let Some(model) = suggested.model() {
        parts.push(suggested.features.clone());
        parts.push(model.to_string());
        parts.push(options.acquisition.name.to_owned());
    }
    parts.push(format!("seed {}", options.seed));
    writeln!(out, "{}", parts.join("; "))?;
    match &suggested.suggestions.spread_out {
        Some(reason) => writeln!(out, "{reason}\n"),
        None => writeln!(out),
    }
}

fn table(suggested: &Suggested, nearest: usize) -> io::Result<String> {
    let has_model = suggested.suggestions.spread_out.is_none();
    let interval = format!("{} % interval", Intervals::percent(suggested.options.level));
    let mut lines = vec![vec!["architecture".to_owned()]];
    if has_model {
        let headers = ["predicted", &interval, suggested.options.acquisition.name];
        lines[0].extend(headers.map(str::to_owned));
    }
    if nearest > 0 {
        lines[0].push("nearest measured".to_owned());
    }
    for of in &suggested.suggestions.batch {
        let mut line = vec![suggested.shown(of.row)];
        if has_model {
            line.extend(suggested.forecast(of));
        }
        if nearest > 0 {
            line.push(suggested.nearest(of, nearest));
        }
        lines.push(line);
    }
    let mut text = Vec::new();
    write_columns(&mut text, &lines)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn notes(out: &mut dyn Write, suggested: &Suggested) -> io::Result<()> {
    let Suggested {
        options,
        placed,
        suggestions,
        ..
    } = suggested;
    if suggestions.batch.len() < options.count {
        writeln!(out, "\nno other candidates are left")?;
    }
    let mut batch = suggestions.batch.iter();
    if suggestions.spread_out.is_none() && batch.any(|of| of.forecast.lower.is_nan()) {
        let (level, least) = (
            Intervals::percent(options.level),
            Intervals::least_rows(options.level),
        );
        let measured = placed.measured.len();
        writeln!(
            out,
            "\nno intervals: {level} % takes {least} measured architectures, there are {measured}"
        )?;
    }
    let mut rows = suggestions.batch.iter().map(|of| of.row);
    if rows.any(|row| suggested.shown(row) != suggested.encoding(row)) {
        writeln!(out, "\n--format lines writes the encodings in full")?;
    }
    Ok(())
}

impl Suggested {
    /// The preferred form, where it is short.
    fn shown(&self, row: u32) -> String {
        let encoding = self.encoding(row);
        if encoding.len() <= COMPACT {
            return encoding;
        }
        let space = self.bench.space;
        space.print(self.arch(row), space.compact())
    }

    fn forecast(&self, of: &Suggestion) -> [String; 3] {
        let forecast = &of.forecast;
        let interval = if forecast.lower.is_nan() {
            "–".to_owned()
        } else {
            let ends = [forecast.lower, forecast.upper];
            ends.map(|end| self.number(end)).join(" to ")
        };
        let value = forecast.acquisition;
        let acquisition = if value.abs() < 1e-3 && value != 0.0 {
            format!("{value:.0$e}", DIGITS - 1)
        } else {
            format!("{value:.DIGITS$}")
        };
        [self.number(forecast.predicted), interval, acquisition]
    }

    fn nearest(&self, of: &Suggestion, count: usize) -> String {
        let nearest = of.nearest.iter().take(count);
        let nearest = nearest.map(|&(row, _)| {
            let value = self.number(self.value(row));
            format!("{value} {}", self.shown(row))
        });
        nearest.collect::<Vec<_>>().join(", ")
    }

    fn number(&self, value: f64) -> String {
        let format = self.target.as_ref().map(|target| target.format);
        number(value, format.unwrap_or(Format::Compact))
    }
}
