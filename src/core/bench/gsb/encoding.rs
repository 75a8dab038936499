//! The two layouts of a quantity's figures, before compression.

/// Most distinct patterns that two-byte places can tell apart.
const MAX_DISTINCT: usize = 1 << 16;

pub(super) fn distinct_len_limit(rows: usize, runs: usize) -> usize {
    4 + 8 * MAX_DISTINCT + 2 * rows * runs
}

pub(super) fn plain_len(rows: usize, runs: usize) -> usize {
    8 * rows * runs
}

pub(super) fn encode_plain(runs: &[Vec<f64>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for run in runs {
        let patterns: Vec<_> = run.iter().map(|&value| pattern(value)).collect();
        push_planes(&mut bytes, &patterns, 8);
    }
    bytes
}

/// `None` when there are too many distinct patterns.
pub(super) fn encode_distinct(runs: &[Vec<f64>]) -> Option<Vec<u8>> {
    let mut distinct: Vec<_> = runs.iter().flatten().map(|&value| pattern(value)).collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() > MAX_DISTINCT {
        return None;
    }
    let mut before = 0;
    let steps: Vec<_> = distinct
        .iter()
        .map(|&pattern| pattern - std::mem::replace(&mut before, pattern))
        .collect();
    let mut bytes = (distinct.len() as u32).to_le_bytes().to_vec();
    push_planes(&mut bytes, &steps, 8);
    for run in runs {
        let places: Vec<_> = run
            .iter()
            .map(|&value| distinct.partition_point(|&other| other < pattern(value)) as u64)
            .collect();
        push_planes(&mut bytes, &places, 2);
    }
    Some(bytes)
}

pub(super) fn decode_plain(
    bytes: &[u8],
    rows: usize,
    runs: usize,
) -> Result<Vec<Vec<f64>>, String> {
    let expected = plain_len(rows, runs);
    if bytes.len() != expected {
        return Err(format!("{} bytes, expected {expected}", bytes.len()));
    }
    let run = |planes| entries(planes, rows).into_iter().map(f64::from_bits);
    let runs = chunks(bytes, 8 * rows, runs).map(|planes| run(planes).collect());
    Ok(runs.collect())
}

pub(super) fn decode_distinct(
    bytes: &[u8],
    rows: usize,
    runs: usize,
) -> Result<Vec<Vec<f64>>, String> {
    let (count, rest) = bytes
        .split_first_chunk::<4>()
        .ok_or("no count of distinct values")?;
    let count = u32::from_le_bytes(*count) as usize;
    if count > MAX_DISTINCT {
        return Err(format!(
            "{count} distinct values, expected at most {MAX_DISTINCT}"
        ));
    }
    let expected = 8 * count + 2 * rows * runs;
    if rest.len() != expected {
        let bytes = rest.len();
        return Err(format!(
            "{bytes} bytes for {count} distinct values, expected {expected}"
        ));
    }
    let (steps, places) = rest.split_at(8 * count);
    let mut pattern = 0_u64;
    let distinct: Option<Vec<_>> = entries(steps, count)
        .into_iter()
        .map(|step| {
            pattern = pattern.checked_add(step)?;
            Some(f64::from_bits(pattern))
        })
        .collect();
    let distinct = distinct.ok_or("distinct values beyond 64 bits")?;
    let value = |place| distinct.get(place as usize).copied();
    let run = |planes| {
        let values: Option<Vec<f64>> = entries(planes, rows).into_iter().map(value).collect();
        values.ok_or_else(|| format!("a place beyond the {count} distinct values"))
    };
    chunks(places, 2 * rows, runs).map(run).collect()
}

/// The bits of `value`, the same for every NaN.
fn pattern(value: f64) -> u64 {
    let value = if value.is_nan() { f64::NAN } else { value };
    value.to_bits()
}

/// `count` chunks of `len` bytes, empty ones where `len` is 0.
fn chunks(bytes: &[u8], len: usize, count: usize) -> impl Iterator<Item = &[u8]> {
    (0..count).map(move |at| &bytes[at * len..(at + 1) * len])
}

fn push_planes(bytes: &mut Vec<u8>, entries: &[u64], planes: usize) {
    for plane in 0..planes {
        bytes.extend(entries.iter().map(|entry| entry.to_le_bytes()[plane]));
    }
}

fn entries(bytes: &[u8], count: usize) -> Vec<u64> {
    let mut entries = vec![0; count];
    // Plane by plane, so that memory is read in order.
    for (shift, plane) in (0..).step_by(8).zip(bytes.chunks_exact(count.max(1))) {
        for (entry, &byte) in entries.iter_mut().zip(plane) {
            *entry |= u64::from(byte) << shift;
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bits(runs: &[Vec<f64>]) -> Vec<Vec<u64>> {
        runs.iter()
            .map(|run| run.iter().map(|&value| pattern(value)).collect())
            .collect()
    }

    fn runs() -> impl Strategy<Value = (usize, Vec<Vec<f64>>)> {
        (1_usize..40, 1_usize..4).prop_flat_map(|(rows, runs)| {
            let figure = prop_oneof![proptest::num::f64::ANY, Just(f64::NAN), Just(91.5)];
            let run = proptest::collection::vec(figure, rows);
            (Just(rows), proptest::collection::vec(run, runs))
        })
    }

    proptest! {
        #[test]
        fn both_layouts_keep_every_bit((rows, runs) in runs()) {
            let plain = encode_plain(&runs);
            prop_assert_eq!(plain.len(), plain_len(rows, runs.len()));
            prop_assert_eq!(bits(&decode_plain(&plain, rows, runs.len()).unwrap()), bits(&runs));

            let distinct = encode_distinct(&runs).unwrap();
            prop_assert!(distinct.len() <= distinct_len_limit(rows, runs.len()));
            prop_assert_eq!(
                bits(&decode_distinct(&distinct, rows, runs.len()).unwrap()),
                bits(&runs)
            );
        }

        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = decode_plain(&bytes, 3, 2);
            let _ = decode_distinct(&bytes, 3, 2);
        }
    }

    #[test]
    fn too_many_distinct_values_have_no_places() {
        let run: Vec<_> = (0..=MAX_DISTINCT).map(|value| value as f64).collect();
        assert!(encode_distinct(&[run]).is_none());
    }

    #[test]
    fn a_place_beyond_the_values_is_refused() {
        let mut bytes = encode_distinct(&[vec![1.0, 2.0]]).unwrap();
        let last = bytes.len() - 3;
        bytes[last] = 9;
        let error = decode_distinct(&bytes, 2, 1).unwrap_err();
        assert!(error.contains("beyond the 2 distinct"), "{error}");
    }
}
