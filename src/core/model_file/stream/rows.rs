//! How predictions are written: one line an architecture.

use std::io::{self, Write};

use crate::model_file::SavedPredictor;
use crate::predict::{Conformal, Estimate};

/// How predictions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowFormat {
    /// A header, then a line of values for each.
    #[default]
    Csv,
    /// An object for each, on a line of its own.
    JsonLines,
}

#[derive(Debug)]
pub(super) struct Rows<'p> {
    format: RowFormat,
    conformal: &'p Conformal,
    /// How far intervals reach; `None` without intervals.
    reach: Option<f64>,
    has_uncertainty: bool,
}

impl<'p> Rows<'p> {
    /// With intervals of coverage `level`, where there are enough training rows for that.
    pub(super) fn of(predictor: &'p SavedPredictor, level: f64, format: RowFormat) -> Self {
        let conformal = predictor.conformal();
        Self {
            format,
            conformal,
            reach: conformal.reach(level),
            has_uncertainty: predictor.card().has_uncertainty,
        }
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        let intervals = ["lower", "upper"];
        let intervals = intervals.into_iter().filter(|_| self.reach.is_some());
        let uncertainty = Some("uncertainty").filter(|_| self.has_uncertainty);
        std::iter::once("predicted")
            .chain(intervals)
            .chain(uncertainty)
    }

    /// The values of an estimate, in the order of [`Self::names`].
    fn values(&self, estimate: Estimate) -> impl Iterator<Item = f64> {
        let Estimate { mean, uncertainty } = estimate;
        let ends = self.reach.map(|reach| {
            let half = self.conformal.half_width(reach, uncertainty);
            [mean - half, mean + half]
        });
        std::iter::once(mean)
            .chain(ends.into_iter().flatten())
            .chain(Some(uncertainty).filter(|_| self.has_uncertainty))
    }

    pub(super) fn write_header(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.format == RowFormat::JsonLines {
            return Ok(());
        }
        let names: Vec<_> = self.names().collect();
        writeln!(out, "arch,{}", names.join(","))
    }

    /// The line of an architecture; a missing value is empty, or `null`.
    pub(super) fn row(&self, text: &str, estimate: Estimate) -> Box<[u8]> {
        let mut row = Vec::with_capacity(text.len() + 80);
        // Writing to memory does not fail.
        let _ = match self.format {
            RowFormat::Csv => self.csv(&mut row, text, estimate),
            RowFormat::JsonLines => self.json(&mut row, text, estimate),
        };
        row.into()
    }

    fn csv(&self, row: &mut Vec<u8>, text: &str, estimate: Estimate) -> io::Result<()> {
        if text.contains([',', '"', ' ']) {
            write!(row, "\"{}\"", text.replace('"', "\"\""))?;
        } else {
            row.extend(text.as_bytes());
        }
        for value in self.values(estimate) {
            row.push(b',');
            if !value.is_nan() {
                write!(row, "{value}")?;
            }
        }
        row.push(b'\n');
        Ok(())
    }

    fn json(&self, row: &mut Vec<u8>, text: &str, estimate: Estimate) -> io::Result<()> {
        row.extend(b"{\"arch\":");
        serde_json::to_writer(&mut *row, text)?;
        for (name, value) in self.names().zip(self.values(estimate)) {
            write!(row, ",\"{name}\":")?;
            serde_json::to_writer(&mut *row, &value)?;
        }
        row.extend(b"}\n");
        Ok(())
    }
}
