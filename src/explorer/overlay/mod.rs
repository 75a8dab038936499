//! What can lie over the panes: prompts, pickers, panels. One at a time.

pub mod actions;
pub mod features;
pub mod help;
pub mod list;
pub mod params;
pub mod popup;
pub mod prompt;
pub mod view;

use tui_input::Input;

use grafscope_core::filter::FilterError;
use grafscope_core::table::ColumnId;

use crate::overlay::list::picker::Picker;

/// What lies over the panes.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// A line to type into, at the bottom.
    Prompt(Prompt),
    /// Every key and what it does; the filter language.
    Help(Help),
    /// Every command by name.
    Palette(Picker),
    /// Data sets and targets.
    Targets(Picker),
    /// What may be compared as well.
    Method(MethodPicker),
    /// Models.
    Models(Picker),
    /// Predictors that may be A or B, or columns to compare them by.
    Pair(PairPicker),
    /// Parameters of the model.
    Params(ParamPanel),
    /// Which columns are shown.
    Columns(ColumnPicker),
    /// Which columns are targets.
    Roles(RolePicker),
    /// Which features the predictor uses.
    Features(FeaturePanel),
    /// Which column a view of errors is by.
    Axis(AxisPicker),
}

/// What a prompt asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PromptKind {
    /// A filter for the table.
    Filter,
    /// A text to find in the encodings.
    Find,
    /// A text to find among the features of the detail pane.
    DetailFind,
    /// A row number.
    Row,
    /// A training size.
    TrainSize,
    /// A seed.
    Seed,
    /// A level of prediction intervals.
    Level,
    /// A model with its parameters.
    Model,
    /// A feature set.
    FeatureSet,
    /// A name for the present feature set.
    SetName,
    /// A file whose columns are joined.
    Join,
    /// A file to write the shown rows to.
    Export,
    /// A file to write the predictor to.
    SavePredictor,
    /// A series of a comparison: a set, and after a comma its model.
    Method,
    /// Training sizes of a comparison.
    Sizes,
    /// How much worse a selected set may be.
    Tolerance,
    /// Start, batch and number of queries of a search.
    SearchPlan,
    /// A file to write a comparison to.
    ExportComparison,
    /// How many rows importances are computed from.
    ImportanceRows,
    /// A file to write importances to.
    ExportImportances,
    /// A file to save the session to.
    SaveSession,
    /// A note on the selected architecture.
    Note,
    /// A file to draw the plot, or the open view of errors, into.
    Draw,
}

impl PromptKind {
    /// Whether what is typed is the path of a file.
    pub fn names_a_file(self) -> bool {
        matches!(
            self,
            Self::Join
                | Self::Export
                | Self::SavePredictor
                | Self::ExportComparison
                | Self::ExportImportances
                | Self::SaveSession
                | Self::Draw
        )
    }

    /// What stands before the cursor.
    pub fn label(self) -> &'static str {
        match self {
            Self::Filter => "filter",
            Self::Find => "find architecture",
            Self::DetailFind => "find feature",
            Self::Row => "go to row",
            Self::TrainSize => "training size n",
            Self::Seed => "seed",
            Self::Level => "level of intervals, percent",
            Self::Model => "model",
            Self::FeatureSet => "feature set",
            Self::SetName => "name of the feature set",
            Self::Join => "join file",
            Self::Export => "write shown rows to",
            Self::SavePredictor => "write predictor to",
            Self::Method => "add set[, model]",
            Self::Sizes => "training sizes",
            Self::Tolerance => "tolerance",
            Self::SearchPlan => "start batch queries",
            Self::ExportComparison => "write comparison to",
            Self::ImportanceRows => "rows to explain",
            Self::ExportImportances => "write importances to",
            Self::SaveSession => "save the session to",
            Self::Note => "note",
            Self::Draw => "draw picture to",
        }
    }
}

/// A line being typed.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What it asks for.
    pub kind: PromptKind,
    /// The text and the cursor.
    pub input: Input,
    /// Why the text cannot be accepted as it stands.
    pub problem: Option<FilterError>,
    /// How many rows pass the filter, once counted for this very text.
    pub matches: Option<usize>,
    /// What Tab offers.
    pub offers: Vec<String>,
    /// The offer that is in the text, while Tab goes through them.
    pub offer: Option<usize>,
    /// The text before and after the offers.
    pub around: (String, String),
    /// How many steps back in the history the text is; 0 is what was typed.
    pub back: usize,
    /// What was typed before going back in the history.
    pub typed: String,
}

/// The help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Help {
    /// First line shown.
    pub scroll: usize,
}

/// The column picker: columns by group, those shown ticked.
#[derive(Debug, Clone)]
pub struct ColumnPicker {
    /// The list; an item's value is a [`ColumnId`].
    pub picker: Picker,
}

/// The list of series that may be added to a comparison.
#[derive(Debug, Clone)]
pub struct MethodPicker {
    /// The list; an item's value is its place in `texts`.
    pub picker: Picker,
    /// Each series as it would be typed.
    pub texts: Vec<String>,
}

/// The list for A against B.
#[derive(Debug, Clone)]
pub struct PairPicker {
    /// The list; an item's value is its place among the predictors, or a [`ColumnId`].
    pub picker: Picker,
    /// What is chosen.
    pub choice: PairChoice,
}

/// What is chosen for A against B.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairChoice {
    /// Predictor A.
    A,
    /// Predictor B.
    B,
    /// The column that rows are sliced by.
    Column,
}

/// The list of roles: the columns that a source has, the targets ticked.
#[derive(Debug, Clone)]
pub struct RolePicker {
    /// The list; an item's value is its place, its group the role that it has now.
    pub picker: Picker,
    /// For each item whether it is to be a target.
    pub targets: Vec<bool>,
}

/// The list of columns that a view of errors may be by.
#[derive(Debug, Clone)]
pub struct AxisPicker {
    /// The list; an item's value is a [`ColumnId`].
    pub picker: Picker,
    /// Whether the second column of the view is chosen.
    pub second: bool,
}

/// Whether a switch is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// None of its columns are in the set.
    Off,
    /// Some are.
    Partly,
    /// All are.
    On,
}

/// A row of the feature panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelRow {
    /// Name of a family, or short name of a column.
    pub label: String,
    /// The columns that the row switches.
    pub columns: Vec<ColumnId>,
    /// Whether the row is a family rather than a single column.
    pub family: bool,
}

/// The feature panel: families as switches, single columns below, the last sets beside them.
#[derive(Debug, Clone)]
pub struct FeaturePanel {
    /// Every row.
    pub rows: Vec<PanelRow>,
    /// Rows that the query lets through: indices into `rows`.
    pub shown: Vec<usize>,
    /// The row under the cursor: an index into `shown`.
    pub cursor: usize,
    /// Text that rows must contain.
    pub query: Input,
    /// Whether keys go to the query.
    pub typing: bool,
}

/// The parameters of the model that is trained, one a line.
#[derive(Debug, Clone, Default)]
pub struct ParamPanel {
    /// The parameter under the cursor.
    pub cursor: usize,
    /// The value being typed, if one is.
    pub entry: Option<Input>,
    /// Why the typed value is not taken.
    pub problem: Option<String>,
}
