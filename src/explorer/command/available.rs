//! Which commands make sense now: the hint line and the palette show no others.

use crate::command::Command;

use crate::architecture::state::{ArchitectureScreen, ArchitectureView};
use crate::errors::state::ErrorView;
use crate::model::{Model, Pane};
use crate::screen::Screen;

/// Whether `command` would do something now.
pub fn available(model: &Model, command: Command) -> bool {
    use Command as C;
    match command {
        C::Help | C::Palette | C::Quit | C::Redraw | C::Suspend | C::NextPane | C::PreviousPane => {
            true
        }
        _ if model.data.is_none() => matches!(command, C::Cancel),
        C::Across | C::UpColumn | C::NextMetric | C::Raise | C::Lower
            if model.screen == Screen::Errors && model.overlay.is_none() =>
        {
            in_errors(model.inspection.errors.view, command)
        }
        C::FindNext | C::FindPrevious => {
            !model.found.is_empty() || model.inspection.errors.stepping
        }
        C::ClearFilter => !model.view.filter.is_empty(),
        C::ClearSort => !model.view.sort.is_empty(),
        C::Tree => {
            let trained = model.training.current.as_ref();
            trained.is_some_and(|trained| trained.readable_tree.is_some())
        }
        C::NextGrouping if model.screen == Screen::Architecture => {
            model.inspection.architecture.view == ArchitectureView::Why
        }
        C::NextNeighbour
        | C::PreviousNeighbour
        | C::MakeEdit
        | C::Original
        | C::SortNext
        | C::SortTurn
        | C::Undo
        | C::Redo
            if model.screen == Screen::Architecture =>
        {
            on_architecture(&model.inspection.architecture, command)
        }
        C::Undo => !model.undo.is_empty(),
        C::Redo => !model.redo.is_empty(),
        C::ClearMarks => !model.marks.is_empty(),
        C::FindFeature => model.focus == Pane::Detail,
        C::Errors | C::Importances => model.training.trained_model.is_some(),
        C::Architecture | C::Note => model.selected.is_some(),
        C::RestoreView => model.restore_state.offer.is_some(),
        C::Cancel => {
            let running = model.training.running.is_some() || model.opening.is_some();
            running || model.arranging || model.notice.is_some()
        }
        _ => true,
    }
}

/// The same for what is done with one architecture.
fn on_architecture(screen: &ArchitectureScreen, command: Command) -> bool {
    use Command as C;
    let edit = &screen.edit;
    match (screen.view, command) {
        (ArchitectureView::Edit, C::Undo) => !edit.undo.is_empty(),
        (ArchitectureView::Edit, C::Redo) => !edit.redo.is_empty(),
        (ArchitectureView::Edit, C::Original) => edit.is_edited(),
        (ArchitectureView::Edit, _) => !edit.shown.is_empty(),
        (ArchitectureView::Neighbours, C::NextNeighbour | C::PreviousNeighbour) => true,
        _ => false,
    }
}

/// Whether `command` does something in `view` of the errors.
fn in_errors(view: ErrorView, command: Command) -> bool {
    use crate::errors::state::ErrorView as V;
    match command {
        Command::Across => {
            matches!(
                view,
                V::Residuals | V::ByValue | V::Heat | V::ModelComparison
            )
        }
        Command::NextMetric => matches!(view, V::Residuals | V::ByValue | V::Heat),
        Command::UpColumn => view == V::Heat,
        Command::Raise | Command::Lower => matches!(
            view,
            V::Residuals | V::Histogram | V::ByValue | V::Heat | V::Slices
        ),
        _ => true,
    }
}
