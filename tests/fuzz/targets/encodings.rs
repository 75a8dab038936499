//! Encodings of every built-in search space.

#![no_main]

use grafscope::space;
use grafscope_fuzz::check_encoding;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for space in space::all() {
        check_encoding(*space, text);
    }
});
