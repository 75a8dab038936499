//! JSON of NAS-Bench-Suite-Zero.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| grafscope_fuzz::targets::suite_zero(bytes));
