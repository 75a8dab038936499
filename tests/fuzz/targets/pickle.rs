//! The pickles of Python packages, as the first of the files that are read.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| grafscope_fuzz::targets::pickle(bytes));
