//! What commands mean in each overlay, and where its keys are looked up.

use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::command::keymap::Context;
use crate::compare::adding;
use crate::effect::{Effect, JobKind};
use crate::errors::columns;
use crate::errors::versus::choosing;
use crate::model::Model;
use crate::overlay::features::update as feature_panel;
use crate::overlay::help::update as help;
use crate::overlay::list::update as lists;
use crate::overlay::params::update as modelling;
use crate::overlay::prompt::{completing, update as prompting};
use crate::overlay::{Overlay, PromptKind};

/// Where the keys of `overlay` are looked up.
pub(crate) fn contexts(overlay: &Overlay) -> &'static [Context] {
    match overlay {
        Overlay::Prompt(_) => &[Context::Prompt],
        Overlay::Palette(_)
        | Overlay::Targets(_)
        | Overlay::Method(_)
        | Overlay::Axis(_)
        | Overlay::Pair(_) => &[Context::List],
        Overlay::Models(_) => &[Context::Models],
        Overlay::Params(_) => &[Context::Params],
        Overlay::Columns(_) | Overlay::Roles(_) => &[Context::Columns],
        Overlay::Features(panel) if panel.typing => &[Context::List],
        Overlay::Features(_) => &[Context::Features],
        Overlay::Help(_) => &[Context::Help],
    }
}

/// What commands mean in `overlay`.
pub(crate) fn actions(overlay: &Overlay) -> Vec<&'static [Action]> {
    vec![match overlay {
        Overlay::Prompt(_) => PROMPT,
        Overlay::Palette(_) | Overlay::Targets(_) => LIST,
        Overlay::Method(_) => METHODS,
        Overlay::Axis(_) => AXIS,
        Overlay::Pair(_) => PAIR,
        Overlay::Models(_) => MODELS,
        Overlay::Params(panel) if panel.entry.is_some() => TYPED_PARAMETER,
        Overlay::Params(_) => PARAMETERS,
        Overlay::Columns(_) | Overlay::Roles(_) => TICKED,
        Overlay::Features(panel) if panel.typing => NARROWING,
        Overlay::Features(_) => FEATURES,
        Overlay::Help(_) => help::ACTIONS,
    }]
}

/// Closes the overlay without a change.
pub(crate) const CLOSE: Action = Action::always(C::Close, close);

const PROMPT: &[Action] = &[
    Action::always(C::Accept, prompt),
    CLOSE,
    Action::when(C::Complete, completes, prompt),
    Action::when(C::Previous, recalls, prompt),
    Action::when(
        C::Next,
        |model| model.prompt().is_some_and(|of| of.back > 0),
        prompt,
    ),
    Action::when(
        C::CompleteBack,
        |model| model.prompt().is_some_and(|of| of.offer.is_some()),
        prompt,
    ),
];

const LIST: &[Action] = &Action::each(IN_LISTS, list);
const METHODS: &[Action] = &Action::each(IN_LISTS, |model, given| run(model, given, adding::run));
const AXIS: &[Action] = &Action::each(IN_LISTS, |model, given| {
    run(model, given, columns::run_list)
});
const PAIR: &[Action] = &Action::each(IN_LISTS, |model, given| run(model, given, choosing::run));
const IN_LISTS: [C; 6] = [
    C::Accept,
    C::Close,
    C::Previous,
    C::Next,
    C::PageDown,
    C::PageUp,
];

const MODELS: &[Action] = &[
    Action::always(C::Accept, models),
    Action::always(C::Params, models),
    CLOSE,
    Action::always(C::Previous, models),
    Action::always(C::Next, models),
    Action::always(C::PageDown, models),
    Action::always(C::PageUp, models),
];

const TICKED: &[Action] = &[
    Action::always(C::Toggle, list),
    CLOSE,
    Action::always(C::Accept, list),
    Action::always(C::Previous, list),
    Action::always(C::Next, list),
    Action::always(C::PageDown, list),
    Action::always(C::PageUp, list),
];

const PARAMETERS: &[Action] = &[
    Action::always(C::Lower, parameters),
    Action::always(C::Raise, parameters),
    CLOSE,
    Action::always(C::Default, parameters),
    Action::of(C::Model),
    Action::of(C::ModelText),
    Action::of(C::NewSeed),
    Action::always(C::Down, parameters),
    Action::always(C::Up, parameters),
    Action::of(C::TrainSizeUp),
    Action::always(C::Accept, parameters),
];

const TYPED_PARAMETER: &[Action] = &Action::each(
    [
        C::Accept,
        C::Close,
        C::Down,
        C::Up,
        C::Lower,
        C::Raise,
        C::Default,
    ],
    parameters,
);

const FEATURES: &[Action] = &[
    Action::always(C::Toggle, features),
    Action::always(C::Only, features),
    Action::always(C::Recall, features),
    CLOSE,
    Action::always(C::Narrow, features),
    Action::of(C::TrainSizeUp),
    Action::of(C::TrainSizeDown),
    Action::of(C::NewSeed),
    Action::of(C::FeatureSet),
    Action::of(C::SaveSet),
    Action::always(C::Down, features),
    Action::always(C::Up, features),
    Action::always(C::PageDown, features),
    Action::always(C::PageUp, features),
    Action::always(C::First, features),
    Action::always(C::Last, features),
];

const NARROWING: &[Action] = &Action::each([C::Accept, C::Close, C::Previous, C::Next], features);

/// Runs what is `given` in a list, in which all but closing is `own`.
fn run(
    model: &mut Model,
    given: Invocation,
    own: fn(&mut Model, C) -> Option<Vec<Effect>>,
) -> Vec<Effect> {
    match given.command {
        C::Close => close(model, given),
        other => own(model, other).unwrap_or_default(),
    }
}

fn prompt(model: &mut Model, given: Invocation) -> Vec<Effect> {
    prompting::run(model, given.command).unwrap_or_default()
}

fn list(model: &mut Model, given: Invocation) -> Vec<Effect> {
    run(model, given, lists::run)
}

fn models(model: &mut Model, given: Invocation) -> Vec<Effect> {
    run(model, given, modelling::run_list)
}

fn parameters(model: &mut Model, given: Invocation) -> Vec<Effect> {
    modelling::run_params(model, given.command).unwrap_or_default()
}

fn features(model: &mut Model, given: Invocation) -> Vec<Effect> {
    feature_panel::run(model, given.command, given.key).unwrap_or_default()
}

fn kind(model: &Model) -> Option<PromptKind> {
    model.prompt().map(|prompt| prompt.kind)
}

/// Whether there are words to complete in the prompt.
fn completes(model: &Model) -> bool {
    kind(model).is_some_and(|kind| {
        matches!(
            kind,
            PromptKind::Filter | PromptKind::FeatureSet | PromptKind::Method
        ) || kind.names_a_file()
    })
}

/// Whether the prompt keeps what was typed before.
fn recalls(model: &Model) -> bool {
    kind(model) == Some(PromptKind::Filter)
}

fn close(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let effects = match kind(model) {
        Some(PromptKind::Filter) => vec![Effect::Stop(JobKind::Preview)],
        Some(PromptKind::DetailFind) => {
            model.detail_query.clear();
            Vec::new()
        }
        Some(kind) if kind.names_a_file() => completing::forget_paths(model),
        _ => Vec::new(),
    };
    model.overlay = None;
    effects
}
