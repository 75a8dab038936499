//! Laws of the language: printing is undone by parsing, running columns in chunks gives what
//! reading the tree row by row gives, and no text is too much for the parser.

use grafscope_core::filter::{
    Comparison, DEEPEST, Expr, Function, Kind, Operator, Program, complete, parse,
};
use grafscope_core::job::JobContext;
use grafscope_core::space;
use grafscope_core::table::{Table, Unit};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{coded, dense};

const NUMBERS: [&str; 4] = ["a", "b", "op_count(none)", "odd-name"];
const FLAGS: [&str; 2] = ["canonical", "in_training"];

fn expr(kind: Kind) -> Expr {
    Expr { kind, span: 0..0 }
}

fn constant() -> impl Strategy<Value = Expr> {
    let value = prop_oneof![(0_i32..5).prop_map(f64::from), 0.0..10.0];
    value.prop_map(|value| {
        expr(Kind::Number {
            value,
            percent: false,
        })
    })
}

fn column(names: &'static [&'static str]) -> impl Strategy<Value = Expr> {
    select(names).prop_map(|name| expr(Kind::Column(name.to_owned())))
}

/// Numbers that the compiler takes.
fn number() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![constant(), column(&NUMBERS), column(&FLAGS)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let operators = |level: [Operator; 2]| vec((select(level.to_vec()), inner.clone()), 1..4);
        let rest = prop_oneof![
            operators([Operator::Plus, Operator::Minus]),
            operators([Operator::Times, Operator::Over]),
        ];
        let two = select(vec![Function::Min, Function::Max]);
        prop_oneof![
            inner
                .clone()
                .prop_map(|of| expr(Kind::Negative(Box::new(of)))),
            (inner.clone(), rest).prop_map(|(first, rest)| {
                let first = Box::new(first);
                expr(Kind::Chain { first, rest })
            }),
            inner.clone().prop_map(|of| call(Function::Abs, vec![of])),
            (two, inner.clone(), inner).prop_map(|(function, a, b)| call(function, vec![a, b])),
        ]
    })
}

fn call(function: Function, arguments: Vec<Expr>) -> Expr {
    expr(Kind::Call {
        function,
        arguments,
    })
}

fn comparison() -> impl Strategy<Value = Comparison> {
    use grafscope_core::filter::Comparison::{AtLeast, AtMost, Equal, Greater, Less, NotEqual};
    select(vec![Less, AtMost, Greater, AtLeast, Equal, NotEqual])
}

fn rank() -> impl Strategy<Value = Expr> {
    let share = (1_u32..40, any::<bool>()).prop_map(|(k, percent)| {
        expr(Kind::Number {
            value: f64::from(k),
            percent,
        })
    });
    let of = prop_oneof![
        column(&NUMBERS),
        column(&NUMBERS).prop_map(|of| call(Function::Abs, vec![of])),
    ];
    let end = select(vec![Function::Top, Function::Bottom]);
    (end, of, share).prop_map(|(end, of, share)| call(end, vec![of, share]))
}

/// Conditions that the compiler takes.
fn condition() -> impl Strategy<Value = Expr> {
    let ends = prop_oneof![
        (number(), column(&NUMBERS)).prop_map(|(low, high)| (Some(low), Some(high))),
        number().prop_map(|low| (Some(low), None)),
        number().prop_map(|high| (None, Some(high))),
    ];
    let leaf = prop_oneof![
        column(&FLAGS),
        number().prop_map(|of| call(Function::Missing, vec![of])),
        rank(),
        (number(), comparison(), number()).prop_map(|(left, comparison, right)| {
            let [left, right] = [left, right].map(Box::new);
            expr(Kind::Compare {
                left,
                comparison,
                right,
            })
        }),
        (number(), any::<bool>(), ends).prop_map(|(of, inside, (low, high))| {
            let of = Box::new(of);
            let [low, high] = [low, high].map(|end| end.map(Box::new));
            expr(Kind::Within {
                of,
                inside,
                low,
                high,
            })
        }),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|of| expr(Kind::Not(Box::new(of)))),
            vec(inner.clone(), 2..4).prop_map(|terms| expr(Kind::All(terms))),
            vec(inner, 2..4).prop_map(|terms| expr(Kind::Any(terms))),
        ]
    })
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => (-3_i32..6).prop_map(f64::from),
        1 => Just(f64::NAN),
    ]
}

fn flag() -> impl Strategy<Value = f64> {
    select(vec![0.0, 1.0, f64::NAN])
}

/// A table whose rows reach into a second chunk now and then.
fn tables() -> impl Strategy<Value = Table> {
    let row = (value(), value(), value(), value(), flag(), flag());
    (vec(row, 1..20), select(vec![1_usize, 3, 200])).prop_map(|(rows, times)| {
        let rows: Vec<_> = rows.iter().cycle().take(rows.len() * times).collect();
        let number = Unit::Number;
        let columns = vec![
            dense("a", number, rows.iter().map(|row| row.0)),
            dense("odd-name", number, rows.iter().map(|row| row.1)),
            coded("b", number, rows.iter().map(|row| row.2)),
            coded("op_count(none)", number, rows.iter().map(|row| row.3)),
            coded("canonical", Unit::Flag, rows.iter().map(|row| row.4)),
            dense("in_training", Unit::Flag, rows.iter().map(|row| row.5)),
        ];
        Table::new(space::find("nb201").unwrap(), rows.len(), columns)
    })
}

/// The value of a number in a row, read off the tree.
fn number_in(expr: &Expr, table: &Table, row: usize) -> f64 {
    let of = |expr| number_in(expr, table, row);
    match &expr.kind {
        Kind::Number { value, .. } => *value,
        Kind::Column(name) => table.column(table.find(name).unwrap()).values.get(row),
        Kind::Negative(inner) => -of(inner),
        Kind::Chain { first, rest } => {
            rest.iter().fold(of(first), |left, (operator, right)| {
                let result = match operator {
                    Operator::Plus => left + of(right),
                    Operator::Minus => left - of(right),
                    Operator::Times => left * of(right),
                    Operator::Over => left / of(right),
                };
                // What is not finite is missing.
                if result.is_finite() { result } else { f64::NAN }
            })
        }
        Kind::Call {
            function,
            arguments,
        } => match (function, &*arguments.iter().map(of).collect::<Vec<_>>()) {
            (Function::Abs, [x]) => x.abs(),
            (Function::Min | Function::Max, [x, y]) if x.is_nan() || y.is_nan() => f64::NAN,
            (Function::Min, [x, y]) => x.min(*y),
            (Function::Max, [x, y]) => x.max(*y),
            other => panic!("{other:?} is no number"),
        },
        other => panic!("{other} is no number"),
    }
}

/// Whether a row passes, read off the tree.
#[expect(clippy::float_cmp, reason = "the language's `=` is exact equality")]
fn passes_in(expr: &Expr, table: &Table, row: usize) -> bool {
    let number = |expr| number_in(expr, table, row);
    let passes = |expr| passes_in(expr, table, row);
    match &expr.kind {
        Kind::All(terms) => terms.iter().all(passes),
        Kind::Any(terms) => terms.iter().any(passes),
        Kind::Not(of) => !passes(of),
        Kind::Column(_) => number(expr) == 1.0,
        Kind::Compare {
            left,
            comparison,
            right,
        } => {
            let order = number(left).partial_cmp(&number(right));
            order.is_some_and(|order| match comparison {
                Comparison::Less => order.is_lt(),
                Comparison::AtMost => order.is_le(),
                Comparison::Greater => order.is_gt(),
                Comparison::AtLeast => order.is_ge(),
                Comparison::Equal => order.is_eq(),
                Comparison::NotEqual => order.is_ne(),
            })
        }
        Kind::Within {
            of,
            inside,
            low,
            high,
        } => {
            let x = number(of);
            let end = |end: &Option<Box<Expr>>, open| match end {
                Some(end) => number_in(end, table, row),
                None => open,
            };
            let low = end(low, f64::NEG_INFINITY);
            let high = end(high, f64::INFINITY);
            if *inside {
                x >= low && x <= high
            } else {
                x < low || x > high
            }
        }
        Kind::Call {
            function,
            arguments,
        } => match (function, &arguments[..]) {
            (Function::Missing, [of]) => number(of).is_nan(),
            (Function::Top, [of, share]) => ranks(of, share, table, row, |a, b| a > b),
            (Function::Bottom, [of, share]) => ranks(of, share, table, row, |a, b| a < b),
            other => panic!("{other:?} is no condition"),
        },
        other => panic!("{other} is no condition"),
    }
}

/// Whether fewer than k rows are ahead of this one.
fn ranks(of: &Expr, share: &Expr, table: &Table, row: usize, ahead: fn(f64, f64) -> bool) -> bool {
    let all = (0..table.rows()).map(|row| number_in(of, table, row));
    let all: Vec<f64> = all.filter(|x| !x.is_nan()).collect();
    let k = match share.kind {
        Kind::Number {
            value,
            percent: true,
        } => (value * all.len() as f64 / 100.0).ceil(),
        Kind::Number { value, .. } => value,
        _ => panic!("{share} is no share"),
    };
    let x = number_in(of, table, row);
    let before = all.iter().filter(|&&other| ahead(other, x)).count();
    !x.is_nan() && (before as f64) < k
}

proptest! {
    #[test]
    fn parsing_undoes_printing(tree in condition()) {
        let text = tree.to_string();
        let again = parse(&text);
        prop_assert_eq!(again.as_ref(), Ok(&tree), "{}", text);
    }

    #[test]
    fn chunks_of_columns_give_what_reading_row_by_row_gives(
        tree in condition(),
        table in tables(),
    ) {
        let text = tree.to_string();
        let program = Program::new(&text, &table).map_err(|e| TestCaseError::fail(e.render(&text)))?;
        let passes = program.passes(&table, &JobContext::default()).unwrap();
        // `top` reads every row for every row: some rows are enough.
        for row in (0..table.rows()).step_by(1 + table.rows() / 50) {
            prop_assert_eq!(passes[row], passes_in(&tree, &table, row), "{} in row {}", text, row);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,60}", cursor in 0_usize..70) {
        check_any(&text, cursor)?;
    }

    #[test]
    fn any_words_are_read_or_refused(
        words in vec(select(WORDS.to_vec()), 0..25),
        cursor in 0_usize..70,
    ) {
        check_any(&words.concat(), cursor)?;
    }
}

/// Pieces of the language, well formed and not.
const WORDS: [&str; 34] = [
    "a",
    "b",
    "canonical",
    "op_count(none)",
    "op_count(",
    "`odd-name`",
    "`",
    "top(",
    "abs(",
    "(",
    ")",
    ",",
    "1",
    ".5",
    "2e",
    "%",
    "..",
    ".",
    " in ",
    " not ",
    " and ",
    " or ",
    "&&",
    "||",
    "!",
    "<",
    "=",
    ">",
    "+",
    "-",
    "*",
    "/",
    " ",
    "é",
];

fn check_any(text: &str, cursor: usize) -> Result<(), TestCaseError> {
    let columns = vec![
        dense("a", Unit::Number, [1.0, 2.0]),
        coded("b", Unit::Percent, [1.0, f64::NAN]),
        coded("op_count(none)", Unit::Number, [0.0, 1.0]),
        coded("canonical", Unit::Flag, [0.0, 1.0]),
    ];
    let table = Table::new(space::find("nb201").unwrap(), 2, columns);
    match Program::new(text, &table) {
        Ok(program) => prop_assert!(program.passes(&table, &JobContext::default()).is_ok()),
        Err(error) => {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error);
            prop_assert!(!error.message.is_empty());
            prop_assert!(error.render(text).contains('^'));
        }
    }
    if let Ok(tree) = parse(text) {
        prop_assert_eq!(parse(&tree.to_string()), Ok(tree));
    }
    let completion = complete(text, cursor, &table);
    prop_assert!(text.get(completion.span).is_some());
    Ok(())
}

#[test]
fn the_deepest_text_that_is_read_is_printed_and_read_again() {
    for opening in ["(a + 1) * -(", "not (", "abs("] {
        let levels = opening.matches(['(', '-']).count() - opening.matches(')').count();
        let times = DEEPEST / (levels + opening.matches("not").count());
        let text = format!("{}a{}", opening.repeat(times), ")".repeat(times));
        let tree = parse(&text).unwrap_or_else(|error| panic!("{}", error.render(&text)));
        assert_eq!(parse(&tree.to_string()), Ok(tree));
    }
}
