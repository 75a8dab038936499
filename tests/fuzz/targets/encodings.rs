//! Encodings of every built-in search space.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| grafscope_fuzz::targets::encodings(text));
