//! The form in which encodings are shown: one at all widths, that of the space that is compact unless another is chosen.

use crate::effect::Effect;
use crate::model::Model;
use crate::update::inform;
use grafscope_core::space::SearchSpace;

/// The compact form of whatever space.
pub(crate) const COMPACT: &str = "compact";

impl Model {
    /// The form shown: an index into the forms of the space that is open.
    pub fn form(&self) -> usize {
        self.space().map_or(0, |space| {
            let chosen = space.find_form(&self.live.form);
            chosen.unwrap_or_else(|| space.compact())
        })
    }

    /// The encoding of `row` as it is shown.
    pub(crate) fn encoding(&self, row: u32) -> String {
        self.data.as_ref().map_or_else(String::new, |data| {
            let bench = &data.opened.bench;
            bench.space.print(&bench.archs[row as usize], self.form())
        })
    }

    fn space(&self) -> Option<&'static dyn SearchSpace> {
        self.data.as_ref().map(|data| data.opened.bench.space)
    }
}

/// Shows encodings in the form called `name`.
pub(crate) fn choose(model: &mut Model, name: &str) -> Result<(), String> {
    let Some(space) = model.space() else {
        return Ok(());
    };
    if space.find_form(name).is_none() {
        let forms: Vec<_> = space.forms().iter().map(|form| form.name).collect();
        let (space, forms) = (space.name(), forms.join(", "));
        return Err(format!(
            "{space} has no form `{name}`; its forms are {forms}"
        ));
    }
    name.clone_into(&mut model.live.form);
    Ok(())
}

/// Shows encodings in the next form.
pub(crate) fn next(model: &mut Model) -> Vec<Effect> {
    let Some(space) = model.space() else {
        return Vec::new();
    };
    let next = (model.form() + 1) % space.forms().len();
    let name = space.forms()[next].name;
    let chosen = if next == space.compact() {
        COMPACT
    } else {
        name
    };
    chosen.clone_into(&mut model.live.form);
    let text = match space.forms().len() {
        1 => format!("{} has one form of encodings, {name}", space.name()),
        _ => format!("encodings are shown as {name}"),
    };
    inform(model, text);
    Vec::new()
}
