//! Where the user is among the parameters.

use tui_input::Input;

#[derive(Debug, Clone, Default)]
pub struct ParamPanel {
    pub cursor: usize,
    /// The value being typed; empty while none is.
    pub entry: Input,
    /// Why the typed value is not taken.
    pub problem: Option<String>,
}

impl ParamPanel {
    pub fn is_typing(&self) -> bool {
        !self.entry.value().is_empty()
    }

    pub(crate) fn clear(&mut self) {
        self.entry.reset();
        self.problem = None;
    }

    /// Lets nothing but numbers be typed.
    pub(crate) fn keep_number(&mut self) {
        self.problem = None;
        let digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | 'e');
        let text = self.entry.value();
        let number: String = text.chars().filter(|&c| digit(c)).collect();
        if number != text {
            self.entry = Input::new(number);
        }
    }
}
