//! Files of predictors.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| grafscope_fuzz::targets::predictor(bytes));
