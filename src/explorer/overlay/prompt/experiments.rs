//! Prompts about experiments and importances.

use crate::compare::update as comparing;
use crate::importances::update as importances;
use crate::overlay::prompt::state::PromptSpec;
use crate::overlay::prompt::update::whole_number;
use crate::search::update as searching;
use crate::selection::update as selecting;

/// Training sizes of a comparison.
pub(crate) static TRAIN_SIZES: PromptSpec =
    PromptSpec::text("training sizes", comparing::sizes_text, |model, text| {
        Ok(comparing::set_sizes(model, text)?)
    });

/// How much worse a selected set may be.
pub(crate) static TOLERANCE: PromptSpec =
    PromptSpec::text("tolerance", selecting::tolerance_text, |model, text| {
        Ok(selecting::set_tolerance(model, text)?)
    });

/// Start, batch, number of queries, acquisition function and model of a search.
pub(crate) static SEARCH_PLAN: PromptSpec = PromptSpec::text(
    "start batch queries acquisition model",
    searching::plan_text,
    |model, text| Ok(searching::set_plan(model, text)?),
);

/// How many rows importances are computed from.
pub(crate) static EXPLAINED_ROWS: PromptSpec =
    PromptSpec::text("rows to explain", importances::rows_text, |model, text| {
        let rows = whole_number(text, 1, "a number of rows")?;
        model.inspection.importances.rows = Some(rows as usize);
        Ok(Vec::new())
    });
