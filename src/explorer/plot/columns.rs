//! Which columns the plot shows: predicted against true until the user chooses others.

use grafscope_core::bench::Better;
use grafscope_core::column::Builtin;

/// The columns of the plot, by name, so that they survive a change of data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlotColumns {
    /// Across, up.
    pub axes: [PlotAxis; 2],
    /// The column that colours the points.
    pub colour: Option<String>,
}

/// What an axis shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlotAxis {
    /// The name of the column.
    pub column: String,
    /// Which end is good, where the user says so.
    pub better: Option<Better>,
}

impl PlotAxis {
    pub(crate) fn of(column: &str) -> Self {
        Self {
            column: column.to_owned(),
            better: None,
        }
    }
}

impl Default for PlotColumns {
    fn default() -> Self {
        let axes = [Builtin::True, Builtin::Predicted];
        Self {
            axes: axes.map(|column| PlotAxis::of(column.name())),
            colour: None,
        }
    }
}

const ENDS: [(&str, Better); 2] = [(":higher", Better::Higher), (":lower", Better::Lower)];

impl PlotColumns {
    /// Whether it is predicted against true: one scale for both axes, and no trade-off.
    pub fn is_predictions(&self) -> bool {
        self.names() == Self::default().names()
    }

    /// The columns across and up.
    pub fn names(&self) -> [&str; 2] {
        self.axes.each_ref().map(|axis| axis.column.as_str())
    }

    /// As sessions keep it: the columns across and up, `:lower` or `:higher` behind them where the user says which end
    /// is good, and the one that colours.
    pub(crate) fn texts(&self) -> Vec<String> {
        let axes = self.axes.iter().map(|axis| {
            let ends = ENDS.iter();
            let end = ends.filter(|(_, better)| Some(*better) == axis.better);
            axis.column.clone() + end.map(|(end, _)| *end).collect::<String>().as_str()
        });
        axes.chain(self.colour.clone()).collect()
    }

    /// What `texts` keep; `None` where they are not two or three.
    pub(crate) fn read(texts: &[String]) -> Option<Self> {
        let (x, y, colour) = match texts {
            [x, y] => (x, y, None),
            [x, y, colour] => (x, y, Some(colour.clone())),
            _ => return None,
        };
        let axis = |text: &String| {
            let mut ends = ENDS.iter();
            let end = ends.find_map(|(end, better)| Some((text.strip_suffix(end)?, *better)));
            let (column, better) = end.map_or((text.as_str(), None), |(c, b)| (c, Some(b)));
            PlotAxis {
                column: column.to_owned(),
                better,
            }
        };
        Some(Self {
            axes: [axis(x), axis(y)],
            colour,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sessions_keep_is_read_again() {
        let mut columns = PlotColumns::default();
        assert!(columns.is_predictions());
        assert_eq!(columns.texts(), ["true", "predicted"]);
        columns.axes[0] = PlotAxis {
            column: "min_path_len(c3,skip)".to_owned(),
            better: Some(Better::Lower),
        };
        columns.colour = Some("params".to_owned());
        assert!(!columns.is_predictions());
        let texts = columns.texts();
        assert_eq!(
            texts,
            ["min_path_len(c3,skip):lower", "predicted", "params"]
        );
        assert_eq!(PlotColumns::read(&texts), Some(columns));
        assert_eq!(PlotColumns::read(&texts[..1]), None);
    }
}
