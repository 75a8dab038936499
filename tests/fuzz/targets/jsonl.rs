//! JSON lines, read at once and as a file that grows.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| grafscope_fuzz::targets::jsonl(bytes));
