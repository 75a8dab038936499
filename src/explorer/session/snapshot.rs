//! What is kept of the explorer, in a form that is cheap to take and to compare; it becomes a
//! [`Session`] off the thread that draws.

use std::sync::Arc;

use crate::config::{Layer, LiveSettings};
use crate::effect::Opened;
use crate::model::Model;
use crate::predictor::state::Trained;
use crate::session::marks::{MOST_ENCODINGS, Marked, MarkedRows};
use crate::session::{PastPredictor, Session};
use crate::table::marks::Marks;
use crate::table::view_state::ViewState;
use grafscope_core::graf::Families;
use grafscope_core::predict::Settings;
use grafscope_core::table::Notes;

/// What is kept of a [`Model`].
#[derive(Debug, Clone)]
pub struct SessionSnapshot {
    opened: Arc<Opened>,
    families: Families,
    view: ViewState,
    bounds: String,
    settings: Settings,
    live: LiveSettings,
    marks: Arc<Marks>,
    notes: Notes,
    selected: Option<u32>,
    filters: Vec<String>,
    trained: Vec<PastPredictor>,
    /// Whether the view kept before has been restored.
    pub restored: bool,
}

impl SessionSnapshot {
    /// What is kept of `model`; `None` while there is nothing, or a session is being restored.
    pub fn new(model: &Model) -> Option<Self> {
        let data = model.data.as_ref()?;
        if !model.restore_state.is_settled() {
            return None;
        }
        Some(Self {
            opened: Arc::clone(&data.opened),
            families: model.launch.families,
            view: model.view.kept(&model.automatic),
            bounds: model.bounds.text.clone(),
            settings: model.settings.clone(),
            live: model.live.clone(),
            marks: Arc::clone(&model.marks),
            notes: model.notes.clone(),
            selected: model.selected,
            filters: model.filter_history.clone(),
            trained: model.training.history.iter().map(past).collect(),
            restored: model.restore_state.restored,
        })
    }

    /// Whether it is the same work as `other`, whatever is selected and trained.
    pub fn same_work(&self, other: &Self) -> bool {
        self.same_source(other)
            && self.view == other.view
            && self.bounds == other.bounds
            && self.same_settings(other)
            && self.live == other.live
            && self.marks == other.marks
            && self.notes == other.notes
            && self.filters == other.filters
    }

    /// The training size of few rows follows them when they become more.
    fn same_settings(&self, other: &Self) -> bool {
        let with_size = Settings {
            train_size: other.settings.train_size,
            ..self.settings.clone()
        };
        self.settings == other.settings || self.opened.source.follow && with_size == other.settings
    }

    /// Whether the same is open, which may have grown.
    fn same_source(&self, other: &Self) -> bool {
        let of = |opened: &Opened| {
            let target = &opened.shown_target().name;
            (opened.shown_dataset().name.clone(), target.clone())
        };
        Arc::ptr_eq(&self.opened, &other.opened)
            || self.opened.source.follow
                && self.opened.source == other.opened.source
                && of(&self.opened) == of(&other.opened)
    }

    /// Whether there is nothing in it that is not in `other`.
    pub fn same(&self, other: &Self) -> bool {
        self.same_work(other) && self.selected == other.selected && self.trained == other.trained
    }

    /// The session that it is.
    pub fn session(&self) -> Session {
        let opened = &self.opened;
        let bench = &opened.bench;
        let encoding = |row: u32| bench.space.print(&bench.archs[row as usize], 0);
        let marks = if self.marks.len() > MOST_ENCODINGS {
            Marked::Rows(MarkedRows::new(self.marks.iter(), &bench.archs))
        } else {
            Marked::Encodings(self.marks.iter().map(encoding).collect())
        };
        let notes = self.notes.iter();
        let notes = notes.map(|(row, note)| (encoding(row), note.to_owned()));
        let mut session = Session {
            dataset: Some(opened.shown_dataset().name.clone()),
            target: Some(opened.shown_target().name.clone()),
            further_targets: Some(opened.target_names().split_off(1))
                .filter(|further| !further.is_empty()),
            bounds: Some(self.bounds.clone()).filter(|bounds| !bounds.is_empty()),
            filter: Some(self.view.filter.clone()),
            scored_only: Some(self.view.scored_only),
            plot: Some(self.view.plot.clone()),
            zoomed: Some(self.view.zoomed),
            selected: self.selected.map(encoding),
            settings: Layer {
                sort: Some(self.view.sort.clone()),
                columns: Some(self.view.columns.clone()),
                ..self.live.layer(self.settings.clone().into())
            },
            filters: self.filters.clone(),
            marks,
            notes: notes.chain(self.notes.elsewhere.iter().cloned()).collect(),
            trained: self.trained.clone(),
            ..Session::default()
        };
        session.set_source(&opened.source, self.families);
        session
    }
}

fn past(trained: &Trained) -> PastPredictor {
    PastPredictor {
        dataset: trained.dataset.clone(),
        target: trained.target.clone(),
        settings: trained.settings.clone(),
    }
}

impl Trained {
    /// A predictor of an earlier session, without scores and predictions until it is retrained.
    pub(crate) fn of_past(past: PastPredictor) -> Self {
        Self::unscored(past.settings, past.dataset, past.target)
    }
}
