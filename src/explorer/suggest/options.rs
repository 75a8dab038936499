//! How many architectures are suggested, by which acquisition function and which model.

use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::prompt::state::PromptSpec;
use crate::search::update::acquisition;
use crate::suggest::update;
use grafscope_core::experiment::SuggestOptions;
use grafscope_core::predict::ModelSpec;

/// Number of architectures, acquisition function, model.
pub(crate) static OPTIONS: PromptSpec = PromptSpec::text(
    "suggest: how many, acquisition, model",
    text,
    |model, text| Ok(suggest(model, text)?),
);

fn text(model: &Model) -> String {
    let SuggestOptions {
        count,
        acquisition,
        model,
        ..
    } = &model.suggesting.options;
    let model = model
        .as_ref()
        .map_or_else(String::new, |of| format!(" {of}"));
    format!("{count} {}{model}", acquisition.name)
}

/// Suggests as `text` says; what it leaves out is as by default.
pub(crate) fn suggest(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let options = read(text)?;
    // However many are measured, some models cannot be used.
    options.check(0).map_err(|error| error.to_string())?;
    model.suggesting.options = options;
    Ok(update::suggest(model))
}

fn read(text: &str) -> Result<SuggestOptions, String> {
    let mut options = SuggestOptions::default();
    let text = text.replace(',', " ");
    let mut words = text.split_whitespace();
    if let Some(word) = words.next() {
        let count = word.parse().ok().filter(|&count| count > 0);
        options.count = count.ok_or(
            "a whole number from 1 on is expected, of architectures; then an acquisition function and a model",
        )?;
    }
    if let Some(name) = words.next() {
        options.acquisition = acquisition(name)?;
    }
    let model = words.collect::<Vec<_>>().join(" ");
    if !model.is_empty() {
        let model = ModelSpec::parse_guide(&model).map_err(|error| error.to_string())?;
        options.model = Some(model);
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_as_by_default() {
        let read = |text| {
            let options = read(text).unwrap();
            let model = options.model.map(|model| model.to_string());
            (options.count, options.acquisition.name, model)
        };
        assert_eq!(read(""), (8, "ei", None));
        assert_eq!(read("3, ucb"), (3, "ucb", None));
        let forest = Some("forest trees=50".to_owned());
        assert_eq!(
            read("12 thompson forest trees=50"),
            (12, "thompson", forest)
        );
    }

    #[test]
    fn errors_say_what_is_expected() {
        let error = |text| read(text).unwrap_err();
        assert!(error("0").contains("a whole number from 1 on"));
        assert!(error("ei 8").contains("a whole number from 1 on"));
        assert!(error("8 pi").contains("expected one of ei, ucb"));
        assert!(error("8 ei krigging").contains("kriging"));
    }
}
