//! The one list of commands.

use super::available::{self, always, opened};
use super::cancelling;
use super::spec::Meaning::{Everywhere, InPanes, InPlace, OnPanes};
use super::spec::commands;
use crate::architecture::update as architecture;
use crate::bounds::prompt::BOUNDS;
use crate::command::action::Invocation;
use crate::compare::update as comparing;
use crate::derived::prompt::DERIVE;
use crate::effect::Effect;
use crate::errors::update as errors;
use crate::export::rows as exporting;
use crate::follow::update as following;
use crate::frequencies::update as frequencies;
use crate::further::update as further;
use crate::importances::update as importances;
use crate::learning::update as learning;
use crate::model::Model;
use crate::overlay::features::update as feature_panel;
use crate::overlay::help::update as help;
use crate::overlay::list::columns::COLUMNS;
use crate::overlay::list::external::EXTERNAL;
use crate::overlay::list::further::FURTHER;
use crate::overlay::list::go_to_column::GO_TO_COLUMN;
use crate::overlay::list::models::MODELS;
use crate::overlay::list::palette::PALETTE;
use crate::overlay::list::roles::ROLES;
use crate::overlay::list::targets::TARGETS;
use crate::overlay::list::update as lists;
use crate::overlay::params::update as params;
use crate::overlay::prompt::filter::FILTER;
use crate::overlay::prompt::{files, predictor as prompts, rows, update as prompting};
use crate::plot::{along, choosing, zoom};
use crate::predictor::update as predicting;
use crate::screen::{Screen, experiment};
use crate::search::state::Searching;
use crate::selection::state::Selecting;
use crate::session::restoring;
use crate::side_by_side::update as side_by_side;
use crate::statistics::update as statistics;
use crate::suggest::options::OPTIONS as SUGGEST;
use crate::table::{by_cell, finding, form, marking, moving, noting, viewing};
use crate::transfer::update as transferring;
use crate::tree::update as tree;

fn go(model: &mut Model, given: Invocation) -> Vec<Effect> {
    moving::go(model, given.command)
}

fn filter_by_cell(model: &mut Model, given: Invocation) -> Vec<Effect> {
    by_cell::narrow(model, given.command)
}

// Name, hint, group, documentation, meaning.
commands! {
    Up "up" "up" Move "previous row, or line" InPanes(opened, go);
    Down "down" "down" Move "next row, or line" InPanes(opened, go);
    Left "left" "left" Move "previous column" InPanes(opened, go);
    Right "right" "right" Move "next column" InPanes(opened, go);
    PageUp "page-up" "page up" Move "one page up" InPanes(opened, go);
    PageDown "page-down" "page down" Move "one page down" InPanes(opened, go);
    HalfPageUp "half-page-up" "half up" Move "half a page up" InPanes(opened, go);
    HalfPageDown "half-page-down" "half down" Move "half a page down" InPanes(opened, go);
    First "first" "first" Move "first row" InPanes(opened, go);
    Last "last" "last" Move "last row" InPanes(opened, go);
    FirstColumn "first-column" "first column" Move "first column" InPanes(opened, go);
    LastColumn "last-column" "last column" Move "last column" InPanes(opened, go);

    JumpToRow "jump-to-row" "go to" Find "go to a row by its position"
        OnPanes(opened, |model, _| prompting::open(model, &rows::GO_TO_ROW));
    JumpToBest "jump-to-best" "best" Find "select the best architecture by true value, of the measured canonical ones shown"
        OnPanes(opened, |model, _| finding::best(model));
    JumpToPredictedBest "jump-to-predicted-best" "predicted best" Find "select the architecture predicted best, of the scored ones shown"
        OnPanes(opened, |model, _| finding::predicted_best(model));
    JumpToFeasibleBest "jump-to-feasible-best" "feasible best" Find "select the architecture predicted best of the scored ones shown that keep within the bounds with a probability of 0.9 or more"
        OnPanes(available::bounded, |model, _| finding::feasible_best(model));
    JumpToWorstError "jump-to-worst-error" "worst error" Find "select the architecture with the largest absolute error, of the scored ones shown"
        OnPanes(opened, |model, _| finding::worst_error(model));
    JumpBack "jump-back" "back" Find "go back to the row that the last jump, sort or filter left; again to return"
        OnPanes(available::jumped, |model, _| moving::jump_back(model));
    GoToColumn "go-to-column" "go to column" Find "go to a column by some letters of its name, and show it beside the cursor; `column NAME` in the palette"
        OnPanes(opened, |model, _| lists::open(model, &GO_TO_COLUMN));
    Find "find" "find" Find "find architectures as you type: an encoding in any form and any brackets, a part of it, operations such as c3~0 (on an edge from node 0), or words of a note"
        OnPanes(opened, |model, _| finding::open(model));
    FindNext "find-next" "next match" Find "next match of the last search; next largest error after a jump to the worst"
        OnPanes(available::found, |model, _| finding::next(model, true));
    FindPrevious "find-previous" "previous match" Find "previous match of the last search; next larger error after a jump to the worst"
        OnPanes(available::found, |model, _| finding::next(model, false));

    Filter "filter" "filter" View "type a filter; matches are counted while you type"
        OnPanes(opened, |model, _| prompting::open(model, &FILTER));
    Bounds "bounds" "bounds" View "type bounds, such as latency < 5 and params < 1: the column feasible has the probability that a row keeps within them"
        OnPanes(opened, |model, _| prompting::open(model, &BOUNDS));
    ClearFilter "clear-filter" "clear filter" View "show all rows again"
        OnPanes(available::filtered, |model, _| viewing::set_filter(model, String::new()));
    FilterValue "filter-value" "only this" View "add to the filter: rows with the value under the cursor, exactly as stored"
        OnPanes(available::selected, filter_by_cell);
    ExcludeValue "exclude-value" "not this" View "add to the filter: all rows but those with the value under the cursor"
        OnPanes(available::selected, filter_by_cell);
    ScoredOnly "scored-only" "scored only" View "show only scored rows, those that every score is over; again to show all"
        OnPanes(available::trained, |model, _| viewing::scored_only(model));
    Sort "sort" "sort" View "sort by the column under the cursor; again to reverse the order, errors then by size; `sort NAME` in the palette"
        OnPanes(opened, |model, _| viewing::sort(model, false));
    SortAlso "sort-also" "sort also" View "add the column under the cursor as a further sort key; again to reverse it"
        OnPanes(opened, |model, _| viewing::sort(model, true));
    ClearSort "clear-sort" "unsort" View "back to the benchmark's own order"
        OnPanes(available::sorted, |model, _| viewing::clear_sort(model));
    Columns "columns" "columns" View "choose the columns shown"
        OnPanes(opened, |model, _| lists::open(model, &COLUMNS));
    Derive "derive" "derive" View "compute a column from others: NAME = EXPR in the filter language; NAME = alone removes it; in the palette also derive NAME = EXPR"
        OnPanes(opened, |model, _| prompting::open(model, &DERIVE));
    HideColumn "hide-column" "hide" View "hide the column under the cursor"
        OnPanes(opened, |model, _| viewing::hide_column(model));
    ColumnLeft "column-left" "move left" View "move the column under the cursor to the left"
        OnPanes(opened, |model, _| viewing::move_column(model, false));
    ColumnRight "column-right" "move right" View "move the column under the cursor to the right"
        OnPanes(opened, |model, _| viewing::move_column(model, true));
    NextForm "next-form" "form" View "show encodings in the next form of the search space"
        OnPanes(opened, |model, _| form::next(model));
    Statistics "statistics" "statistics" View "all columns, one a line: range, quartiles, mean, missing and distinct values, rank correlation with true value, prediction and error"
        Everywhere(opened, |model, _| statistics::open(model));
    Frequencies "frequencies" "frequencies" View "the values of the column under the cursor: how many rows have each, and their mean true value, prediction and error"
        Everywhere(opened, |model, _| frequencies::open_at_cursor(model));
    Undo "undo" "undo" View "undo the last change of filter, scored-only, sort, columns, plot or zoom; of an architecture, the last edit"
        OnPanes(|model| !model.undo.is_empty(), |model, _| viewing::undo(model));
    Redo "redo" "redo" View "redo what was undone"
        OnPanes(|model| !model.redo.is_empty(), |model, _| viewing::redo(model));

    Features "features" "features" Predict "choose the features the predictor uses"
        OnPanes(opened, |model, _| feature_panel::open(model));
    FeatureSet "feature-set" "feature set" Predict "type a feature set, such as graf-(node_degree-*in*)+params"
        OnPanes(opened, |model, _| prompting::open(model, &prompts::FEATURE_SET));
    SavePredictor "save-predictor" "save predictor" Predict "write the predictor to a file, for `grafscope predict`"
        OnPanes(opened, |model, _| prompting::open(model, &files::PREDICTOR));
    SaveSet "save-set" "save set" Predict "give the current feature set a name of your own, for later"
        OnPanes(opened, |model, _| prompting::open(model, &prompts::SET_NAME));
    TrainSizeUp "train-size-up" "n up" Predict "next larger training size"
        OnPanes(opened, |model, _| predicting::step_train_size(model, true));
    TrainSizeDown "train-size-down" "n down" Predict "next smaller training size"
        OnPanes(opened, |model, _| predicting::step_train_size(model, false));
    TrainSize "train-size" "n" Predict "type a training size"
        OnPanes(opened, |model, _| prompting::open(model, &prompts::TRAIN_SIZE));
    NewSeed "new-seed" "new seed" Predict "next seed: another training sample"
        OnPanes(opened, |model, _| predicting::new_seed(model));
    Seed "seed" "seed" Predict "type a seed"
        OnPanes(opened, |model, _| prompting::open(model, &prompts::SEED));
    Level "level" "level" Predict "type how many percent of the rows prediction intervals are to hold"
        OnPanes(opened, |model, _| prompting::open(model, &prompts::LEVEL));
    Model "model" "model" Predict "choose the model from a list"
        OnPanes(opened, |model, _| lists::open(model, &MODELS));
    Params "parameters" "parameters" Predict "see and change the parameters of the model: each change retrains"
        OnPanes(opened, |model, _| params::open(model));
    ModelText "model-text" "type model" Predict "type a model and its parameters, such as forest trees=200"
        OnPanes(opened, |model, _| prompting::open(model, &prompts::MODEL));
    Target "target" "target" Predict "choose data set and target"
        OnPanes(opened, |model, _| lists::open(model, &TARGETS));
    FurtherTargets "further-targets" "further" Predict "choose further targets, predicted beside the main one on the same training rows"
        OnPanes(opened, |model, _| lists::open(model, &FURTHER));
    NextTarget "next-target" "next target" Predict "make the next of the targets predicted the main one: what predicted and error mean, also on screens"
        Everywhere(available::several_targets, |model, _| further::next(model));
    Join "join" "join" Predict "add the columns of a file to the rows, by architecture: proxies, other targets"
        OnPanes(opened, |model, _| prompting::open(model, &files::JOIN));
    Roles "roles" "roles" Predict "set column roles: which columns are targets; all others are known without training"
        OnPanes(opened, |model, _| lists::open(model, &ROLES));
    ExternalPredictions "external-predictions" "external" Predict "choose columns that are predictions of another predictor: no features, compared as model A or B"
        OnPanes(opened, |model, _| lists::open(model, &EXTERNAL));
    OwnSplit "own-split" "split" Predict "train and test on a split of your own: a column that says train or test, or a file of samples"
        OnPanes(opened, |model, _| prompting::open(model, &files::SPLIT));
    RowPolicy "row-policy" "rows" Predict "train and score on canonical rows, all rows, or draw from the filtered rows"
        OnPanes(opened, |model, _| predicting::next_rows(model));
    Suggest "suggest" "suggest" Predict "what to measure next: type how many, an acquisition function, a model. The batch is marked and shown first; with a filter it is among its rows. In the palette also suggest 8 ei"
        OnPanes(opened, |model, _| prompting::open(model, &SUGGEST));
    Errors "errors" "errors" Predict "error analysis: views of the errors of the predictor, each mark of them a filter"
        Everywhere(available::trained, |model, _| errors::open(model));
    Importances "importances" "importances" Predict "feature importances of the predictor"
        Everywhere(available::trained, |model, _| importances::open(model));
    Architecture "architecture" "open" Predict "the selected architecture: why it is predicted so, edits of it, what is near it"
        Everywhere(available::selected, |model, _| architecture::open(model));

    Compare "compare" "compare" Experiment "compare feature sets and models over training sizes, filled in the background"
        Everywhere(opened, |model, _| comparing::open(model, Screen::Compare));
    Curves "curves" "curves" Experiment "the same comparison as learning curves"
        Everywhere(opened, |model, _| comparing::open(model, Screen::Curves));
    Select "select-features" "select" Experiment "feature selection: which features are needed"
        Everywhere(opened, |model, _| experiment::open::<Selecting>(model));
    Transfer "transfer" "transfer" Experiment "train on each data set or target, evaluate on all: a matrix"
        Everywhere(opened, |model, _| transferring::open(model));
    Search "search" "search" Experiment "search with a model, beside random search, evolution and local search"
        Everywhere(opened, |model, _| experiment::open::<Searching>(model));
    Learning "learning-so-far" "so far" Experiment "the search that the rows are of, in the order in which they were measured: best value so far, and how well a predictor of the first rows ranks those measured later"
        Everywhere(available::measured, |model, _| learning::open(model));
    Tree "tree" "tree" Experiment "draw the predictor when it is one tree"
        Everywhere(available::is_tree, |model, _| tree::open(model));

    Mark "mark" "mark" Rows "mark the selected architecture, or unmark it"
        OnPanes(opened, |model, _| marking::mark(model));
    MarkShown "mark-shown" "mark shown" Rows "mark every row shown, or unmark them when all are marked"
        OnPanes(opened, |model, _| marking::mark_shown(model));
    ClearMarks "clear-marks" "clear marks" Rows "unmark all"
        OnPanes(|model| !model.marks.is_empty(), |model, _| marking::clear(model));
    SideBySide "side-by-side" "side by side" Rows "two to 16 marked architectures side by side: cells, figures, the features that differ and their SHAP values; there, copy takes the comparison and export writes it as CSV"
        Everywhere(|model| model.marks.len() > 1, |model, _| side_by_side::open(model));
    Note "note" "note" Rows "write a note on the selected architecture, or change it; find searches notes too"
        Everywhere(available::selected, |model, _| noting::open(model));
    CopyMarked "copy-marked" "copy marked" Rows "copy the encodings of the marked architectures that are shown, one a line, in their order"
        OnPanes(|model| !model.marks.is_empty(), |model, _| marking::copy_marked(model));
    Copy "copy" "copy" Rows "copy the selected architecture's encoding to the clipboard, in the form shown"
        OnPanes(opened, |model, _| marking::copy(model));
    Export "export" "write" Rows "write the rows and columns shown to a file: .csv, .jsonl, .parquet, or what the screen shows; a list of encodings as .txt; `marked` behind its name takes those marked only, `contributions` adds the SHAP values of the prediction; .svg or .png draws a picture"
        OnPanes(opened, |model, _| prompting::open(model, exporting::asked(model)));

    ZoomIn "zoom-in" "zoom in" Plot "zoom in on the selected row, or on the cursor; arrows then move the part shown. The mouse: turn the wheel, or draw a rectangle"
        OnPanes(zoom::available, zoom::run);
    ZoomOut "zoom-out" "zoom out" Plot "zoom out"
        OnPanes(zoom::is_zoomed, zoom::run);
    ZoomAll "zoom-all" "show all" Plot "show everything again"
        OnPanes(zoom::is_zoomed, zoom::run);
    LogAxes "log-axes" "log" Plot "logarithmic axes, where all values are above 0; again for linear ones"
        OnPanes(zoom::available, zoom::run);
    WithoutOutliers "without-outliers" "outliers" Plot "leave out outliers: what is more than 1.5 interquartile ranges outside the quartiles of either axis (Tukey's fences); again to show them"
        OnPanes(zoom::available, zoom::run);

    PlotX "plot-x" "x axis" Plot "choose the column that the plot shows across: any column, true or predicted"
        OnPanes(opened, choosing::open);
    PlotY "plot-y" "y axis" Plot "choose the column that the plot shows upwards"
        OnPanes(opened, choosing::open);
    PlotColour "plot-colour" "colour" Plot "colour the points of the plot by a column, in four steps by its quartiles, or by none"
        OnPanes(opened, choosing::open);
    PlotPredicted "plot-predicted" "true or predicted" Plot "show predicted values in the plot in place of the true ones of a target that is predicted; again the true ones"
        OnPanes(choosing::has_predicted, |model, _| choosing::switch_predicted(model));
    PlotPredictions "plot-predictions" "predicted vs true" Plot "back to the plot of predicted against true values"
        OnPanes(choosing::can_go_back, |model, _| choosing::back(model));
    NextOnFront "next-on-front" "next on front" Plot "next row of the Pareto front in the plot, along its horizontal axis"
        OnPanes(along::available, |model, _| along::step(model, true));
    PreviousOnFront "previous-on-front" "before on front" Plot "previous row of the front"
        OnPanes(along::available, |model, _| along::step(model, false));
    FilterFront "filter-front" "front only" Plot "filter the table to the Pareto front of the plot, that of the rows shown: pareto(x, y)"
        OnPanes(along::available, |model, _| along::filter(model));
    TurnX "turn-x" "turn x" Plot "turn which end of the horizontal axis of the plot is good: higher or lower"
        OnPanes(choosing::is_chosen, choosing::turn);
    TurnY "turn-y" "turn y" Plot "turn which end of its vertical axis is good"
        OnPanes(choosing::is_chosen, choosing::turn);

    SaveSession "save-session" "save session" Program "save what is open, shown, marked and noted to a file; in the palette also save FILE"
        Everywhere(opened, |model, _| prompting::open(model, &files::SESSION));
    Follow "follow" "follow" Program "follow the files that are open while they grow: rows that are appended appear, the predictor retrains; again to stop"
        Everywhere(opened, |model, _| following::toggle(model));
    RestoreView "restore-view" "restore" Program "go back to the view of this benchmark that was kept when it was last open"
        OnPanes(available::restorable, |model, _| restoring::restore_kept(model));
    NextPane "next-pane" "pane" Program "go to the next pane"
        OnPanes(always, |model, _| moving::pane(model, 1));
    PreviousPane "previous-pane" "pane back" Program "go to the previous pane"
        OnPanes(always, |model, _| moving::pane(model, 2));
    Zoom "zoom" "zoom" Program "give the pane the whole screen, or back"
        OnPanes(opened, |model, _| viewing::zoom(model));
    FindFeature "find-feature" "find feature" Program "in the detail pane: show only features whose name contains a text"
        OnPanes(available::in_detail, |model, _| prompting::open(model, &rows::FIND_FEATURE));
    Palette "palette" "commands" Program "every command, found by its name or by what it does; digits go to a row, save FILE saves the session, derive NAME = EXPR computes a column"
        Everywhere(always, |model, _| lists::open(model, &PALETTE));
    Help "help" "help" Program "keys of the place you are in, all other keys, the filter language, what the numbers mean; can be searched"
        Everywhere(always, |model, _| help::open(model));
    Cancel "cancel" "cancel" Program "stop background work, or dismiss a message"
        OnPanes(cancelling::available, |model, _| cancelling::cancel(model));
    Redraw "redraw" "redraw" Program "redraw the screen"
        Everywhere(always, |_, _| vec![Effect::Redraw]);
    Suspend "suspend" "suspend" Program "stop the program and go back to the shell; fg continues"
        Everywhere(always, |_, _| vec![Effect::Suspend]);
    Quit "quit" "quit" Program "quit" Everywhere(always, |_, _| vec![Effect::Quit]);

    NextView "next-view" "view" Screen "next view" InPlace;
    PreviousView "previous-view" "view back" Screen "previous view" InPlace;
    GoToView "go-to-view" "go to view" Screen "1 to 9: that view" InPlace;
    Across "across" "column" Screen "choose the column that is shown across" InPlace;
    UpColumn "up-column" "second column" Screen "choose the second column, or none" InPlace;
    NextGrouping "next-grouping" "group by" Screen "sum SHAP values by feature, family, operation, correlated group" InPlace;
    ShowColumn "show-column" "to table" Screen "go to the table with the column under the cursor" InPlace;
    FilterHere "filter-here" "filter" Screen "filter to what is under the cursor" InPlace;
    RetrainWithSlice "retrain-with-slice" "add rows" Screen "retrain with more rows of the error slice under the cursor and show what it gains; the predictor of the table stays" InPlace;
    NextWorst "next-worst" "next worst" Screen "go to the next largest error" InPlace;
    PreviousWorst "previous-worst" "worse one" Screen "go to the next larger error" InPlace;
    NextRow "next-row" "next row" Screen "the next architecture of the table" InPlace;
    PreviousRow "previous-row" "row before" Screen "the previous architecture of the table" InPlace;
    GoThere "go-there" "go there" Screen "select what is under the cursor, or what was made by edits, in the table and show it; else back to the table" InPlace;
    NextNeighbour "next-neighbour" "next" Screen "next architecture around the one shown" InPlace;
    PreviousNeighbour "previous-neighbour" "before" Screen "previous architecture around the one shown" InPlace;
    MakeEdit "make-edit" "make edit" Screen "make the edit under the cursor" InPlace;
    Original "original" "original" Screen "undo all edits at once" InPlace;
    SortNext "sort-next" "sort" Screen "sort the list by the next figure" InPlace;
    SortTurn "sort-turn" "reverse" Screen "reverse that order" InPlace;
    FeatureCollisions "collisions" "collisions" Screen "feature collisions: groups of rows with the same features and different true values" InPlace;
    ChooseA "choose-a" "A" Screen "choose predictor A" InPlace;
    ChooseB "choose-b" "B" Screen "choose predictor B" InPlace;
    SwapSides "swap-sides" "swap" Screen "swap A and B" InPlace;
    Pause "pause" "pause" Screen "pause the runs, or go on; start what has not been started" InPlace;
    StopRuns "stop-runs" "stop" Screen "stop the runs, nothing that is done is lost; again to go back to the table" InPlace;
    AddMethod "add-series" "add" Screen "add a method: a named set, a family, an earlier predictor, another model" InPlace;
    TypeMethod "type-series" "type" Screen "add a method by typing its set, and after a comma its model" InPlace;
    RemoveMethod "remove-series" "remove" Screen "remove the method under the cursor, with its runs" InPlace;
    PinReference "pin-reference" "pin" Screen "compare the methods with the one under the cursor; again: with the best of each size" InPlace;
    Differences "differences" "differences" Screen "show differences from the reference, with 95% intervals, in place of scores; again: scores" InPlace;
    Sizes "sizes" "sizes" Screen "type the training sizes; in a selection how much worse a set may be, in a search its start, batch, number of queries, acquisition and model, in importances the rows to explain" InPlace;
    NextMetric "next-metric" "metric" Screen "show the next score, or the other measure" InPlace;
    MoreSizes "more-sizes" "all sizes" Screen "add the sizes 16, 32, 64 ... as far as there are rows" InPlace;
    MoreSeeds "more-seeds" "seeds up" Screen "more seeds" InPlace;
    FewerSeeds "fewer-seeds" "seeds down" Screen "fewer seeds" InPlace;
    OtherWay "other-way" "direction" Screen "select from the full set down, or from nothing up" InPlace;
    KeepSet "keep-set" "name" Screen "use the set under the cursor and give it a name" InPlace;
    ClearRuns "clear-runs" "clear" Screen "forget all runs and start over with the current predictor" InPlace;
    OpenCell "open-cell" "open" Screen "use the predictor under the cursor: its set, model, training size and first seed" InPlace;

    Accept "accept" "accept" Inside "take what is typed or selected" InPlace;
    Close "close" "close" Inside "close without a change" InPlace;
    Previous "previous" "up" Inside "previous entry, or an earlier input" InPlace;
    Next "next" "down" Inside "next entry, or a later input" InPlace;
    Toggle "toggle" "switch" Inside "switch the entry on or off" InPlace;
    Only "only" "only this" Inside "switch everything else off" InPlace;
    Complete "complete" "complete" Inside "complete the word; again for the next offer" InPlace;
    CompleteBack "complete-back" "back" Inside "the offer before" InPlace;
    Narrow "narrow" "narrow" Inside "type to narrow the list" InPlace;
    Unfold "unfold" "unfold" Inside "in the help: unfold the section under the cursor, or fold it" InPlace;
    Lower "lower" "lower" Inside "next smaller value" InPlace;
    Raise "raise" "raise" Inside "next larger value" InPlace;
    Default "default" "default" Inside "the value that is there by default" InPlace;
    Recall "recall" "recall" Inside "1 to 9: go back to that predictor of the list" InPlace;
}
