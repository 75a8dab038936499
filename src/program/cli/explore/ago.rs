//! How long ago something was, in words.

use std::time::{Duration, SystemTime};

/// Units of time, the largest first, in seconds.
const UNITS: [(u64, &str); 4] = [
    (7 * 24 * 60 * 60, "week"),
    (24 * 60 * 60, "day"),
    (60 * 60, "hour"),
    (60, "minute"),
];

/// How long before `now` it was `then`.
pub(super) fn ago(then: SystemTime, now: SystemTime) -> String {
    // A clock that was set back is no reason for nonsense.
    let passed = now.duration_since(then).unwrap_or(Duration::ZERO).as_secs();
    let unit = UNITS.iter().find(|(seconds, _)| passed >= *seconds);
    match unit.map(|(seconds, name)| (passed / seconds, name)) {
        None => "just now".to_owned(),
        Some((1, name)) => format!("1 {name} ago"),
        Some((count, name)) => format!("{count} {name}s ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_unit_counts() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(100_000_000);
        for (seconds, told) in [
            (0, "just now"),
            (59, "just now"),
            (60, "1 minute ago"),
            (3 * 3600 + 1, "3 hours ago"),
            (47 * 3600, "1 day ago"),
            (20 * 24 * 3600, "2 weeks ago"),
        ] {
            assert_eq!(ago(now - Duration::from_secs(seconds), now), told);
        }
        assert_eq!(ago(now + Duration::from_secs(5), now), "just now");
    }
}
