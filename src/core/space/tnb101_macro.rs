//! TransNAS-Bench-101 macro: a chain of four to six stages, each of which may double the channels
//! and halve the resolution.

use std::borrow::Cow;
use std::ops::{ControlFlow, RangeInclusive};
use std::sync::LazyLock;

use petgraph::graph::{DiGraph, NodeIndex};
use rand::{Rng, RngCore};

use super::declared::in_parentheses;
use super::edit_slot::with_id;
use super::sampling::{edits, mixed};
use super::{
    Architecture, Cell, CellEdge, CellKind, CellNode, Choice, EditSlot, EncodingError, Form,
    Operation, OpsOn, SearchSpace, Slot, SlotPlace,
};

/// Name and short name of what a stage does. Bit 0 of its place says that the stage doubles the
/// channels, bit 1 that it halves the resolution, as [`OpsOn::Stages`] has it; encodings write
/// the place from 1.
const STAGES: [(&str, &str); 4] = [
    ("plain", "plain"),
    ("channel", "chan"),
    ("stride", "stride"),
    ("both", "both"),
];

static OPERATIONS: LazyLock<[Operation; STAGES.len()]> = LazyLock::new(|| {
    STAGES.map(|(name, alias)| Operation {
        name: name.to_owned(),
        alias: alias.to_owned(),
        zero: false,
        trainable: true,
    })
});

static CHAIN: [CellKind; 1] = [CellKind {
    name: None,
    inputs: Vec::new(),
}];

const FORMS: [Form; 1] = [Form {
    name: "tuple",
    example: "(2, 1, 4, 1, 2)",
    abbreviates: false,
}];

const LENGTHS: RangeInclusive<usize> = 4..=6;
/// Stages of a network that double the channels.
const DOUBLINGS: RangeInclusive<usize> = 1..=3;
/// Stages of a network that halve the resolution.
const HALVINGS: RangeInclusive<usize> = 1..=4;
const SIZE: usize = 3_256;
/// Chains of these lengths, those included that break the other rules.
const CHAINS: u32 = 4_u32.pow(4) + 4_u32.pow(5) + 4_u32.pow(6);

/// The macro search space of TransNAS-Bench-101 (Duan et al., CVPR 2021).
#[derive(Debug)]
pub(super) struct Tnb101Macro;

impl SearchSpace for Tnb101Macro {
    fn name(&self) -> &'static str {
        "tnb101_macro"
    }

    fn title(&self) -> &'static str {
        "TransNAS-Bench-101 macro"
    }

    fn operations(&self) -> &[Operation] {
        &*OPERATIONS
    }

    fn ops_on(&self) -> OpsOn {
        OpsOn::Stages
    }

    fn cell_kinds(&self) -> &[CellKind] {
        &CHAIN
    }

    fn forms(&self) -> &[Form] {
        &FORMS
    }

    fn parse(&self, text: &str) -> Result<Architecture, EncodingError> {
        read(text)
            .map(Architecture::new)
            .map_err(|reason| EncodingError::new(self, text, reason))
    }

    fn print(&self, arch: &Architecture, _: usize) -> String {
        let stages: Vec<_> = arch.ids().iter().map(|id| (id + 1).to_string()).collect();
        format!("({})", stages.join(", "))
    }

    fn cells(&self, arch: &Architecture) -> Vec<Cell> {
        let mut graph = DiGraph::with_capacity(arch.ids().len(), arch.ids().len());
        for (&id, slot) in arch.ids().iter().zip(0..) {
            let stage = graph.add_node(CellNode {
                label: Cow::Borrowed(STAGES[usize::from(id)].0),
                op: Some(id),
                slot: Some(slot),
            });
            if slot > 0 {
                let before = NodeIndex::new(stage.index() - 1);
                graph.add_edge(before, stage, CellEdge::default());
            }
        }
        vec![Cell {
            name: None,
            inputs: vec![NodeIndex::new(0)],
            output: NodeIndex::new(graph.node_count() - 1),
            graph,
        }]
    }

    fn wiring(&self, arch: &Architecture, _: usize) -> u64 {
        arch.ids().len() as u64
    }

    fn edit_slots(&self, arch: &Architecture) -> Vec<EditSlot> {
        let choices = |stage: usize| {
            (0..).zip(STAGES).map(move |(id, (_, short))| {
                let other = with_id(arch, stage, id);
                Choice {
                    label: short.to_owned(),
                    arch: check(other.ids()).is_ok().then_some(other),
                }
            })
        };
        let stages = arch.ids().iter().enumerate();
        stages
            .map(|(stage, &id)| EditSlot {
                name: format!("stage {}", stage + 1),
                cell: 0,
                place: SlotPlace::Node(stage),
                now: id.into(),
                choices: choices(stage).collect(),
            })
            .collect()
    }

    /// Another stage, one stage more or one less.
    fn edits(&self, arch: &Architecture) -> Vec<Architecture> {
        let mut edits = edits(&self.edit_slots(arch));
        let mut keep = |ids: Vec<u8>| {
            if check(&ids).is_ok() {
                edits.push(Architecture::new(ids));
            }
        };
        for stage in 0..=arch.ids().len() {
            let (before, after) = arch.ids().split_at(stage);
            for id in 0..STAGES.len() as u8 {
                keep([before, &[id], after].concat());
            }
            if let [_, after @ ..] = after {
                keep([before, after].concat());
            }
        }
        edits
    }

    fn size(&self) -> Option<usize> {
        Some(SIZE)
    }

    fn mixed(
        &self,
        parents: [&Architecture; 2],
        second: &mut dyn FnMut() -> bool,
    ) -> Option<Architecture> {
        mixed(parents, 1, second).filter(|child| check(child.ids()).is_ok())
    }

    /// Each is as likely.
    fn random(&self, rng: &mut dyn RngCore) -> Architecture {
        loop {
            let ids = nth(rng.gen_range(0..CHAINS));
            if check(&ids).is_ok() {
                return Architecture::new(ids);
            }
        }
    }

    fn enumerate(&self, each: &mut dyn FnMut(Architecture) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut all = (0..CHAINS).map(nth).filter(|ids| check(ids).is_ok());
        all.try_for_each(|ids| each(Architecture::new(ids)))
    }

    /// The stages; short networks lack the last ones.
    fn slots(&self) -> Vec<Slot> {
        let stages = 0..*LENGTHS.end();
        stages
            .map(|position| Slot {
                name: (position + 1).to_string(),
                position,
            })
            .collect()
    }
}

/// Chain `number`, shorter ones first; among equals, as numbers whose digits are the stages.
fn nth(number: u32) -> Vec<u8> {
    let stages = STAGES.len() as u32;
    let (mut rest, mut length) = (number, *LENGTHS.start());
    while rest >= stages.pow(length as u32) {
        rest -= stages.pow(length as u32);
        length += 1;
    }
    let mut ids = vec![0; length];
    for id in ids.iter_mut().rev() {
        *id = (rest % stages) as u8;
        rest /= stages;
    }
    ids
}

fn read(text: &str) -> Result<Vec<u8>, String> {
    let inner = in_parentheses(text.trim())?;
    let ids = inner
        .split(',')
        .map(|word| {
            let (word, most) = (word.trim(), STAGES.len());
            let id = word.parse().ok().filter(|id| (1..=most).contains(id));
            id.map(|id| id as u8 - 1)
                .ok_or_else(|| format!("`{word}` is not a stage id from 1 to {most}"))
        })
        .collect::<Result<Vec<_>, _>>()?;
    check(&ids).map(|()| ids)
}

fn check(ids: &[u8]) -> Result<(), String> {
    let with = |bit: u8| ids.iter().filter(|&id| id & bit != 0).count();
    let rules = [
        (ids.len(), LENGTHS, "has"),
        (with(0b01), DOUBLINGS, "doubles the channels in"),
        (with(0b10), HALVINGS, "halves the resolution in"),
    ];
    for (number, allowed, does) in rules {
        if !allowed.contains(&number) {
            let (least, most) = allowed.into_inner();
            return Err(format!("it {does} {number} stages, not {least} to {most}"));
        }
    }
    Ok(())
}
