//! The search so far: its screen, its actions, and what its results change.

use std::sync::Arc;

use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::command::keymap::Context;
use crate::effect::question::LearningRequest;
use crate::effect::{Effect, Job};
use crate::layout::area::Area;
use crate::learning::state::Asked;
use crate::learning::view;
use crate::model::Model;
use crate::screen::experiment::moved_by;
use crate::screen::layout::screen_areas;
use crate::screen::room::{CLOSE, Room};
use crate::screen::{Screen, Work};
use crate::table::moving;
use crate::theme::Theme;
use crate::update::requests;
use crate::widgets::Frame;
use grafscope_core::experiment::{LearningSoFar, Method};
use grafscope_core::predict::{RowPolicy, Rows};

const ACTIONS: &[Action] = &[CLOSE];
const MOVES: &[Action] =
    &Action::each([C::Right, C::Left, C::Down, C::Up, C::First, C::Last], step);

pub(crate) struct LearningRoom;

impl Room for LearningRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Learning, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![MOVES, ACTIONS]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) -> bool {
        let learning = &model.experiments.learning;
        let (_, tau) = view::charts(screen_areas(area).body);
        let hit = tau.and_then(|tau| learning.tau_chart().nearest(tau, x, y));
        let Some((_, mark)) = hit else {
            return false;
        };
        model.experiments.learning.cursor = Some(mark);
        true
    }

    fn ask(&self, model: &mut Model) -> Vec<Effect> {
        ask(model).into_iter().collect()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        view::draw(model, theme, area, frame);
    }
}

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    model.screen = Screen::Learning;
    Vec::new()
}

/// Asks for what is shown, unless it was asked for last. While it is being computed more rows wait: else it might never be
/// done.
fn ask(model: &mut Model) -> Option<Effect> {
    let data = model.data.as_ref()?;
    let settings = &model.settings;
    let asked = Asked {
        opened: Arc::downgrade(&data.opened),
        predictor: (
            settings.features.clone(),
            settings.model.clone(),
            settings.seed,
            settings.rows,
        ),
    };
    let learning = &model.experiments.learning;
    if let Some(last) = &learning.asked {
        let waits = learning.work.is_running() && last.predictor == asked.predictor;
        if waits || last.is_same(&asked) {
            return None;
        }
    }
    let features = model.saved.sets.parse(&settings.features, &data.table);
    let request = features.map(|features| LearningRequest {
        opened: Arc::clone(&data.opened),
        table: Arc::clone(&data.table),
        method: Method {
            features,
            model: settings.model.clone(),
        },
        seed: settings.seed,
        rows: match settings.rows {
            Rows::All => RowPolicy::All,
            Rows::Canonical | Rows::Filtered => RowPolicy::Canonical,
        },
    });
    let learning = &mut model.experiments.learning;
    learning.asked = Some(asked);
    match request {
        Ok(request) => {
            learning.work = Work::Running(None);
            Some(requests::start(model, Job::Learning(Box::new(request))))
        }
        Err(error) => {
            learning.work = Work::Failed(error.to_string());
            None
        }
    }
}

pub(crate) fn learned(model: &mut Model, found: Arc<LearningSoFar>) {
    model.experiments.learning.found = found;
}

fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let steps = match given.command {
        C::Left => Some(-1),
        C::Right => Some(1),
        other => moving::steps(other, 1),
    };
    let learning = &mut model.experiments.learning;
    if let (Some((at, _)), Some(steps)) = (learning.mark(), steps) {
        let marks = learning.marks().len();
        let at = moved_by(at, steps, marks);
        // At the end it goes with new measurements.
        learning.cursor = (at + 1 < marks).then_some(at);
    }
    Vec::new()
}
