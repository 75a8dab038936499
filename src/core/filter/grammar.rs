//! The language, construct by construct: what the help and the reference are made of.

/// A construct of the filter language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Construct {
    /// How it is written, with `x`, `y` for numbers, `a`, `b` for conditions, `k` for a count.
    pub syntax: &'static str,
    /// What it means, in one or two sentences.
    pub meaning: &'static str,
    /// A whole filter that uses it.
    pub example: &'static str,
}

/// Every construct, the ones used most first.
pub const GRAMMAR: &[Construct] = &[
    Construct {
        syntax: "x < y   <=   >   >=   =   !=",
        meaning: "Compares two numbers, exactly. False when one of them is missing, `!=` included.",
        example: "val_acc >= 90",
    },
    Construct {
        syntax: "x in 1..3   x in 1..   x in ..3",
        meaning: "Within a range; both ends belong to it, and one may be left out. `x not in 1..3` is below or above it.",
        example: "min_path_len(nor_conv_3x3) in 1..2",
    },
    Construct {
        syntax: "a and b   a or b   not a",
        meaning: "Joins conditions; `&&`, `||`, `!` are the same. `not` binds before `and`, `and` before `or`. A comparison with a missing value is false, so its `not` is true.",
        example: "val_acc > 90 and not in_training",
    },
    Construct {
        syntax: "(a)   (x)",
        meaning: "Parentheses group.",
        example: "(val_acc > 94 or val_acc < 20) and canonical",
    },
    Construct {
        syntax: "top(x, k)   top(x, k%)",
        meaning: "The k largest values over all rows that have one, or that share of them, rounded up. Rows equal to the last one come too.",
        example: "top(val_acc, 1%) and op_count(none) >= 2",
    },
    Construct {
        syntax: "bottom(x, k)   bottom(x, k%)",
        meaning: "The same for the smallest.",
        example: "bottom(abs(error), 100)",
    },
    Construct {
        syntax: "pareto(x, y)   pareto(x, y, ...)",
        meaning: "The Pareto front over all rows: those that no other dominates, which is as good in every objective and better in one. Rows equal in all come together; one that lacks a value is on no front. A condition behind them, as in `pareto(x, y, scored)`, has the front of the rows for which it holds. Targets and costs know which end is good; else, and to have the other end, write `max(x)` or `min(x)`.",
        example: "pareto(val_acc, train_time)",
    },
    Construct {
        syntax: "front(x, y, k)   front(x, y, ..., k)",
        meaning: "The first k fronts: the Pareto front, that of the rows without it, and so on.",
        example: "front(val_acc, min(train_time), 3)",
    },
    Construct {
        syntax: "column",
        meaning: "The value of a column. A yes-or-no column (`canonical`, `in_training`, `scored`, `marked`) is a condition by itself, and 1 or 0 where a number is expected.",
        example: "scored and not marked",
    },
    Construct {
        syntax: "feature(operations)",
        meaning: "A feature by the call that names it. Operations come in any order, by name or alias.",
        example: "min_path_len(nor_conv_3x3,skip_connect) <= 1",
    },
    Construct {
        syntax: "arch(text)",
        meaning: "Whether the encoding is `text`, or has it in it, as find reads it: any form, brackets and all; operations such as `c3`, or `c3~0` for one on an edge from node 0.",
        example: "arch(c3~0 none~1) and not arch(pool)",
    },
    Construct {
        syntax: "`any name`",
        meaning: "Backquotes around a column's name that is no plain word, such as one with a hyphen.",
        example: "`val_acc` > 90",
    },
    Construct {
        syntax: "90   .5   1e-3   90%",
        meaning: "Numbers. A percent sign may follow one that is compared with a column in percent; it changes nothing: `90%` is 90.",
        example: "val_acc > 90%",
    },
    Construct {
        syntax: "x + y   x - y   x * y   x / y   -x",
        meaning: "Arithmetic; `*` and `/` bind before `+` and `-`. Missing when a part is missing, and when there is no result, as of `1 / 0`.",
        example: "val_acc - predicted > 2 * val_acc.std",
    },
    Construct {
        syntax: "abs(x)   min(x, y)   max(x, y)",
        meaning: "Absolute value; the smaller and the larger of two. Missing when a part is missing.",
        example: "abs(error) > 3",
    },
    Construct {
        syntax: "missing(x)",
        meaning: "True where there is no value.",
        example: "not missing(predicted)",
    },
];

/// The language as a Markdown table.
pub fn grammar_markdown() -> String {
    let mut text = String::from("| written | means | example |\n|---|---|---|\n");
    for construct in GRAMMAR {
        let written: Vec<_> = construct.syntax.split("   ").map(code).collect();
        let meaning = construct.meaning.replace('|', "\\|");
        let (written, example) = (written.join(" "), code(construct.example));
        text.push_str(&format!("| {written} | {meaning} | {example} |\n"));
    }
    text
}

/// `text` as code in a table, where a bar would end the cell.
fn code(text: &str) -> String {
    let text = text.trim().replace('|', "\\|");
    // Backquotes in code want more of them around it.
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}
