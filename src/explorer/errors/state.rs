//! The error analysis: what a slice gains, and where the tabs are.

use std::sync::Arc;

use crate::errors::slices::gain::AskedGain;
use crate::errors::{ErrorView, Errors};
use crate::layout::area::Area;

impl Errors {
    /// What the slice at `place` of the finding gains from more rows, if the user has asked.
    pub(crate) fn gain(&self, place: usize) -> Option<&AskedGain> {
        let finding = self.finding.as_ref()?;
        let asked = self.slices.gain.as_ref();
        asked.filter(|asked| asked.slice == place && Arc::ptr_eq(&asked.finding, finding))
    }

    /// The tabs as far as `width` cells hold them: the first cell and the text of each. Where room is
    /// short only the open one has its title, the others their numbers.
    pub(crate) fn tabs(&self, width: u16) -> Vec<(ErrorView, u16, String)> {
        let titled = |all: bool| {
            let mut x = 0;
            let tab = |(place, view): (usize, ErrorView)| {
                let text = if all || view == self.view {
                    format!(" {} {} ", place + 1, view.title())
                } else {
                    format!(" {} ", place + 1)
                };
                let start = x;
                x += text.len() as u16;
                (view, start, text)
            };
            let views = ErrorView::ALL.iter().copied().enumerate();
            let tabs: Vec<_> = views.map(tab).collect();
            (tabs, x)
        };
        let (all, cells) = titled(true);
        if cells <= width { all } else { titled(false).0 }
    }

    /// The view whose tab is at column `x` of the screen, when they are in `area`.
    pub(crate) fn tab_at(&self, area: Area, x: u16) -> Option<ErrorView> {
        let x = x - area.x;
        let tabs = self.tabs(area.width);
        let hit = |(_, start, text): &&(ErrorView, u16, String)| {
            (*start..*start + text.len() as u16).contains(&x)
        };
        tabs.iter().find(hit).map(|(view, ..)| *view)
    }
}
