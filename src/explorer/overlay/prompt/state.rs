//! A line being typed, and the record of what it asks for.

use std::ops::Range;

use tui_input::Input;

use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::prompt::completing::forget_paths;
use crate::update::requests::TrainRequestError;
use grafscope_core::filter::{Completion, FilterError};
use grafscope_core::predict::FeatureSetError;

/// Takes a text, without the blanks around it, or says why it cannot be taken.
type Accept = fn(&mut Model, &str) -> Result<Vec<Effect>, Problem>;

/// A prompt as one record.
#[derive(Debug)]
pub struct PromptSpec {
    pub label: &'static str,
    /// The text that is there when it opens: one that is edited rather than replaced.
    pub initial: fn(&Model) -> String,
    pub completing: Completing,
    /// Earlier texts, the newest last.
    pub history: Option<fn(&Model) -> Vec<String>>,
    /// What follows from a changed text: what is wrong with it, what it would do. The prompt is not in the model
    /// meanwhile.
    pub edited: fn(&mut Model, &mut Prompt) -> Vec<Effect>,
    pub accept: Accept,
    /// What follows from closing it with nothing taken.
    pub closed: fn(&mut Model) -> Vec<Effect>,
    /// Shown below an empty text; a line is kept for it.
    pub example: Option<&'static str>,
    /// What is shown beside the text of what it lets through or finds, once that is known; a place is kept for it.
    pub count: Option<fn(&Model, &Prompt) -> Option<String>>,
}

#[derive(Debug, Clone, Copy)]
pub enum Completing {
    Nothing,
    /// What may stand before a byte of the text.
    Words(fn(&Model, &str, usize) -> Option<Completion>),
    Paths,
}

impl PromptSpec {
    pub const fn line(label: &'static str, accept: Accept) -> Self {
        Self {
            label,
            initial: |_| String::new(),
            completing: Completing::Nothing,
            history: None,
            edited: |_, _| Vec::new(),
            accept,
            closed: |_| Vec::new(),
            example: None,
            count: None,
        }
    }

    pub const fn text(label: &'static str, initial: fn(&Model) -> String, accept: Accept) -> Self {
        Self {
            initial,
            ..Self::line(label, accept)
        }
    }

    pub const fn file(label: &'static str, initial: fn(&Model) -> String, accept: Accept) -> Self {
        Self {
            completing: Completing::Paths,
            closed: forget_paths,
            ..Self::text(label, initial, accept)
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The bytes that are at fault; all when it is the whole text.
    pub span: Option<Range<usize>>,
    /// What is wrong, and what is expected.
    pub message: String,
}

impl From<String> for Problem {
    fn from(message: String) -> Self {
        Self {
            span: None,
            message,
        }
    }
}

impl From<&str> for Problem {
    fn from(message: &str) -> Self {
        message.to_owned().into()
    }
}

impl From<FilterError> for Problem {
    fn from(error: FilterError) -> Self {
        Self {
            span: Some(error.span),
            message: error.message,
        }
    }
}

impl From<TrainRequestError> for Problem {
    fn from(error: TrainRequestError) -> Self {
        match error {
            TrainRequestError::FeatureSet(error) => error.into(),
            TrainRequestError::Sample(reason) => reason.into(),
            TrainRequestError::Further(error) => error.to_string().into(),
        }
    }
}

impl From<FeatureSetError> for Problem {
    fn from(error: FeatureSetError) -> Self {
        Self {
            span: Some(error.span),
            message: error.reason,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Prompt {
    pub spec: &'static PromptSpec,
    pub input: Input,
    /// Why the text cannot be accepted as it stands.
    pub problem: Option<Problem>,
    /// How many rows pass the filter, once counted for this very text.
    pub matches: Option<usize>,
    pub offers: Option<Offers>,
    /// How many steps back in the history the text is; 0 is what was typed.
    pub back: usize,
    /// What was typed before going back in the history.
    pub typed: String,
}

/// What may stand in one place of a text.
#[derive(Debug, Clone)]
pub struct Offers {
    /// What may stand there; more than one.
    pub words: Vec<String>,
    /// The one that is in the text, while Tab goes through them.
    pub current: Option<usize>,
    pub before: String,
    pub after: String,
}

impl Prompt {
    pub fn new(spec: &'static PromptSpec, text: String) -> Self {
        Self {
            spec,
            input: Input::new(text),
            problem: None,
            matches: None,
            offers: None,
            back: 0,
            typed: String::new(),
        }
    }

    pub fn offers(&self) -> &[String] {
        self.offers.as_ref().map_or(&[], |offers| &offers.words)
    }

    pub fn problem_span(&self) -> Option<Range<usize>> {
        let problem = self.problem.as_ref()?;
        let whole = 0..self.input.value().len();
        Some(problem.span.clone().unwrap_or(whole))
    }
}
