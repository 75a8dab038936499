//! A figure of a row: a number, one number a run, or a score beside other things.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::bench::format::columns::{Cell, Columns};

pub(super) struct Figure<'a> {
    columns: &'a mut Columns,
    place: usize,
    run: usize,
    /// Whether the figure stands in a list or an object already.
    inner: bool,
}

impl<'a> Figure<'a> {
    pub(super) fn new(columns: &'a mut Columns, place: usize) -> Self {
        Self {
            columns,
            place,
            run: 0,
            inner: false,
        }
    }

    fn put<E: Error>(self, cell: Cell) -> Result<(), E> {
        self.columns
            .put(self.place, self.run, cell)
            .map_err(E::custom)
    }

    fn within(&mut self, run: usize) -> Figure<'_> {
        Figure {
            columns: self.columns,
            place: self.place,
            run,
            inner: true,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Figure<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Figure<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(if self.inner {
            "a number"
        } else {
            "a number, a list of numbers, or an object with a `score`"
        })
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.put(Cell::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.visit_f64(number as f64)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.visit_f64(number as f64)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_f64(f64::NAN)
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<(), E> {
        self.put(Cell::Text(if yes { "true" } else { "false" }))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.put(Cell::read(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        if self.inner {
            return Err(A::Error::custom("a list within a list, expected a number"));
        }
        let mut run = 0;
        while list.next_element_seed(self.within(run))?.is_some() {
            run += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        if self.inner {
            let reason = "an object within a figure, expected a number";
            return Err(A::Error::custom(reason));
        }
        let mut scored = Err(A::Error::missing_field("score"));
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::Score => scored = Ok(map.next_value_seed(self.within(0))?),
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        scored
    }
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Score,
    #[serde(other)]
    Other,
}
