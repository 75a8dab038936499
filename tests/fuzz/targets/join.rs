//! Two tables, parted by a zero byte, of which the second is joined to the first.

#![no_main]

use grafscope::bench::Source;
use grafscope_fuzz::{file, open, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let middle = bytes.iter().position(|&byte| byte == 0);
    let (first, second) = bytes.split_at(middle.unwrap_or(bytes.len()));
    let first = file("first.csv", first);
    let second = file("second.csv", second.get(1..).unwrap_or_default());
    open(&Source {
        joins: vec![second],
        ..source(&first, "csv")
    });
});
