//! Lines of the input: an encoding alone, or the fields of a CSV.

use std::borrow::Cow;

use crate::bench::format::figure;
use crate::space::{self, Architecture, SearchSpace};

/// Where a line has the encoding and the values that are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Layout {
    /// The encoding is the line, or its first field where that is quoted.
    Lines,
    /// Fields as in a CSV: the place of the encoding, and of each value with its name.
    Fields(usize, Vec<(usize, String)>),
}

#[derive(Debug, PartialEq)]
pub(super) struct Record<'l> {
    pub(super) text: Cow<'l, str>,
    pub(super) arch: Architecture,
    /// The values that are given, in the order of the layout.
    pub(super) given: Vec<f64>,
}

impl Layout {
    /// The layout of an input that begins with `line`, for a predictor that needs the columns `given`; and
    /// whether the line is a header.
    pub(super) fn of(line: &str, given: &[&str]) -> Result<(Self, bool), String> {
        let is_header = Self::is_header(line);
        let names = fields(line).unwrap_or_default();
        if is_header && (names.len() > 1 || !given.is_empty()) {
            return Ok((Self::of_names(&names, given)?, true));
        }
        if given.is_empty() {
            return Ok((Self::Lines, is_header));
        }
        Err(format!(
            "the predictor needs more than the encoding; expected a header, `arch,{}`",
            given.join(",")
        ))
    }

    pub(super) fn is_header(line: &str) -> bool {
        let names = fields(line).unwrap_or_default();
        names.iter().any(|name| space::is_list_header(name))
    }

    /// The layout of an input whose columns have these names.
    pub(super) fn of_names(names: &[impl AsRef<str>], given: &[&str]) -> Result<Self, String> {
        let place = |wanted: &str| names.iter().position(|name| name.as_ref() == wanted);
        let arch = names
            .iter()
            .position(|name| space::is_list_header(name.as_ref()))
            .ok_or("there is no column of encodings; expected one called `arch` or `net`")?;
        let given_names = given.iter().copied();
        let missing: Vec<&str> = given_names.filter(|name| place(name).is_none()).collect();
        if !missing.is_empty() {
            let (columns, are) = match missing.len() {
                1 => ("column", "is"),
                _ => ("columns", "are"),
            };
            return Err(format!(
                "the predictor needs the {columns} `{}`, which {are} missing; expected arch,{}",
                missing.join("`, `"),
                given.join(",")
            ));
        }
        let given = given.iter();
        let places = given.filter_map(|&name| Some((place(name)?, name.to_owned())));
        Ok(Self::Fields(arch, places.collect()))
    }

    /// Reads `line`, which is trimmed.
    pub(super) fn read<'l>(
        &self,
        line: &'l [u8],
        space: &dyn SearchSpace,
    ) -> Result<Record<'l>, String> {
        let line = std::str::from_utf8(line).map_err(|error| format!("not UTF-8 text: {error}"))?;
        let (text, given) = match self {
            Self::Lines => {
                let text = space::encoding_on(line).map_err(|error| error.to_string())?;
                (Cow::Borrowed(text), Vec::new())
            }
            Self::Fields(arch, given) => {
                let mut fields = fields(line)?;
                let field = |place: usize| {
                    let field = fields.get(place);
                    field.ok_or_else(|| {
                        format!("{} fields, expected at least {}", fields.len(), place + 1)
                    })
                };
                let value = |(place, name): &(usize, String)| {
                    let text = field(*place)?;
                    figure(name, text)
                        .ok_or_else(|| format!("column {name}: `{text}` is not a number"))
                };
                let given = given.iter().map(value).collect::<Result<_, String>>()?;
                field(*arch)?;
                (fields.swap_remove(*arch), given)
            }
        };
        let arch = space.parse(&text).map_err(|error| error.to_string())?;
        Ok(Record { text, arch, given })
    }
}

/// The trimmed fields of a line of CSV.
fn fields(line: &str) -> Result<Vec<Cow<'_, str>>, String> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let (field, after) = field(rest)?;
        fields.push(field);
        match after {
            Some(after) => rest = after,
            None => return Ok(fields),
        }
    }
}

/// The first field of `text`, and what follows the comma behind it.
fn field(text: &str) -> Result<(Cow<'_, str>, Option<&str>), String> {
    let trimmed = text.trim_start();
    let Some(quoted) = trimmed.strip_prefix('"') else {
        return Ok(match text.split_once(',') {
            Some((field, after)) => (Cow::Borrowed(field.trim()), Some(after)),
            None => (Cow::Borrowed(text.trim()), None),
        });
    };
    let mut field = Cow::Borrowed("");
    let mut rest = quoted;
    loop {
        let Some((part, after)) = rest.split_once('"') else {
            return Err(space::ListedError::OpenQuote.to_string());
        };
        field += part;
        if let Some(more) = after.strip_prefix('"') {
            // A quote within is written twice.
            field += "\"";
            rest = more;
            continue;
        }
        let after = after.trim_start();
        return match after.strip_prefix(',') {
            Some(after) => Ok((field, Some(after))),
            None if after.is_empty() => Ok((field, None)),
            None => Err(space::ListedError::AfterQuote.to_string()),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_those_of_csv() {
        let of = |line| fields(line).unwrap();
        assert_eq!(of("arch, nwot ,x"), ["arch", "nwot", "x"]);
        assert_eq!(of(r#""(1, 2)",3,"#), ["(1, 2)", "3", ""]);
        assert_eq!(of(r#"a,"say ""b""" ,c"#), ["a", "say \"b\"", "c"]);
        assert!(fields(r#""a"b"#).unwrap_err().contains("must end"));
        assert!(fields(r#""a"#).unwrap_err().contains("missing"));
    }

    #[test]
    fn a_header_says_where_values_are_and_what_is_missing_is_named() {
        let needs = &["nwot", "zen"][..];
        let (layout, header) = Layout::of("zen,net,other,nwot", needs).unwrap();
        assert!(header);
        let places = vec![(3, "nwot".to_owned()), (0, "zen".to_owned())];
        assert_eq!(layout, Layout::Fields(1, places));
        let error = Layout::of("arch,zen", needs).unwrap_err();
        assert!(error.contains("needs the column `nwot`"), "{error}");
        let error = Layout::of("410242", needs).unwrap_err();
        assert!(
            error.contains("expected a header, `arch,nwot,zen`"),
            "{error}"
        );
        assert_eq!(Layout::of("arch", &[]), Ok((Layout::Lines, true)));
        assert_eq!(Layout::of("410242", &[]), Ok((Layout::Lines, false)));
    }

    #[test]
    fn values_are_read_as_from_files() {
        let space = space::find("nb201").unwrap();
        let (layout, _) = Layout::of("arch,nwot", &["nwot"]).unwrap();
        let read = |line: &'static str| layout.read(line.as_bytes(), space);
        assert_eq!(read("410242,3.5").unwrap().given, [3.5]);
        assert!(read("410242,").unwrap().given[0].is_nan());
        assert!(read("410242,-100000000").unwrap().given[0].is_nan());
        let error = read("410242,many").unwrap_err();
        assert!(
            error.contains("column nwot: `many` is not a number"),
            "{error}"
        );
        assert!(
            read("410242")
                .unwrap_err()
                .contains("1 fields, expected at least 2")
        );
    }
}
