//! Giving the current feature set a name.

use std::sync::Arc;

use crate::effect::{Effect, NewSet};
use crate::model::Model;
use crate::update::{inform, warn};
use grafscope_core::predict::NamedSets;

pub(crate) fn save(model: &mut Model, name: &str) -> Result<Vec<Effect>, String> {
    let saved = &model.saved;
    if let Some(problem) = &saved.problem {
        return Err(format!("{problem}; correct the file first"));
    }
    let Some(file) = saved.file.clone() else {
        return Err("there is no folder for named sets: set GRAFSCOPE_CONFIG to one".to_owned());
    };
    let table = model.table();
    if table.is_some_and(|table| table.find(name).is_some()) {
        return Err(format!(
            "`{name}` is a column of this table: choose another name"
        ));
    }
    let text = model.settings.features.clone();
    saved.sets.clone().insert(name, &text)?;
    Ok(vec![Effect::SaveSet(NewSet {
        file,
        name: name.to_owned(),
        text,
    })])
}

pub(crate) fn saved(model: &mut Model, set: &NewSet, result: Result<Arc<NamedSets>, String>) {
    match result {
        Ok(sets) => {
            let NewSet { name, text, file } = set;
            let before = model.saved.sets.get(name).filter(|before| before != text);
            let before = before.map_or_else(String::new, |before| format!(", no longer {before}"));
            let file = file.display();
            let said = format!("{name} stands for {text} from now on{before} ({file})");
            model.saved.sets = Arc::unwrap_or_clone(sets);
            inform(model, said);
        }
        Err(reason) => warn(model, reason),
    }
}
