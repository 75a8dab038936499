//! NAS-Bench-201: four nodes, an operation on each of the six edges.

use super::{
    Architecture, Cell, EncodingError, Form, InputShape, NetworkCost, Operation, SearchSpace, Slot,
};

/// The NAS-Bench-201 search space (Dong & Yang, ICLR 2020).
#[derive(Debug)]
pub(super) struct Nb201;

impl SearchSpace for Nb201 {
    fn name(&self) -> &str {
        "nb201"
    }
    fn title(&self) -> &str {
        "NAS-Bench-201"
    }
    fn operations(&self) -> &[Operation] {
        &[]
    }
    fn forms(&self) -> &[Form] {
        &[]
    }
    fn parse(&self, _text: &str) -> Result<Architecture, EncodingError> {
        unreachable!("skeleton")
    }
    fn print(&self, _arch: &Architecture, _form: usize) -> String {
        String::new()
    }
    fn canonical(&self, arch: &Architecture) -> Architecture {
        arch.clone()
    }
    fn cells(&self, _arch: &Architecture) -> Vec<Cell> {
        Vec::new()
    }
    fn size(&self) -> usize {
        15_625
    }
    fn architecture(&self, _index: usize) -> Architecture {
        Architecture::new([0; 6])
    }
    fn slots(&self) -> Vec<Slot> {
        Vec::new()
    }
    fn cost(&self, _arch: &Architecture, _input: InputShape) -> Option<NetworkCost> {
        None
    }
}
