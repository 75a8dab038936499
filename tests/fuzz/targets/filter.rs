//! The filter language: parsed, printed, completed, and run on a table of a few rows.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| grafscope_fuzz::targets::filter(text));
