//! Loops that are also compiled for the widest registers of the machine.

use pulp::{Arch, Simd, WithSimd};

/// Runs `work`, which must be inlined always, with the widest registers.
///
/// [`Arch::dispatch`] would take `work` itself, but through a function around it, for the narrowest registers where
/// that function is not inlined.
pub(crate) fn wide(work: impl FnMut()) {
    Arch::new().dispatch(Wide(work));
}

struct Wide<F>(F);

impl<F: FnMut()> WithSimd for Wide<F> {
    type Output = ();

    #[expect(
        clippy::inline_always,
        reason = "compiled for the registers of its caller"
    )]
    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        (self.0)();
    }
}
