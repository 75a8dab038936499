//! NAS-Bench-101's files: the input as it is, and its lines as records with the right checksums.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| grafscope_fuzz::targets::nas_bench_101(bytes));
