//! CSV, TSV and their kin, plain or compressed.

#![no_main]

use grafscope_fuzz::open_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    open_bytes("csv", bytes);
});
