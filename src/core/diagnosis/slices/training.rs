//! The training rows in a slice, and what follows from their number.

use std::fmt::{self, Display};

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// How many training rows are in a slice. As text, and as `advice` in JSON: that, and what to do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrainingRows {
    /// In the slice.
    pub inside: usize,
    /// All that pass the filter.
    pub of: usize,
    /// So many would be inside if the slice held as large a share of them as of the held-out half.
    pub expected: f64,
}

impl TrainingRows {
    /// Whether there are fewer than half of those expected.
    pub fn are_few(&self) -> bool {
        2.0 * (self.inside as f64) < self.expected
    }
}

impl Display for TrainingRows {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self {
            inside,
            of,
            expected,
        } = self;
        match of {
            0 => write!(f, "no training row passes the filter"),
            _ if self.are_few() => write!(
                f,
                "{inside} of {of} training rows here: add some (its share of the rows predicts {expected:.1})"
            ),
            _ => write!(
                f,
                "{inside} of {of} training rows here: the features may not tell these rows apart, see feature collisions"
            ),
        }
    }
}

impl Serialize for TrainingRows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("TrainingRows", 4)?;
        object.serialize_field("inside", &self.inside)?;
        object.serialize_field("of", &self.of)?;
        object.serialize_field("expected", &self.expected)?;
        object.serialize_field("advice", &self.to_string())?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(inside: usize, expected: f64) -> TrainingRows {
        TrainingRows {
            inside,
            of: 100,
            expected,
        }
    }

    #[test]
    fn fewer_than_half_of_those_expected_are_too_few() {
        assert!(rows(1, 3.0).are_few());
        assert!(!rows(2, 4.0).are_few());
        assert!(rows(0, 0.1).are_few());
        assert_eq!(
            rows(1, 3.92).to_string(),
            "1 of 100 training rows here: add some (its share of the rows predicts 3.9)"
        );
    }

    #[test]
    fn as_many_as_expected_point_to_the_features() {
        assert_eq!(
            rows(20, 21.0).to_string(),
            "20 of 100 training rows here: the features may not tell these rows apart, see feature collisions"
        );
    }

    #[test]
    fn a_filter_without_training_rows_says_so() {
        let none = TrainingRows {
            inside: 0,
            of: 0,
            expected: 0.0,
        };
        assert_eq!(none.to_string(), "no training row passes the filter");
        let json = serde_json::to_value(none).unwrap();
        assert_eq!(json["advice"], "no training row passes the filter");
    }
}
