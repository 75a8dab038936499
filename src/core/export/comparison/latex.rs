//! A comparison as a LaTeX table.

use std::io::{self, Write};

use super::{Comparison, legend, marks};
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
        let left = "l".repeat(comparison.label_headings().len());
        let right = "r".repeat(summary.sizes.len());
        writeln!(out, "  \\begin{{tabular}}{{{left}{right}}}")?;
        writeln!(out, "    \\toprule")?;
        let table = comparison.table(
            |size| format!("$n = {size}$"),
            |label| format!("\\texttt{{{}}}", escaped(label)),
            |figure, mark| match mark {
                Mark::Best => format!("\\textbf{{{}}}", escaped(&figure)),
                Mark::NotWorse => format!("{}$^\\dagger$", escaped(&figure)),
                _ => escaped(&figure),
            },
        );
        for (at, row) in table.iter().enumerate() {
            writeln!(out, "    {} \\\\", row.join(" & "))?;
            if at == 0 {
                writeln!(out, "    \\midrule")?;
            }
        }
        writeln!(out, "    \\bottomrule")?;
        writeln!(out, "  \\end{{tabular}}")?;
        writeln!(out, "\\end{{table}}")?;
    }
    Ok(())
}

/// `text` escaped for LaTeX, in characters that every engine sets.
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
