//! The operations of a description.

use std::collections::HashMap;

use super::super::error::Fault;
use super::super::file::{End, OperationEntry, Site};
use super::{keep, word};
use crate::space::Operation;

/// Most operations of a space: what an [`OpSet`](crate::space::OpSet) holds.
const MOST: usize = 16;

pub(super) struct Operations {
    pub all: Vec<Operation>,
    pub names: Vec<(&'static str, &'static str)>,
    pub choices: Vec<u8>,
    /// Id of the one that outputs zeros.
    pub zero: Option<u8>,
    /// Ids of those that mark the input and the output.
    pub ends: [Option<u8>; 2],
}

impl Operations {
    pub(super) fn new(entries: &[OperationEntry], site: Site) -> Result<Self, Fault> {
        if entries.is_empty() || entries.len() > MOST {
            let reason = format!("there are {}; a space has 1 to {MOST}", entries.len());
            return Err(Fault::new("operations", reason));
        }
        let mut operations = Self {
            all: Vec::new(),
            names: Vec::new(),
            choices: Vec::new(),
            zero: None,
            ends: [None; 2],
        };
        let mut taken = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let place = format!("operations[{at}]");
            let alias = entry.alias.as_ref().unwrap_or(&entry.name);
            word(format!("{place}.name"), &entry.name)?;
            word(format!("{place}.alias"), alias)?;
            for (key, text) in [("name", &entry.name), ("alias", alias)] {
                let before = taken.insert(text.to_lowercase(), at);
                if let Some(before) = before.filter(|&before| before != at) {
                    let reason =
                        format!("`{text}` is the name or alias of operations[{before}] already");
                    return Err(Fault::new(format!("{place}.{key}"), reason));
                }
            }
            operations.mark(at as u8, entry, site, &place)?;
            operations.names.push((keep(&entry.name), keep(alias)));
            operations.all.push(Operation {
                name: entry.name.clone(),
                alias: alias.clone(),
                zero: entry.zero,
                trainable: entry.trainable,
            });
        }
        if operations.choices.is_empty() {
            let reason = "each marks an end; at least one must be there to choose";
            return Err(Fault::new("operations", reason));
        }
        Ok(operations)
    }

    fn mark(
        &mut self,
        id: u8,
        entry: &OperationEntry,
        site: Site,
        place: &str,
    ) -> Result<(), Fault> {
        let Some(end) = entry.end else {
            self.choices.push(id);
            if entry.zero && self.zero.replace(id).is_some() {
                let reason = "an operation before it is the zero operation; there is at most one";
                return Err(Fault::new(format!("{place}.zero"), reason));
            }
            return Ok(());
        };
        let place = format!("{place}.end");
        if entry.zero {
            let reason = "what marks an end cannot be the zero operation";
            return Err(Fault::new(place, reason));
        }
        if site == Site::Edges {
            let reason = "ends are nodes, but operations_on is `edges`";
            return Err(Fault::new(place, reason));
        }
        let slot = match end {
            End::Input => &mut self.ends[0],
            End::Output => &mut self.ends[1],
        };
        if slot.replace(id).is_some() {
            let reason = "an operation before it marks the same end";
            return Err(Fault::new(place, reason));
        }
        Ok(())
    }

    pub(super) fn find(&self, name: &str) -> Option<u8> {
        let mut names = self.names.iter();
        let id = names.position(|&(full, alias)| name == full || name == alias)?;
        Some(id as u8)
    }

    pub(super) fn aliases(&self) -> Vec<&'static str> {
        self.names.iter().map(|&(_, alias)| alias).collect()
    }

    pub(super) fn full_names(&self) -> Vec<&'static str> {
        self.names.iter().map(|&(name, _)| name).collect()
    }
}
