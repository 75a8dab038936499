//! JSON lines, as training jobs append them to a log.
//!
//! ```json
//! {"arch": "(4, 0, 3, 1, 4, 3)", "val_acc": 85.0, "runs": [84.9, 85.1], "host": "a"}
//! ```
//!
//! A member is a number, a list of them (one a training run), or text, which is ignored as in CSV. What holds further
//! objects or lists is ignored too.

use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::tolerant::Tolerant;
use crate::bench::format::columns::{Cell, Columns};
use crate::bench::format::delimited::KEYS;
use crate::bench::format::{ReadOptions, input, texts_left_out, whole_lines};
use crate::bench::{DamagedLines, Keys, LoadError, Part, RawTable, Texts};
use crate::files;
use crate::job::JobContext;
use crate::space;
use crate::spelling::shortened;

/// Most bytes of a line.
const MOST: usize = 1 << 20;

/// What the text of a cell stands for that is neither a number nor text.
const NESTED: Cell = Cell::Text("...");

/// The first line is an object.
pub(in super::super) fn recognise(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let members = std::str::from_utf8(line).ok().map(parse);
    line.starts_with(b"{")
        && members.is_some_and(|members| members.is_ok_and(|of| !of.0.is_empty()))
}

pub(in super::super) fn read(
    path: &Path,
    options: &ReadOptions,
    job: &JobContext,
) -> Result<RawTable, LoadError> {
    let mut input = whole_lines::open(path, options.follow, job)?;
    let mut rows = Rows {
        options,
        key: None,
        keys: Texts::default(),
        columns: Columns::default(),
    };
    let mut damaged = DamagedLines::default();
    for number in 1.. {
        let taken = match files::line(&mut input, MOST) {
            Ok(None) => break,
            Ok(Some(line)) => rows.take(&line, number),
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(error.to_string()),
            Err(error) => return Err(input::load_error(path, error, job)),
        };
        if let Err(reason) = taken {
            let place = format!("line {number}");
            if !options.follow {
                return Err(LoadError::malformed(path, place, reason));
            }
            rows.columns.drop_row();
            damaged.push(path, &place, &reason);
        }
    }
    if rows.keys.is_empty() {
        let reason = match damaged.newest.first() {
            Some(first) => format!("no line can be read: {first}"),
            None => "no architecture in it, expected an object a line".to_owned(),
        };
        return Err(LoadError::malformed(path, "end of file", reason));
    }
    let columns = rows.columns.finish();
    let (columns, texts) =
        columns.map_err(|reason| LoadError::malformed(path, "columns", reason))?;
    Ok(RawTable {
        parts: vec![Part {
            dataset: None,
            keys: Keys::Texts(rows.keys),
            columns,
        }],
        notes: texts_left_out(&texts),
        damaged,
    })
}

struct Rows<'a> {
    options: &'a ReadOptions<'a>,
    /// The member that holds the encodings.
    key: Option<String>,
    keys: Texts,
    columns: Columns,
}

impl Rows<'_> {
    fn take(&mut self, line: &str, number: u64) -> Result<(), String> {
        if line.trim().is_empty() {
            return Ok(());
        }
        let members = parse(line)?;
        let key = match &self.key {
            Some(key) => key,
            None => self.key.insert(members.key(self.options)?),
        };
        let mut encoding = None;
        for (name, value) in &members.0 {
            if name == key {
                encoding = encoding_in(value);
            } else {
                let place = self.columns.place(name);
                put(&mut self.columns, place, value)?;
            }
        }
        let encoding = encoding.ok_or_else(|| format!("no encoding in a member `{key}`"))?;
        self.keys.push(&encoding, number);
        self.columns.end_row();
        Ok(())
    }
}

/// The members of an object in its order.
struct Members(Vec<(String, Value)>);

impl Members {
    fn key(&self, options: &ReadOptions) -> Result<String, String> {
        let names = || self.0.iter().map(|(name, _)| name);
        let listed = || {
            let names: Vec<&str> = names().map(String::as_str).collect();
            shortened(&names.join(", "), 200)
        };
        if let Some(wanted) = options.key {
            let found = names().find(|name| *name == wanted);
            if found.is_some() || options.key_must_exist {
                let missing = || format!("no member `{wanted}`; there is {}", listed());
                return found.cloned().ok_or_else(missing);
            }
        }
        let by_name = names().find(|name| KEYS.contains(&name.to_ascii_lowercase().as_str()));
        let is_encoding = |text: String| space::all().iter().any(|of| of.parse(&text).is_ok());
        let by_content = || {
            let mut members = self.0.iter();
            let found = members.find(|(_, value)| encoding_in(value).is_some_and(is_encoding));
            found.map(|(name, _)| name)
        };
        let key = by_name.or_else(by_content).cloned();
        key.ok_or_else(|| format!("no encoding among {}; --key names it", listed()))
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

fn parse(line: &str) -> Result<Members, String> {
    let parsed = if line.contains("NaN") || line.contains("Infinity") {
        let mut text = String::new();
        let read = Tolerant::new(line.as_bytes()).read_to_string(&mut text);
        read.map_err(|error: io::Error| error.to_string())?;
        serde_json::from_str(&text)
    } else {
        serde_json::from_str(line)
    };
    parsed.map_err(|error| {
        let text = error.to_string();
        let reason = text.split(" at line ").next().unwrap_or_default();
        format!("column {}: {reason}", error.column())
    })
}

/// An encoding: text, or a list as the text that it would be.
fn encoding_in(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Array(_) => {
            let text = value.to_string();
            Some(text.replace('[', "(").replace(']', ")").replace(',', ", "))
        }
        _ => None,
    }
}

fn put(columns: &mut Columns, place: usize, value: &Value) -> Result<(), String> {
    match value {
        Value::Array(runs) if runs.iter().all(is_figure) => {
            let mut runs = runs.iter().enumerate();
            runs.try_for_each(|(run, value)| columns.put(place, run, cell(value)))
        }
        value => columns.put(place, 0, cell(value)),
    }
}

fn is_figure(value: &Value) -> bool {
    matches!(cell(value), Cell::Number(_))
}

fn cell(value: &Value) -> Cell<'_> {
    match value {
        Value::Null => Cell::Number(f64::NAN),
        Value::Number(number) => Cell::Number(number.as_f64().unwrap_or(f64::NAN)),
        Value::Bool(true) => Cell::Text("true"),
        Value::Bool(false) => Cell::Text("false"),
        Value::String(text) => Cell::read(text),
        Value::Array(_) | Value::Object(_) => NESTED,
    }
}
