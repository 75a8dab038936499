//! Why the selected architecture is predicted what it is, in a few lines.

use crate::detail::state::DetailLine;
use crate::model::Model;
use grafscope_core::diagnosis::importance::By;
use grafscope_core::table::{Format, number};

/// Contributions shown.
const SHOWN: usize = 5;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Part {
    /// What it is, with the feature's value.
    pub label: String,
    /// How much it is; NaN while it is not known.
    pub value: f64,
    pub format: Option<Format>,
    /// How long its bar is, −1 to 1; `None` without one.
    pub share: Option<f64>,
}

/// Adds the lines, once the predictor has predicted; as many before as after they are known, so that
/// what stands below them stays where it is.
pub(crate) fn why(model: &Model, lines: &mut Vec<DetailLine>) {
    let (Some(trained_model), Some(table)) = (&model.training.trained_model, model.table()) else {
        return;
    };
    let shown = SHOWN.min(trained_model.design().bins().kept().len());
    let Some(attributed) = model.attributed() else {
        lines.push(DetailLine::heading("why", ""));
        let empty = (0..=shown).map(|_| DetailLine::Part(Part::default()));
        lines.extend(empty);
        return;
    };
    let predicted = table.find("predicted");
    let format = predicted.map(|id| table.column(id).spec.format);
    lines.push(DetailLine::heading("why", attributed.how.name()));
    lines.push(DetailLine::Part(Part {
        label: "base: mean over training rows".to_owned(),
        value: attributed.attribution.base,
        format,
        share: None,
    }));
    let largest = attributed.largest(By::Feature);
    let most = largest.first().map_or(0.0, |&(_, value)| value.abs());
    for &(at, value) in &largest[..shown.min(largest.len())] {
        let name = &attributed.grouping(By::Feature).names[at];
        let label = match attributed.columns[at] {
            Some(id) => {
                let column = table.column(id);
                let own = column.values.get(attributed.row as usize);
                format!("{name} = {}", number(own, column.spec.format))
            }
            None => name.clone(),
        };
        lines.push(DetailLine::Part(Part {
            label,
            value,
            format,
            share: Some(if most > 0.0 { value / most } else { 0.0 }),
        }));
    }
}
