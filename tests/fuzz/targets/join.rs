//! Two tables, parted by a zero byte, of which the second is joined to the first.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| grafscope_fuzz::targets::join(bytes));
