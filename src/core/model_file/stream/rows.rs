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

/// What is written of a prediction.
#[derive(Debug)]
pub(super) struct Rows<'p> {
    format: RowFormat,
    conformal: &'p Conformal,
    /// How far intervals reach, where there are any.
    reach: Option<f64>,
    has_uncertainty: bool,
}

impl<'p> Rows<'p> {
    /// Rows of what `predictor` says, with intervals that are to hold a share of `level`, where it has
    /// enough training rows to say how wide these are.
    pub(super) fn of(predictor: &'p SavedPredictor, level: f64, format: RowFormat) -> Self {
        let conformal = predictor.conformal();
        Self {
            format,
            conformal,
            reach: conformal.reach(level),
            has_uncertainty: predictor.card().has_uncertainty,
        }
    }

    /// Names of the values.
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
        let half = self
            .reach
            .map(|reach| self.conformal.half_width(reach, uncertainty));
        let ends = half.map(|half| [mean - half, mean + half]);
        std::iter::once(mean)
            .chain(ends.into_iter().flatten())
            .chain(Some(uncertainty).filter(|_| self.has_uncertainty))
    }

    /// Writes the header, in formats that have one.
    pub(super) fn write_header(&self, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            RowFormat::Csv => {
                let names: Vec<_> = self.names().collect();
                writeln!(out, "arch,{}", names.join(","))
            }
            RowFormat::JsonLines => Ok(()),
        }
    }

    /// The line of an architecture; a value that is missing is nothing, or `null`.
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
