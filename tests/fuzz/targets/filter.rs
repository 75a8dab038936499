//! The filter language: parsed, printed, completed, and run on a table of a few rows.

#![no_main]

use std::sync::LazyLock;

use grafscope::filter::{Program, complete, parse};
use grafscope::job::Watch;
use grafscope::table::Table;
use grafscope_fuzz::open_bytes;
use libfuzzer_sys::fuzz_target;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let csv = "net,val_acc,zen\n421211,91.5,3\n000000,10,\n333333,90.25,7.5\n";
    open_bytes("csv", csv.as_bytes()).expect("a table")
});

fuzz_target!(|text: &str| {
    if let Ok(expr) = parse(text) {
        let printed = expr.to_string();
        let again = parse(&printed).expect("what is printed can be read");
        assert_eq!(again.to_string(), printed);
    }
    for cursor in [text.len(), text.len() / 2] {
        let _ = complete(text, cursor, &TABLE);
    }
    match Program::new(text, &TABLE) {
        Ok(program) => {
            let passes = program.passes(&TABLE, &Watch::default());
            assert_eq!(passes.expect("nobody cancels").len(), 3);
        }
        Err(error) => assert!(!error.render(text).is_empty()),
    }
});
