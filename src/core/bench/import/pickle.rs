//! Pickled dictionaries of numbers. This reader knows plain data and NumPy's 64-bit floats, runs no code, has limits,
//! and refuses everything else.

use std::rc::Rc;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// `None`, and the state of a NumPy data type, which says nothing more.
    None,
    /// A whole number; `True` and `False` are 1 and 0.
    Int(i64),
    Float(f64),
    Text(Rc<str>),
    Bytes(Rc<[u8]>),
    Tuple(Rc<[Value]>),
    List(Rc<[Value]>),
    Dict(Rc<[(Value, Value)]>),
    /// A function or class, by its dotted name.
    Global(Rc<str>),
    Float64,
}

/// What is on the stack: containers under construction are filled in place.
enum Slot {
    Mark,
    Value(Value),
    List(Vec<Value>),
    Dict(Vec<(Value, Value)>),
}

impl Value {
    fn depth(&self) -> usize {
        let deepest = match self {
            // What a tuple holds is flat.
            Self::Tuple(_) => None,
            Self::List(items) => items.iter().map(Self::depth).max(),
            Self::Dict(items) => items
                .iter()
                .map(|(key, item)| key.depth().max(item.depth()))
                .max(),
            _ => return 0,
        };
        1 + deepest.unwrap_or(0)
    }
}

/// Most containers within each other. Values are dropped recursively, so there is a limit.
const DEEPEST: usize = 4;

/// Most operations: each makes a value at most, and the packages have a million.
const MOST: usize = 4_000_000;

/// Names under which NumPy's functions are pickled, by module of old and new versions.
const SCALAR: [&str; 2] = [
    "numpy.core.multiarray.scalar",
    "numpy._core.multiarray.scalar",
];
const DTYPE: &str = "numpy.dtype";

/// Errors name the byte.
pub(super) fn read(bytes: &[u8]) -> Result<Value, String> {
    let mut machine = Machine {
        rest: bytes,
        stack: Vec::new(),
        memo: Vec::new(),
    };
    machine
        .run()
        .map_err(|reason| format!("byte {}: {reason}", bytes.len() - machine.rest.len()))
}

struct Machine<'a> {
    rest: &'a [u8],
    stack: Vec<Slot>,
    memo: Vec<Option<Value>>,
}

impl Machine<'_> {
    fn run(&mut self) -> Result<Value, String> {
        for _ in 0..MOST {
            let [opcode] = self.take()?;
            match opcode {
                b'.' => return self.pop(),
                // Protocol and frame lengths say nothing about the value.
                0x80 => drop(self.take::<1>()?),
                0x95 => drop(self.take::<8>()?),
                b'(' => self.stack.push(Slot::Mark),
                b'}' => self.stack.push(Slot::Dict(Vec::new())),
                b']' => self.stack.push(Slot::List(Vec::new())),
                b'N' => self.push(Value::None),
                0x88 => self.push(Value::Int(1)),
                0x89 => self.push(Value::Int(0)),
                b'K' | b'M' | b'J' => {
                    let number = match opcode {
                        b'K' => u8::from_le_bytes(self.take()?).into(),
                        b'M' => u16::from_le_bytes(self.take()?).into(),
                        _ => i32::from_le_bytes(self.take()?).into(),
                    };
                    self.push(Value::Int(number));
                }
                b'G' => {
                    let number = f64::from_be_bytes(self.take()?);
                    self.push(Value::Float(number));
                }
                b'X' | 0x8c => self.text(opcode)?,
                b'B' | b'C' => self.bytes(opcode)?,
                b'c' => {
                    let global = format!("{}.{}", self.line()?, self.line()?);
                    self.push(Value::Global(global.into()));
                }
                0x93 => self.stack_global()?,
                b'q' | b'r' | 0x94 => self.memoize(opcode)?,
                b'h' | b'j' => self.recall(opcode)?,
                b')' => self.tuple(Vec::new())?,
                0x85..=0x87 => {
                    let items = (0x84..opcode)
                        .map(|_| self.pop())
                        .collect::<Result<_, _>>()?;
                    self.tuple(items)?;
                }
                b't' => {
                    let items = self.since_mark()?;
                    self.tuple(items)?;
                }
                b'R' => self.reduce()?,
                b'b' => self.build()?,
                b's' | b'u' => self.set_items(opcode)?,
                b'a' | b'e' => self.append(opcode)?,
                other => return Err(format!("opcode 0x{other:02x} is not for plain data")),
            }
        }
        Err(format!("more than {MOST} operations"))
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let bytes = self.take_slice(N)?;
        Ok(bytes.try_into().expect("N bytes were taken"))
    }

    fn take_slice(&mut self, len: usize) -> Result<&[u8], String> {
        Ok(self.rest.split_off(..len).ok_or("the pickle ends here")?)
    }

    fn line(&mut self) -> Result<String, String> {
        let end = self.rest.iter().position(|&byte| byte == b'\n');
        let line = self.take_slice(end.ok_or("a line without an end")? + 1)?;
        let line = str::from_utf8(line).map_err(|error| error.to_string())?;
        Ok(line.trim_end().to_owned())
    }

    /// The length before a text or byte string: one byte in the short opcodes, else four.
    fn length(&mut self, short: bool) -> Result<usize, String> {
        Ok(if short {
            u8::from_le_bytes(self.take()?).into()
        } else {
            u32::from_le_bytes(self.take()?) as usize
        })
    }

    fn text(&mut self, opcode: u8) -> Result<(), String> {
        let len = self.length(opcode == 0x8c)?;
        let text = str::from_utf8(self.take_slice(len)?).map_err(|error| error.to_string())?;
        let text = Value::Text(text.into());
        self.push(text);
        Ok(())
    }

    fn bytes(&mut self, opcode: u8) -> Result<(), String> {
        let len = self.length(opcode == b'C')?;
        let bytes = Value::Bytes(self.take_slice(len)?.into());
        self.push(bytes);
        Ok(())
    }

    fn push(&mut self, value: Value) {
        self.stack.push(Slot::Value(value));
    }

    fn pop(&mut self) -> Result<Value, String> {
        match self.stack.pop() {
            Some(Slot::Value(value)) => Ok(value),
            Some(Slot::List(items)) => Ok(Value::List(items.into())),
            Some(Slot::Dict(items)) => Ok(Value::Dict(items.into())),
            Some(Slot::Mark) | None => Err("a value is missing".to_owned()),
        }
    }

    /// The values above the last mark, the last first.
    fn since_mark(&mut self) -> Result<Vec<Value>, String> {
        let mut items = Vec::new();
        while !matches!(self.stack.last(), Some(Slot::Mark)) {
            items.push(self.pop()?);
        }
        self.stack.pop();
        Ok(items)
    }

    /// Pushes a tuple of `items`, the last first. Those of NumPy's numbers are flat.
    fn tuple(&mut self, mut items: Vec<Value>) -> Result<(), String> {
        if items.iter().any(|item| item.depth() > 0) {
            return Err("a tuple that holds containers".to_owned());
        }
        items.reverse();
        self.push(Value::Tuple(items.into()));
        Ok(())
    }

    fn stack_global(&mut self) -> Result<(), String> {
        match (self.pop()?, self.pop()?) {
            (Value::Text(name), Value::Text(module)) => {
                self.push(Value::Global(format!("{module}.{name}").into()));
                Ok(())
            }
            _ => Err("a name that is no text".to_owned()),
        }
    }

    /// Remembers the top of the stack. A container is remembered as nothing, since it is not
    /// complete: recalling one is refused.
    fn memoize(&mut self, opcode: u8) -> Result<(), String> {
        let place = match opcode {
            0x94 => self.memo.len(),
            _ => self.length(opcode == b'q')?,
        };
        // Python numbers them from 0 without gaps, so a place far ahead is damage.
        if place > self.memo.len() {
            return Err(format!("memo {place} after {}", self.memo.len()));
        }
        if place == self.memo.len() {
            self.memo.push(None);
        }
        self.memo[place] = match self.stack.last() {
            Some(Slot::Value(value)) => Some(value.clone()),
            _ => None,
        };
        Ok(())
    }

    fn recall(&mut self, opcode: u8) -> Result<(), String> {
        let place = self.length(opcode == b'h')?;
        let value = self.memo.get(place).cloned().flatten();
        self.push(value.ok_or_else(|| format!("memo {place} holds no plain value"))?);
        Ok(())
    }

    fn reduce(&mut self) -> Result<(), String> {
        let (Value::Tuple(arguments), Value::Global(function)) = (self.pop()?, self.pop()?) else {
            return Err("a call of what is no function".to_owned());
        };
        let value = match (&*function, &*arguments) {
            (DTYPE, [Value::Text(code), ..]) if &**code == "f8" => Value::Float64,
            (name, [Value::Float64, Value::Bytes(bytes)]) if SCALAR.contains(&name) => {
                let bytes = bytes[..]
                    .try_into()
                    .map_err(|_| "a float without 8 bytes")?;
                Value::Float(f64::from_le_bytes(bytes))
            }
            _ => return Err(format!("a call of {function}, which makes no 64-bit float")),
        };
        self.push(value);
        Ok(())
    }

    /// Gives an object its state; the only objects are data types, in little-endian order.
    fn build(&mut self) -> Result<(), String> {
        let state = self.pop()?;
        let little =
            |state: &[Value]| matches!(state, [_, Value::Text(order), ..] if &**order == "<");
        match (self.stack.last(), state) {
            (Some(Slot::Value(Value::Float64)), Value::Tuple(state)) if little(&state) => Ok(()),
            _ => Err("state of an object that is not NumPy's little-endian float".to_owned()),
        }
    }

    fn set_items(&mut self, opcode: u8) -> Result<(), String> {
        let items = match opcode {
            b's' => vec![self.pop()?, self.pop()?],
            _ => self.since_mark()?,
        };
        check_depth(&items)?;
        if !items.len().is_multiple_of(2) {
            return Err("a key without a value".to_owned());
        }
        let Some(Slot::Dict(dict)) = self.stack.last_mut() else {
            return Err("items of what is no dictionary".to_owned());
        };
        let mut items = items.into_iter().rev();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            dict.push((key, value));
        }
        Ok(())
    }

    fn append(&mut self, opcode: u8) -> Result<(), String> {
        let items = match opcode {
            b'a' => vec![self.pop()?],
            _ => self.since_mark()?,
        };
        check_depth(&items)?;
        let Some(Slot::List(list)) = self.stack.last_mut() else {
            return Err("items of what is no list".to_owned());
        };
        list.extend(items.into_iter().rev());
        Ok(())
    }
}

fn check_depth(items: &[Value]) -> Result<(), String> {
    if items.iter().all(|item| item.depth() < DEEPEST) {
        Ok(())
    } else {
        Err(format!("more than {DEEPEST} containers within each other"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `{7: {'a': 1.5, 'b': numpy.float64(2.5)}, 300: {'a': None, 'b': <the same again>}}`, protocol 3.
    fn sample() -> Vec<u8> {
        let mut bytes = b"\x80\x03}q\x00(K\x07}q\x01(X\x01\x00\x00\x00aq\x02G".to_vec();
        bytes.extend(1.5_f64.to_be_bytes());
        bytes.extend(b"X\x01\x00\x00\x00bq\x03cnumpy.core.multiarray\nscalar\nq\x04");
        bytes.extend(b"cnumpy\ndtype\nq\x05X\x02\x00\x00\x00f8q\x06\x89\x88\x87q\x07Rq\x08");
        bytes.extend(b"(K\x03X\x01\x00\x00\x00<q\x09");
        bytes.extend(b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tq\x0abC\x08");
        bytes.extend(2.5_f64.to_le_bytes());
        bytes.extend(b"q\x0b\x86q\x0cRq\x0duM\x2c\x01}q\x0e(h\x02Nh\x03h\x0duu.");
        bytes
    }

    #[test]
    fn numbers_of_python_and_numpy_are_read() {
        let key = |text: &str| Value::Text(text.into());
        let row = |a, b| Value::Dict([(key("a"), a), (key("b"), b)].into());
        let expected = Value::Dict(
            [
                (Value::Int(7), row(Value::Float(1.5), Value::Float(2.5))),
                (Value::Int(300), row(Value::None, Value::Float(2.5))),
            ]
            .into(),
        );
        assert_eq!(read(&sample()).unwrap(), expected);
    }

    #[test]
    fn damage_is_an_error_with_its_place() {
        let whole = sample();
        for len in 0..whole.len() {
            assert!(read(&whole[..len]).unwrap_err().starts_with("byte "));
        }
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut damaged = whole.clone();
                damaged[at] ^= 1 << bit;
                // Any answer will do, so long as there is one.
                let _ = read(&damaged);
            }
        }
        assert!(
            read(b"cos\nsystem\nX\x02\x00\x00\x00ls\x85R.")
                .unwrap_err()
                .contains("os.system")
        );
    }

    #[test]
    fn what_is_made_to_exhaust_memory_or_stack_is_refused() {
        let deep = |opcode: u8, end: &[u8]| [&vec![opcode; 1 << 20], end].concat();
        for hostile in [
            deep(b']', &vec![b'a'; 1 << 20]),
            deep(b')', &vec![0x85; 1 << 20]),
            [b"K\x01".to_vec(), vec![0x85; 1 << 20]].concat(),
            vec![b'('; MOST + 2],
            // A dictionary of dictionaries, keyed by a tuple of tuples.
            b"}(}(}(}(}(}(}K\x01N\x85\x85suuuuuu.".to_vec(),
        ] {
            assert!(read(&hostile).is_err());
        }
    }
}
