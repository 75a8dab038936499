//! A comparison as a LaTeX table.

use std::io::{self, Write};

use super::{Comparison, figure, legend, marks};
use crate::experiment::Mark;

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> io::Result<()> {
    writeln!(out, "% \\usepackage{{booktabs}}")?;
    for comparison in comparisons {
        let summary = &comparison.summary;
        let mut caption = comparison.caption();
        if marks(summary) {
            caption += ". ";
            caption += &legend(summary.metric, "Bold:", "†:");
        }
        writeln!(out, "\\begin{{table}}")?;
        writeln!(out, "  \\centering")?;
        writeln!(out, "  \\caption{{{}}}", escaped(&caption))?;
        let left = "l".repeat(comparison.labels_wide());
        let right = "r".repeat(summary.sizes.len());
        writeln!(out, "  \\begin{{tabular}}{{{left}{right}}}")?;
        writeln!(out, "    \\toprule")?;
        let mut heading = comparison.label_headings();
        heading.extend(summary.sizes.iter().map(|size| format!("$n = {size}$")));
        writeln!(out, "    {} \\\\", heading.join(" & "))?;
        writeln!(out, "    \\midrule")?;
        for (place, cells) in summary.cells.iter().enumerate() {
            let labels = comparison.labels(place);
            let labels = labels
                .iter()
                .map(|label| format!("\\texttt{{{}}}", escaped(label)));
            let mut line: Vec<String> = labels.collect();
            line.extend(cells.iter().map(|cell| {
                let figure = figure(cell, summary.metric, comparison.seeds.count);
                let figure = escaped(&figure);
                match cell.mark {
                    Mark::Best if marks(summary) => format!("\\textbf{{{figure}}}"),
                    Mark::NotWorse => format!("{figure}$^\\dagger$"),
                    _ => figure,
                }
            }));
            writeln!(out, "    {} \\\\", line.join(" & "))?;
        }
        writeln!(out, "    \\bottomrule")?;
        writeln!(out, "  \\end{{tabular}}")?;
        writeln!(out, "\\end{{table}}")?;
    }
    Ok(())
}

/// `text` without meaning to LaTeX, in characters that every engine sets.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped += "\\textbackslash{}",
            '~' => escaped += "\\textasciitilde{}",
            '^' => escaped += "\\textasciicircum{}",
            '<' => escaped += "\\textless{}",
            '>' => escaped += "\\textgreater{}",
            '|' => escaped += "\\textbar{}",
            '±' => escaped += "$\\pm$",
            '≥' => escaped += "$\\ge$",
            '²' => escaped += "$^2$",
            '†' => escaped += "$^\\dagger$",
            '–' => escaped += "--",
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
