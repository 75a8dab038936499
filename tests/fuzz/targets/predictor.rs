//! Files of predictors, with a checksum that fits: the mutations would else never pass it.

#![no_main]

use grafscope::job::Watch;
use grafscope::predictor::Predictor;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.to_vec();
    if let Some(end) = bytes.len().checked_sub(4) {
        let seal = crc32c::crc32c(&bytes[..end]);
        bytes[end..].copy_from_slice(&seal.to_le_bytes());
    }
    if let Ok(predictor) = Predictor::from_bytes(&bytes) {
        let space = predictor.space();
        let example = space.forms().first().map(|form| space.parse(form.example));
        if let Some(Ok(arch)) = example {
            let said = predictor.predict(&[arch], &[], &Watch::default());
            assert_eq!(said.map(|said| said.len()), Ok(1));
        }
    }
});
