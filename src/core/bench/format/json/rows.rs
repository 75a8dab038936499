//! From names to encodings to rows.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::figure::Figure;
use super::{MAX_NAMES, is_encoding};
use crate::bench::Texts;
use crate::bench::format::columns::Columns;

#[derive(Debug, Default)]
pub(super) struct Sections {
    all: Vec<Section>,
}

/// What lies behind one sequence of names.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) names: Vec<String>,
    pub(super) keys: Texts,
    pub(super) columns: Columns,
}

impl Sections {
    pub(super) fn reading(&self) -> &str {
        let last = self.all.last().map(|section| &section.keys);
        last.map_or("", |keys| keys.last())
    }

    /// The sections, those of several benchmarks with names that tell them apart.
    pub(super) fn finish(self) -> Vec<Section> {
        let mut all = self.all;
        let last: Vec<_> = all.iter().map(|s| s.names.last().cloned()).collect();
        let clash = |name: &Option<String>| last.iter().filter(|other| *other == name).count() > 1;
        let clashes = last.iter().map(clash);
        for (section, clash) in all.iter_mut().zip(clashes) {
            if clash && section.names.len() > 1 {
                section.names = vec![section.names.join("/")];
            }
        }
        all
    }

    fn section(&mut self, names: &[String]) -> &mut Section {
        let known = self.all.iter().position(|section| section.names == names);
        let at = known.unwrap_or(self.all.len());
        if at == self.all.len() {
            self.all.push(Section {
                names: names.to_vec(),
                ..Section::default()
            });
        }
        &mut self.all[at]
    }
}

pub(super) struct Level<'a> {
    pub(super) sections: &'a mut Sections,
    pub(super) names: &'a [String],
}

impl<'de> DeserializeSeed<'de> for Level<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Level<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("an object by data set or by encoding")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if is_encoding(&key) {
                let section = self.sections.section(self.names);
                section.keys.push(&key, 0);
                map.next_value_seed(Row(&mut section.columns))?;
            } else if self.names.len() < MAX_NAMES {
                let names: Vec<_> = self.names.iter().cloned().chain([key]).collect();
                map.next_value_seed(Level {
                    sections: self.sections,
                    names: &names,
                })?;
            } else {
                let names = self.names.join(", ");
                return Err(A::Error::custom(format!(
                    "the key `{key}` behind {names}, expected an encoding"
                )));
            }
        }
        Ok(())
    }
}

struct Row<'a>(&'a mut Columns);

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("an object with the figures of an architecture")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(place) = map.next_key_seed(Name(self.0))? {
            map.next_value_seed(Figure::new(self.0, place))?;
        }
        self.0.end_row();
        Ok(())
    }
}

/// The name of a column, turned into its place without being copied.
struct Name<'a>(&'a mut Columns);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("the name of a figure")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        Ok(self.0.place(name))
    }
}
