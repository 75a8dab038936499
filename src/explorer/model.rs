//! The state of the explorer.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::automatic::state::Chosen;
use crate::bounds::state::Bounds;
use crate::command::keymap::Keymap;
use crate::config::LiveSettings;
use crate::effect::{Generation, JobKind};
use crate::follow::state::Following;
use crate::inspection::state::Inspection;
use crate::layout::area::Size;
use crate::message::Notice;
use crate::open::data::Data;
use crate::overlay::Overlay;
use crate::overlay::features::redundancy::Redundancy;
use crate::overlay::prompt::state::Prompt;
use crate::plot::request::PlotRequest;
use crate::plot::state::Plot;
use crate::plot::zoom::Drag;
use crate::predictor::state::Training;
use crate::screen::{Experiments, Screen};
use crate::session::restore_state::{RestoreState, Startup};
use crate::suggest::state::Suggesting;
use crate::table::finding::Origin;
use crate::table::found::Found;
use crate::table::grid::{Shown, shown_columns};
use crate::table::marks::Marks;
use crate::table::view_state::ViewState;
use grafscope_core::bench::{Peek, Source};
use grafscope_core::diagnosis::PlotPart;
use grafscope_core::export::Presentation;
use grafscope_core::graf::Families;
use grafscope_core::predict::{SavedSets, Settings};
use grafscope_core::table::{Arrangement, ColumnId, Notes, Table};

/// The three panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Pane {
    /// The table of architectures.
    #[default]
    Table,
    /// The selected architecture.
    Detail,
    /// Predicted against true, or two columns.
    Plot,
}

impl Pane {
    /// The panes in the order in which Tab goes through them.
    pub const ALL: [Self; 3] = [Self::Table, Self::Detail, Self::Plot];
}

/// What the explorer is started with.
#[derive(Debug, Clone, Default)]
pub struct Launch {
    /// The benchmark, with what is joined to it.
    pub source: Source,
    /// Data set; the default one for `None`.
    pub dataset: Option<String>,
    /// Target; the default one for `None`.
    pub target: Option<String>,
    /// Further targets, which are predicted beside it.
    pub further: Vec<String>,
    /// Bounds that rows are to keep within, joined by `and`; empty for none.
    pub bounds: String,
    /// Which GRAF families are computed.
    pub families: Families,
    /// The form of encodings, where the command line names one.
    pub form: Option<String>,
    /// What the first predictor is trained on.
    pub settings: Settings,
    /// Whether its training size and seed were asked for, rather than those that a split of the user's has.
    pub size_given: bool,
    /// Whether its training size was asked for.
    pub train_size_given: bool,
    /// Filter, sort and columns at the start; no columns means the default ones.
    pub view: ViewState,
    /// The user's named feature sets.
    pub saved: SavedSets,
    /// Whether times are shown: a picture for a README must not depend on the machine.
    pub show_times: bool,
}

impl Launch {
    /// The defaults on `source`. Times are not shown.
    pub fn of(source: Source) -> Self {
        Self {
            source,
            ..Self::default()
        }
    }
}

/// Where the user is in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The row under the cursor: a position in the arrangement.
    pub position: usize,
    /// The first row on the screen: a position in the arrangement.
    pub top: usize,
    /// The column under the cursor: a place among the shown columns, the pinned ones included.
    pub column: usize,
    /// The first column after the pinned ones on the screen.
    pub first_column: usize,
    /// The row of the table that the last jump started from.
    pub came_from: Option<u32>,
    /// Whether the rows that are being arranged are shown from the first one on.
    pub(crate) to_top: bool,
}

/// The state of the explorer. `view` draws it, `update` changes it.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are of different parts of the screen"
)]
pub struct Model {
    /// Size of the screen.
    pub size: Size,
    /// What it was started with.
    pub launch: Launch,
    /// What is open; `None` while the first benchmark loads.
    pub data: Option<Data>,
    /// Why the benchmark could not be opened.
    pub broken: Option<String>,
    /// How far the opening is, in words.
    pub opening: Option<String>,
    /// The beginning of the file that is being opened, while there is no table.
    pub peek: Option<Arc<Peek>>,
    /// What is being opened, said with every progress.
    pub(crate) opening_what: String,
    /// The files that are followed, if they are.
    pub follow: Option<Following>,
    /// What the predictor is trained on.
    pub settings: Settings,
    /// What can be set while it runs.
    pub live: LiveSettings,
    /// The user's named feature sets.
    pub saved: SavedSets,
    /// Which features of the table carry the same information; `None` until it is known.
    pub alike: Option<Arc<Redundancy>>,
    /// The predictor.
    pub training: Training,
    /// What to measure next.
    pub suggesting: Suggesting,
    /// What rows are to keep within.
    pub bounds: Bounds,
    /// Filter, sort, columns.
    pub view: ViewState,
    /// What is shown of the table where the user has chosen nothing.
    pub(crate) automatic: Chosen,
    /// Earlier view states, the newest last.
    pub undo: Vec<ViewState>,
    /// Undone view states, the newest last.
    pub redo: Vec<ViewState>,
    /// The rows shown.
    pub arrangement: Arc<Arrangement>,
    /// The rows that pass the filter, shown or not.
    pub passing: Arc<Arrangement>,
    /// Whether the rows shown are not yet those of the current filter and sort.
    pub arranging: bool,
    /// Where the user is in the table.
    pub cursor: Cursor,
    /// The selected architecture: a row of the table. Stays when rows move.
    pub selected: Option<u32>,
    /// Rows that the user marked.
    pub marks: Arc<Marks>,
    /// The user's notes on rows.
    pub notes: Notes,
    /// Sessions: what can be restored, what is being restored.
    pub restore_state: RestoreState,
    /// The pane that keys go to.
    pub focus: Pane,
    /// The side pane shown where there is room for one only: detail or plot.
    pub side: Pane,
    /// First line shown in the detail pane.
    pub detail_scroll: usize,
    /// Text that features in the detail pane must contain.
    pub detail_query: String,
    /// What the last search found.
    pub found: Arc<Found>,
    /// Where the user was when the text to find began to be typed.
    pub(crate) find_origin: Option<Origin>,
    /// The search that runs.
    pub(crate) finding: Option<Generation>,
    /// The file that rows are being written to.
    pub(crate) exporting: Option<PathBuf>,
    /// The plot as it was last computed; its size may not be that of the canvas yet.
    pub plot: Option<Arc<Plot>>,
    /// Which part of the plot is shown.
    pub plot_part: PlotPart,
    /// The rectangle that the mouse draws on a plot.
    pub drag: Option<Drag>,
    /// Features that the predictor shown was trained on.
    pub used: BTreeSet<ColumnId>,
    /// What fills the screen.
    pub screen: Screen,
    /// Comparison, selection, transfer, search.
    pub experiments: Experiments,
    /// Errors, importances, one architecture.
    pub inspection: Inspection,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// Whether the last click was on an entry of a list or a mark.
    pub(crate) clicked_entry: bool,
    /// A message to the user.
    pub notice: Option<Notice>,
    /// Filters applied so far, the newest last.
    pub filter_history: Vec<String>,
    /// Keys.
    pub keymap: Arc<Keymap>,
    /// Newest request of each kind of job.
    pub(crate) newest: [Generation; JobKind::ALL.len()],
    /// Number of the last request.
    pub(crate) last: Generation,
    /// The plot that was asked for last.
    pub(crate) plot_request: Option<PlotRequest>,
    /// Whether the user has done anything: until then the cursor stays on the first row.
    pub(crate) touched: bool,
    /// Whether the filter changed while the training sample is drawn from the filtered rows.
    pub(crate) retrain_when_arranged: bool,
}

impl Model {
    /// The explorer before anything is open.
    pub fn new(launch: Launch, keymap: Arc<Keymap>, size: Size) -> Self {
        let startup = Startup {
            keymap,
            ..Startup::default()
        };
        Self::started(launch, startup, size)
    }

    /// The same with all that it starts with.
    pub fn started(launch: Launch, startup: Startup, size: Size) -> Self {
        let filter_history = match launch.view.filter.as_str() {
            "" => Vec::new(),
            filter => vec![filter.to_owned()],
        };
        Self {
            size,
            settings: launch.settings.clone(),
            live: startup.live,
            bounds: Bounds::of(launch.bounds.clone()),
            view: launch.view.clone(),
            saved: launch.saved.clone(),
            follow: launch.source.follow.then(Following::default),
            launch,
            restore_state: RestoreState {
                newcomer: startup.newcomer,
                offer: startup.offer,
                waiting: startup.session,
                ..RestoreState::default()
            },
            side: Pane::Detail,
            notice: startup.warning.map(Notice::error),
            filter_history,
            keymap: startup.keymap,
            ..Self::default()
        }
    }

    /// The table, once there is one.
    pub fn table(&self) -> Option<&Arc<Table>> {
        self.data.as_ref().map(|data| &data.table)
    }

    /// The prompt that is open, if one is.
    pub fn prompt(&self) -> Option<&Prompt> {
        match &self.overlay {
            Some(Overlay::Prompt(prompt)) => Some(prompt),
            _ => None,
        }
    }

    /// Whether only scored rows are shown; before there is a predictor, all are.
    pub(crate) fn shows_scored_only(&self) -> bool {
        self.view.scored_only && self.training.current.is_some()
    }

    /// The row of the table at `position` of the arrangement.
    pub fn row_at(&self, position: usize) -> Option<u32> {
        self.arrangement.rows.get(position).copied()
    }

    /// Where `row` of the table is in the arrangement, if it is shown.
    pub fn position_of(&self, row: u32) -> Option<usize> {
        self.arrangement.rows.iter().position(|&shown| shown == row)
    }

    /// The shown columns' ids after the encoding: `true`, `predicted`, `error`, then the chosen ones.
    pub fn column_ids(&self) -> Vec<ColumnId> {
        let shown = shown_columns(self).into_iter();
        let ids = shown.filter_map(|shown| match shown {
            Shown::Column(id) => Some(id),
            Shown::Arch => None,
        });
        ids.collect()
    }

    /// The rows and columns shown, to be written to a file.
    pub fn presentation(&self) -> Option<Presentation> {
        let data = self.data.as_ref()?;
        Some(Presentation {
            bench: Arc::clone(&data.opened.bench),
            table: Arc::clone(&data.table),
            arrangement: Arc::clone(&self.arrangement),
            columns: self.column_ids(),
            attributed: None,
            notes: self.notes.clone(),
        })
    }

    /// Whether `generation` answers the newest request of its kind.
    pub(crate) fn is_newest(&self, kind: JobKind, generation: Generation) -> bool {
        self.newest[kind as usize] == generation
    }
}
