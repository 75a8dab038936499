//! The filter of the table.

use std::sync::Arc;

use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::overlay::prompt::state::{Completing, Problem, Prompt, PromptSpec};
use crate::table::viewing;
use crate::update::requests;
use crate::widgets::text::grouped;
use grafscope_core::filter::{self, Program};

/// How many filters are remembered.
const HISTORY: usize = 200;

/// The rows that pass are counted while it is typed.
pub(crate) static FILTER: PromptSpec = PromptSpec {
    completing: Completing::Words(|model, text, cursor| {
        Some(filter::complete(text, cursor, model.table()?))
    }),
    initial: |model| model.view.filter.clone(),
    history: Some(|model| model.filter_history.clone()),
    edited,
    closed: |_| vec![Effect::Stop(JobKind::Preview)],
    example: Some("such as  abs(error) > 3 and op_count(none) >= 2"),
    count: Some(|model, prompt| Some(rows_of_all(model, prompt.matches?))),
    ..PromptSpec::line("filter", accept)
};

/// How many rows pass, of how many.
pub(crate) fn rows_of_all(model: &Model, passing: usize) -> String {
    let all = model.table().map_or(0, |table| table.rows());
    format!("{} of {} rows", grouped(passing), grouped(all))
}

fn edited(model: &mut Model, prompt: &mut Prompt) -> Vec<Effect> {
    let text = prompt.input.value();
    let Some(table) = model.table().filter(|_| !text.trim().is_empty()).cloned() else {
        return vec![Effect::Stop(JobKind::Preview)];
    };
    match Program::new(text, &table) {
        Ok(program) => {
            let filter = Arc::new(program);
            vec![requests::start(model, Job::Preview { table, filter })]
        }
        Err(error) => {
            prompt.problem = Some(error.into());
            vec![Effect::Stop(JobKind::Preview)]
        }
    }
}

fn accept(model: &mut Model, text: &str) -> Result<Vec<Effect>, Problem> {
    let mut effects = vec![Effect::Stop(JobKind::Preview)];
    match viewing::change(model, |view| text.clone_into(&mut view.filter)) {
        Ok(more) => effects.extend(more),
        Err(requests::ArrangeError::Filter(error)) => return Err(error.into()),
        Err(other) => return Err(other.to_string().into()),
    }
    if !text.is_empty() {
        model.filter_history.retain(|earlier| earlier != text);
        model.filter_history.push(text.to_owned());
        if model.filter_history.len() > HISTORY {
            model.filter_history.remove(0);
        }
    }
    Ok(effects)
}
