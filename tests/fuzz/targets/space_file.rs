//! Descriptions of search spaces, and the first architectures of those that are sound.

#![no_main]

use std::ops::ControlFlow;

use grafscope::graf::{self, Families};
use grafscope::space;
use grafscope_fuzz::check_encoding;
use libfuzzer_sys::fuzz_target;

/// Architectures that are looked at.
const FEW: usize = 20;

fuzz_target!(|json: &str| {
    let Ok(space) = space::read(json) else {
        return;
    };
    let names = graf::features(space.as_ref(), Families::WithLongestPath);
    assert!(names.iter().all(|feature| !feature.name.is_empty()));
    let Some(size) = space.size() else {
        return;
    };
    let mut seen = 0;
    let _ = space.enumerate(&mut |arch| {
        for form in 0..space.forms().len() {
            check_encoding(space.as_ref(), &space.print(&arch, form));
        }
        seen += 1;
        if seen < FEW {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    assert_eq!(seen, size.min(FEW));
});
