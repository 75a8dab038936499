//! Prompts for the name of a file.

use crate::compare::update as comparing;
use crate::export::{drawing, predictor, rows};
use crate::importances::update as importances;
use crate::model::Model;
use crate::open::joining;
use crate::overlay::prompt::state::PromptSpec;
use crate::predictor::sampling;
use crate::session::restoring;
use crate::side_by_side::update as side_by_side;

/// A file whose columns are joined to the rows.
pub(crate) static JOIN: PromptSpec = PromptSpec::file(
    "join file",
    |_| String::new(),
    |model, text| Ok(joining::join(model, text)?),
);

/// A column that says train or test, or a file of training samples.
pub(crate) static SPLIT: PromptSpec = PromptSpec::file(
    "own split: column or file",
    sampling::text,
    |model, text| Ok(sampling::set(model, text)),
);

/// A file for the shown rows, or for the plot.
pub(crate) static ROWS: PromptSpec = PromptSpec::file(
    "write shown rows to",
    |model| named_after(model, ".csv"),
    |model, text| Ok(rows::export(model, text)?),
);

/// A file for the predictor.
pub(crate) static PREDICTOR: PromptSpec = PromptSpec::file(
    "write predictor to",
    |model| named_after(model, ".gsp"),
    |model, text| Ok(predictor::export(model, text)?),
);

/// A file for the comparison.
pub(crate) static COMPARISON: PromptSpec = PromptSpec::file(
    "write comparison to",
    comparing::file_name,
    |model, text| Ok(comparing::export(model, text)),
);

/// A file for the importances.
pub(crate) static IMPORTANCES: PromptSpec = PromptSpec::file(
    "write importances to",
    |model| named_after(model, "-importances.csv"),
    |model, text| Ok(importances::export(model, text)),
);

/// A file for the marked architectures side by side.
pub(crate) static SIDE_BY_SIDE: PromptSpec = PromptSpec::file(
    "write comparison of architectures to",
    |model| named_after(model, "-side-by-side.csv"),
    |model, text| Ok(side_by_side::export(model, text)),
);

/// A file for the session.
pub(crate) static SESSION: PromptSpec = PromptSpec::file(
    "save the session to",
    |model| {
        let name = model.data.as_ref().map(|data| &data.opened.bench.name);
        name.map_or_else(String::new, |name| format!("{name}.session.toml"))
    },
    |model, text| Ok(restoring::save(model, text)),
);

/// A file for the plot, or for the open view of errors.
pub(crate) static PICTURE: PromptSpec = PromptSpec::file(
    "draw picture to",
    |model| named_after(model, &format!("-{}.svg", drawing::subject(model))),
    |model, text| Ok(drawing::draw(model, text)?),
);

/// The name of the benchmark and of its data set with `ending` behind them.
fn named_after(model: &Model, ending: &str) -> String {
    model.data.as_ref().map_or_else(String::new, |data| {
        let (bench, dataset) = (&data.opened.bench.name, &data.opened.shown_dataset().name);
        format!("{bench}-{dataset}{ending}")
    })
}
