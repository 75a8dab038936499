//! The one list of commands.

/// What commands are listed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving about.
    Move,
    /// Finding rows.
    Find,
    /// Filter, sort, columns.
    View,
    /// The predictor.
    Predict,
    /// Comparisons and other experiments.
    Experiment,
    /// Marks and output.
    Rows,
    /// Panes and the program.
    Program,
    /// Inside the screens of experiments; not in the palette.
    Screen,
    /// Inside prompts, lists and panels; not in the palette.
    Inside,
}

impl Group {
    /// All groups, in the order in which they are listed.
    pub const ALL: [Self; 9] = [
        Self::Move,
        Self::Find,
        Self::View,
        Self::Predict,
        Self::Experiment,
        Self::Rows,
        Self::Program,
        Self::Screen,
        Self::Inside,
    ];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Find => "Find",
            Self::View => "Filter, sort, columns",
            Self::Predict => "Predictor",
            Self::Experiment => "Comparisons and experiments",
            Self::Screen => "In comparisons and experiments",
            Self::Rows => "Marks and output",
            Self::Program => "Panes and program",
            Self::Inside => "In prompts, lists and panels",
        }
    }
}

/// A command with its name and documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandSpec {
    /// The command.
    pub command: Command,
    /// Name in the palette and the keymap.
    pub name: &'static str,
    /// One or two words for the hint line.
    pub hint: &'static str,
    /// What it is listed under.
    pub group: Group,
    /// What it does, as one phrase.
    pub doc: &'static str,
}

macro_rules! commands {
    ($($variant:ident $name:literal $hint:literal $group:ident $doc:literal)*) => {
        /// Something the person can tell the explorer to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $doc] $variant,)*
        }

        /// Every command, in the order in which they are listed.
        pub const COMMANDS: &[CommandSpec] = &[
            $(CommandSpec {
                command: Command::$variant,
                name: $name,
                hint: $hint,
                group: Group::$group,
                doc: $doc,
            },)*
        ];
    };
}

commands! {
    Up "up" "up" Move "previous row, or line"
    Down "down" "down" Move "next row, or line"
    Left "left" "left" Move "previous column"
    Right "right" "right" Move "next column"
    PageUp "page-up" "page up" Move "one page up"
    PageDown "page-down" "page down" Move "one page down"
    HalfPageUp "half-page-up" "half up" Move "half a page up"
    HalfPageDown "half-page-down" "half down" Move "half a page down"
    First "first" "first" Move "first row"
    Last "last" "last" Move "last row"
    FirstColumn "first-column" "first column" Move "first column"
    LastColumn "last-column" "last column" Move "last column"

    JumpToRow "jump-to-row" "go to" Find "go to a row by its position"
    JumpToBest "jump-to-best" "best" Find "select the truly best architecture of those shown"
    JumpToPredictedBest "jump-to-predicted-best" "predicted best" Find "select the architecture predicted best of those shown"
    JumpToWorstError "jump-to-worst-error" "worst error" Find "select the architecture with the largest absolute error of those shown"
    Find "find" "find" Find "find architectures by encoding (any form, or a part of it), or by what was noted"
    FindNext "find-next" "next match" Find "next match of the last search; next largest error after a jump to the worst"
    FindPrevious "find-previous" "previous match" Find "previous match of the last search; next larger error after a jump to the worst"

    Filter "filter" "filter" View "type a filter; matches are counted while you type"
    ClearFilter "clear-filter" "clear filter" View "show all rows again"
    Sort "sort" "sort" View "sort by the column under the cursor; again to turn the order round"
    SortAlso "sort-also" "sort also" View "add the column under the cursor as a further sort key; again to turn it round"
    ClearSort "clear-sort" "unsort" View "back to the benchmark's own order"
    Columns "columns" "columns" View "choose the columns shown"
    HideColumn "hide-column" "hide" View "hide the column under the cursor"
    ColumnLeft "column-left" "move left" View "move the column under the cursor to the left"
    ColumnRight "column-right" "move right" View "move the column under the cursor to the right"
    Undo "undo" "undo" View "take back the last change of filter, sort, columns or zoom; of an architecture, the last edit"
    Redo "redo" "redo" View "take back an undo"

    Features "features" "features" Predict "choose the features the predictor uses"
    FeatureSet "feature-set" "feature set" Predict "type a feature set, such as graf-(node_degree-*in*)+params"
    SavePredictor "save-predictor" "save predictor" Predict "write the predictor to a file, for `grafscope predict`"
    SaveSet "save-set" "save set" Predict "give the present feature set a name of your own, for later"
    TrainSizeUp "train-size-up" "n up" Predict "next larger training size"
    TrainSizeDown "train-size-down" "n down" Predict "next smaller training size"
    TrainSize "train-size" "n" Predict "type a training size"
    NewSeed "new-seed" "new seed" Predict "next seed: another training sample"
    Seed "seed" "seed" Predict "type a seed"
    Level "level" "level" Predict "type how many percent of the rows prediction intervals are to hold"
    Model "model" "model" Predict "choose the model from a list"
    Params "parameters" "parameters" Predict "see and change the parameters of the model: each change trains anew"
    ModelText "model-text" "type model" Predict "type a model and its parameters, such as forest trees=200"
    Target "target" "target" Predict "choose data set and target"
    Join "join" "join" Predict "add the columns of a file to the rows, by architecture: proxies, other targets"
    Roles "roles" "roles" Predict "say which columns are targets; all others are known without training"
    RowPolicy "row-policy" "rows" Predict "train and score on canonical rows, all rows, or draw from the filtered rows"
    Errors "errors" "errors" Predict "where the predictor errs: views of its errors, each mark of them a filter"
    Importances "importances" "importances" Predict "what the predictor goes by: how much each feature counts"
    Architecture "architecture" "open" Predict "the selected architecture: why it is predicted so, edits of it, what is near it"

    Compare "compare" "compare" Experiment "compare feature sets and models over training sizes, filled in the background"
    Curves "curves" "curves" Experiment "the same comparison as learning curves"
    Select "select-features" "select" Experiment "find the features that are needed"
    Transfer "transfer" "transfer" Experiment "train on each data set or target, judge on all: a matrix"
    Search "search" "search" Experiment "search with the predictor, against chance"
    Tree "tree" "tree" Experiment "draw the predictor when it is one tree"

    Mark "mark" "mark" Rows "mark the selected architecture, or unmark it"
    MarkShown "mark-shown" "mark shown" Rows "mark every row shown, or unmark them when all are marked"
    ClearMarks "clear-marks" "clear marks" Rows "unmark all"
    Note "note" "note" Rows "write a note on the selected architecture, or change it; find searches notes too"
    Copy "copy" "copy" Rows "copy the selected architecture's encoding to the clipboard"
    Export "export" "write" Rows "write the rows and columns shown to a file: .csv, .jsonl, .parquet, or what the screen shows; `marked` behind its name takes those marked only, `contributions` adds what each feature adds to the prediction; .svg or .png draws a picture"

    SaveSession "save-session" "save session" Program "save what is open, shown, marked and noted to a file; in the palette also save FILE"
    RestoreView "restore-view" "restore" Program "go back to the view of this benchmark that was kept when it was last open"
    NextPane "next-pane" "pane" Program "go to the next pane"
    PreviousPane "previous-pane" "pane back" Program "go to the previous pane"
    Zoom "zoom" "zoom" Program "give the pane the whole screen, or back"
    FindFeature "find-feature" "find feature" Program "in the detail pane: show only features whose name contains a text"
    Palette "palette" "commands" Program "every command by name; digits go to a row, save FILE saves the session"
    Help "help" "help" Program "keys, the filter language, what the numbers mean"
    Cancel "cancel" "cancel" Program "stop background work, or dismiss a message"
    Redraw "redraw" "redraw" Program "draw the screen anew"
    Suspend "suspend" "suspend" Program "stop the program and go back to the shell; fg continues"
    Quit "quit" "quit" Program "quit"

    NextView "next-view" "view" Screen "next view"
    PreviousView "previous-view" "view back" Screen "previous view"
    GoToView "go-to-view" "go to view" Screen "1 to 9: that view"
    Across "across" "column" Screen "choose the column that is shown across"
    UpColumn "up-column" "second column" Screen "choose the second column, or none"
    NextGrouping "next-grouping" "group by" Screen "sum contributions by feature, family, operation, correlated group"
    ShowColumn "show-column" "to table" Screen "go to the table with the column under the cursor"
    FilterHere "filter-here" "filter" Screen "filter to what is under the cursor"
    NextWorst "next-worst" "next worst" Screen "go to the next largest error"
    PreviousWorst "previous-worst" "worse one" Screen "go to the next larger error"
    NextRow "next-row" "next row" Screen "the next architecture of the table"
    PreviousRow "previous-row" "row before" Screen "the architecture before it in the table"
    GoThere "go-there" "go there" Screen "select what is under the cursor, or what was made by edits, in the table and look at it; else back to the table"
    NextNeighbour "next-neighbour" "next" Screen "next architecture around the one looked at"
    PreviousNeighbour "previous-neighbour" "before" Screen "previous architecture around the one looked at"
    MakeEdit "make-edit" "make edit" Screen "make the edit under the cursor"
    Original "original" "original" Screen "take all edits back at once"
    SortNext "sort-next" "sort" Screen "sort what is one edit away by the next figure"
    SortTurn "sort-turn" "turn order" Screen "turn that order round"
    FeatureCollisions "twins" "twins" Screen "the groups of rows with the same features and different true values"
    ChooseA "choose-a" "A" Screen "choose predictor A"
    ChooseB "choose-b" "B" Screen "choose predictor B"
    SwapSides "swap-sides" "swap" Screen "make A of B and B of A"
    Pause "pause" "pause" Screen "pause the runs, or go on; start what has not been started"
    StopRuns "stop-runs" "stop" Screen "stop the runs, nothing that is done is lost; again to go back to the table"
    AddMethod "add-series" "add" Screen "add a series: a named set, a family, an earlier predictor, another model"
    TypeMethod "type-series" "type" Screen "add a series by typing its set, and after a comma its model"
    RemoveMethod "remove-series" "remove" Screen "take the series under the cursor away, with its runs"
    Sizes "sizes" "sizes" Screen "type the training sizes; in a selection how much worse a set may be, in a search its start, batch and number of queries, in importances the rows to explain"
    NextMetric "next-metric" "metric" Screen "show the next score, or the other measure"
    MoreSizes "more-sizes" "all sizes" Screen "add the sizes 16, 32, 64 ... as far as there are rows"
    MoreSeeds "more-seeds" "seeds up" Screen "more seeds"
    FewerSeeds "fewer-seeds" "seeds down" Screen "fewer seeds"
    OtherWay "other-way" "direction" Screen "select from the full set down, or from nothing up"
    KeepSet "keep-set" "name" Screen "use the set under the cursor and give it a name"
    ClearRuns "clear-runs" "clear" Screen "forget all runs and begin anew with the predictor of now"
    OpenCell "open-cell" "open" Screen "use the predictor under the cursor: its set, model, training size and first seed"

    Accept "accept" "accept" Inside "take what is typed or selected"
    Close "close" "close" Inside "close without a change"
    Previous "previous" "up" Inside "previous entry, or an earlier input"
    Next "next" "down" Inside "next entry, or a later input"
    Toggle "toggle" "switch" Inside "switch the entry on or off"
    Only "only" "only this" Inside "switch everything else off"
    Complete "complete" "complete" Inside "complete the word; again for the next offer"
    CompleteBack "complete-back" "back" Inside "the offer before"
    Narrow "narrow" "narrow" Inside "type to narrow the list"
    Lower "lower" "lower" Inside "next smaller value"
    Raise "raise" "raise" Inside "next larger value"
    Default "default" "default" Inside "the value that is there by default"
    Recall "recall" "recall" Inside "1 to 9: go back to that predictor of the list"
}

impl Command {
    /// Name and documentation.
    pub fn spec(self) -> &'static CommandSpec {
        // The table has one entry a variant, in the order of the variants.
        &COMMANDS[self as usize]
    }

    /// The command called `name`.
    pub fn find(name: &str) -> Option<Self> {
        let spec = COMMANDS.iter().find(|spec| spec.name == name)?;
        Some(spec.command)
    }
}
