//! How far the work of each screen is.

use crate::effect::JobKind;
use crate::model::Model;
use crate::screen::Work;
use grafscope_core::job::Progress;

pub(crate) fn progress(model: &mut Model, kind: JobKind, progress: Progress) {
    if let Some(work) = work(model, kind)
        && work.is_running()
    {
        *work = Work::Running(Some(progress));
    }
}

pub(crate) fn crashed(model: &mut Model, kind: JobKind, reason: &str) {
    if let Some(compare) = model.experiments.compare.as_mut()
        && kind == JobKind::Compare
    {
        compare.running = false;
        compare.paused = true;
    }
    set_work(model, kind, Work::Failed(reason.to_owned()));
}

pub(crate) fn set_work(model: &mut Model, kind: JobKind, to: Work) {
    if let Some(work) = work(model, kind) {
        *work = to;
    }
}

pub(super) fn work(model: &mut Model, kind: JobKind) -> Option<&mut Work> {
    let experiments = &mut model.experiments;
    match kind {
        JobKind::Inspect => Some(&mut model.inspection.errors.work),
        JobKind::SliceGain => {
            let asked = model.inspection.errors.slices.gain.as_mut();
            asked.map(|asked| &mut asked.work)
        }
        JobKind::Paired => model.training.change.as_mut().map(|of| &mut of.work),
        JobKind::Summarise => Some(&mut model.inspection.statistics.work),
        JobKind::Frequencies => Some(&mut model.inspection.frequencies.work),
        JobKind::Select => experiments.selection.as_mut().map(|of| &mut of.work),
        JobKind::Transfer => experiments.transfer.as_mut().map(|of| &mut of.work),
        JobKind::Search => experiments.search.as_mut().map(|of| &mut of.work),
        JobKind::Vary => Some(&mut model.inspection.architecture.edit.work),
        JobKind::Neighbours => Some(&mut model.inspection.architecture.nearby.work),
        JobKind::Learning => Some(&mut experiments.learning.work),
        JobKind::Importance => Some(&mut model.inspection.importances.work),
        _ => None,
    }
}
