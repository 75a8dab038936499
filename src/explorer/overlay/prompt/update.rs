//! What commands mean in a prompt: taking what is typed, and going back to earlier texts.

use tui_input::Input;

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::prompt::completing::complete;
use crate::overlay::prompt::state::{Completing, Problem, Prompt, PromptSpec};
use crate::overlay::{CLOSE, Overlay};
use crate::table::moving;

/// In any prompt.
pub(crate) const ACTIONS: &[Action] = &[
    Action::always(Command::Accept, accept),
    CLOSE,
    Action {
        command: Command::Complete,
        available: |model| {
            is_open(model, |of| {
                !matches!(of.spec.completing, Completing::Nothing)
            })
        },
        run: complete,
    },
    Action {
        command: Command::Previous,
        available: |model| is_open(model, |of| of.spec.history.is_some()),
        run: recall,
    },
    Action {
        command: Command::Next,
        available: |model| is_open(model, |of| of.back > 0),
        run: recall,
    },
    Action {
        command: Command::CompleteBack,
        available: |model| is_open(model, |of| of.offers.is_some()),
        run: complete,
    },
];

fn is_open(model: &Model, such: fn(&Prompt) -> bool) -> bool {
    model.prompt().is_some_and(such)
}

pub(crate) fn open(model: &mut Model, spec: &'static PromptSpec) -> Vec<Effect> {
    let mut prompt = Prompt::new(spec, (spec.initial)(model));
    let effects = edited(&mut prompt, model);
    model.overlay = Some(Overlay::Prompt(prompt));
    effects
}

pub(crate) fn edited(prompt: &mut Prompt, model: &mut Model) -> Vec<Effect> {
    prompt.matches = None;
    prompt.problem = None;
    prompt.offers = None;
    (prompt.spec.edited)(model, prompt)
}

/// Does `change` with the prompt, if one is open, while it is not in the model.
pub(crate) fn with_prompt(
    model: &mut Model,
    change: impl FnOnce(&mut Prompt, &mut Model) -> Vec<Effect>,
) -> Vec<Effect> {
    match model.overlay.take() {
        Some(Overlay::Prompt(mut prompt)) => {
            let effects = change(&mut prompt, model);
            model.overlay = Some(Overlay::Prompt(prompt));
            effects
        }
        other => {
            model.overlay = other;
            Vec::new()
        }
    }
}

/// Puts an earlier text into the prompt, or a later one; the one being typed is kept at step 0.
fn recall(model: &mut Model, given: Invocation) -> Vec<Effect> {
    with_prompt(model, |prompt, model| {
        let history = prompt.spec.history.map(|history| history(model));
        let Some(history) = history.filter(|history| !history.is_empty()) else {
            return Vec::new();
        };
        if prompt.back == 0 {
            prompt.typed = prompt.input.value().to_owned();
        }
        prompt.back = match given.command {
            // The filter in force stands there already.
            Command::Previous if prompt.back == 0 && history.last() == Some(&prompt.typed) => {
                2.min(history.len())
            }
            Command::Previous => (prompt.back + 1).min(history.len()),
            _ => prompt.back.saturating_sub(1),
        };
        let text = match prompt.back {
            0 => prompt.typed.clone(),
            back => history[history.len() - back].clone(),
        };
        prompt.input = Input::new(text);
        edited(prompt, model)
    })
}

/// Takes what is typed; one that cannot be taken stays, with what is wrong.
fn accept(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let Some(prompt) = model.prompt() else {
        return Vec::new();
    };
    let text = prompt.input.value().trim().to_owned();
    match (prompt.spec.accept)(model, &text) {
        Ok(effects) => {
            model.overlay = None;
            moving::keep_in_sight(model);
            effects
        }
        Err(problem) => with_prompt(model, |prompt, _| {
            prompt.problem = Some(problem);
            Vec::new()
        }),
    }
}

/// Reads a whole number from `least` on; `what` names it in the message.
pub(crate) fn whole_number(text: &str, least: u64, what: &str) -> Result<u64, Problem> {
    let read = text.parse().ok().filter(|&number| number >= least);
    read.ok_or_else(|| format!("{what} is a whole number from {least} on").into())
}
