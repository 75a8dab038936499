//! Feature importance.

use crate::diagnosis::importance::{By, Importances, Weight};
use crate::diagnosis::{HeldOutSet, ends};

use super::font::{shortened, widest};
use super::mark::{Anchor, Mark};
use super::palette::Colour;
use super::scale::Scale;
use super::sheet::{BODY, Region, Sheet, WIDER};
use super::size::PlotSize;
use super::words::{PlotOf, counted, unit_of};

/// Most entries that are drawn, and height of one.
const MOST: usize = 25;
const LINE: f64 = 19.0;

/// The features, families, operations or groups that count most: bars of their mean |SHAP value|, and
/// beside them their permutation importance.
#[derive(Debug, Clone)]
pub struct Weights {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) unit: String,
    pub(super) permutations: usize,
    /// The largest contribution first.
    pub(super) entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) contribution: f64,
    /// Mean and standard deviation of the loss of tau.
    pub(super) loss: Option<(f64, f64)>,
}

impl Weights {
    /// The importances of the predictor `of`, summed up by `by`, over rows of `held_out`.
    pub fn new(of: &PlotOf, held_out: &HeldOutSet, found: &Importances, by: By) -> Self {
        let names = &found.grouping(by).names;
        let weights = found.weights(by);
        let entry = |(name, weight): (&String, &Weight)| Entry {
            name: name.clone(),
            contribution: weight.contribution,
            loss: weight.loss.map(|loss| (loss.tau.mean, loss.tau.std)),
        };
        let mut entries: Vec<Entry> = names.iter().zip(weights).map(entry).collect();
        // What is not known yet comes last.
        let known = |entry: &Entry| -entry.contribution.max(f64::NEG_INFINITY);
        entries.sort_by(|a, b| known(a).total_cmp(&known(b)));
        let mut lines = of.lines(held_out);
        let mut over = format!(
            "SHAP values of {} held-out rows ({})",
            counted(found.explained.rows.len()),
            found.how.name(),
        );
        if entries.iter().any(|entry| entry.loss.is_some()) {
            over += &format!(
                "; features permuted among {} of them, {} times",
                counted(found.permuted_rows),
                found.options.permutations
            );
        }
        lines.push(over);
        Self {
            title: {
                let (by, target, place) = (by.name(), &of.key.target, of.place());
                format!("Importance by {by}, {target}: {place}")
            },
            lines,
            unit: unit_of(&held_out.table, &of.key.target),
            permutations: found.options.permutations,
            entries,
        }
    }

    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let all = self.entries.len();
        // The line that says how many are drawn takes room itself.
        let room = self.sheet(size, MOST).free.height() - BELOW;
        let fitting = ((room / LINE) as usize).clamp(1, MOST).min(all);
        let mut sheet = self.sheet(size, fitting);
        let entries = &self.entries[..fitting];
        let free = sheet.free;
        let widest = widest(entries.iter().map(|entry| &entry.name), BODY) * WIDER;
        let names = widest.min(free.width() * 0.42);
        let left = free.left + names + 8.0;
        let has_loss = entries.iter().any(|entry| entry.loss.is_some());
        let wide = if has_loss {
            (free.right - left - 24.0) / 2.0
        } else {
            free.right - left - 8.0
        };
        let panel = |left: f64| Region {
            left,
            top: free.top,
            right: left + wide - 8.0,
            bottom: free.bottom - BELOW,
        };
        let line = |at: usize| {
            let region = panel(left);
            region.top + (at as f64 + 0.5) * region.height() / fitting.max(1) as f64
        };
        for (at, entry) in entries.iter().enumerate() {
            let name = shortened(&entry.name, BODY, names / WIDER);
            let y = line(at) + BODY * 0.36;
            sheet.write((free.left, y), name, BODY, Anchor::Start);
        }
        self.bars(&mut sheet, entries, panel(left), line);
        if has_loss {
            self.losses(&mut sheet, entries, panel(left + wide + 16.0), line);
        }
        sheet.marks
    }

    fn sheet(&self, size: PlotSize, shown: usize) -> Sheet {
        let mut lines = self.lines.clone();
        if shown < self.entries.len() {
            let all = counted(self.entries.len());
            lines.push(format!("the {shown} that count most, of {all}"));
        }
        Sheet::new(size, &self.title, &lines)
    }

    pub(super) fn usual_height(&self, width: u32) -> u32 {
        let high = PlotSize {
            width,
            height: PlotSize::USUAL.height * 10,
        };
        let free = self.sheet(high, MOST).free.height();
        let lines = self.entries.len().min(MOST) as f64 * LINE;
        (f64::from(high.height) - free + BELOW + lines).ceil() as u32
    }

    fn bars(
        &self,
        sheet: &mut Sheet,
        entries: &[Entry],
        region: Region,
        line: impl Fn(usize) -> f64,
    ) {
        let most = entries.iter().map(|entry| entry.contribution);
        let scale = Scale::from_zero(most.fold(0.0, f64::max), ticks(region));
        sheet.ticks_across(&scale, region, true);
        let half = (region.height() / entries.len().max(1) as f64 * 0.35).min(9.0);
        for (at, entry) in entries.iter().enumerate() {
            if entry.contribution.is_nan() {
                continue;
            }
            let wide = scale.share(entry.contribution) * region.width();
            let right = region.left + wide.max(0.5);
            let (from, to) = ((region.left, line(at) - half), (right, line(at) + half));
            sheet.draw(Mark::Bar(from, to, Colour::Blue));
        }
        let left = region.left;
        sheet.line((left, region.top), (left, region.bottom), 1.0, Colour::Axis);
        title(sheet, region, &format!("mean |SHAP value|{}", self.unit));
    }

    fn losses(
        &self,
        sheet: &mut Sheet,
        entries: &[Entry],
        region: Region,
        line: impl Fn(usize) -> f64,
    ) {
        let losses = entries.iter().filter_map(|entry| entry.loss);
        let reached = losses.flat_map(|(mean, deviation)| {
            let off = if deviation.is_nan() { 0.0 } else { deviation };
            [mean - off, mean + off]
        });
        let (low, high) = ends(reached.chain([0.0]));
        let scale = Scale::around(low, high, ticks(region));
        sheet.ticks_across(&scale, region, true);
        let x = |loss: f64| region.left + scale.share(loss) * region.width();
        sheet.line(
            (x(0.0), region.top),
            (x(0.0), region.bottom),
            1.0,
            Colour::Axis,
        );
        for (at, entry) in entries.iter().enumerate() {
            let y = line(at);
            sheet.line((region.left, y), (region.right, y), 1.0, Colour::Grid);
            let Some((mean, deviation)) = entry.loss.filter(|loss| loss.0.is_finite()) else {
                continue;
            };
            if deviation > 0.0 {
                sheet.whisker(x(mean - deviation), x(mean + deviation), y);
            }
            sheet.draw(Mark::Disc((x(mean), y), 4.0, Colour::Vermillion));
        }
        let text = format!("permutation importance (Δτ), ± sd of {}", self.permutations);
        title(sheet, region, &text);
    }
}

/// Room below a panel for labels and its title.
const BELOW: f64 = 44.0;

fn ticks(region: Region) -> usize {
    (region.width() / 65.0).max(2.0) as usize
}

fn title(sheet: &mut Sheet, region: Region, text: &str) {
    let text = shortened(text, BODY, region.width() / WIDER);
    let middle = f64::midpoint(region.left, region.right);
    let at = (middle, region.bottom + BELOW - 8.0);
    sheet.write(at, text, BODY, Anchor::Middle);
}
