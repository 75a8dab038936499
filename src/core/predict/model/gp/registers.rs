//! Leaving the widest registers clean.

use std::hint::black_box;

use pulp::Arch;

/// To be called after matrix products and solutions on the thread that did them.
///
/// Their kernels leave the upper halves of the processor's wide registers in use. Until something clears
/// them, each instruction of the older kind, which is most of this program, waits for the one before:
/// trees grown on that thread took more than twice as long. Code that is compiled for wide registers
/// clears them when it is done.
pub(super) fn release() {
    Arch::new().dispatch(
        #[inline(always)]
        || {
            let mut numbers = black_box([0.0_f64; 16]);
            for number in &mut numbers {
                *number += 1.0;
            }
            black_box(numbers);
        },
    );
}
