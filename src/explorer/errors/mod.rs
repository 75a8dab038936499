//! errors

pub mod bounds;
pub mod by_value;
pub mod collisions;
pub mod columns;
pub mod figures;
pub mod filtering;
pub mod heat;
pub mod histogram;
pub mod layout;
pub mod residuals;
pub mod slices;
pub mod state;
pub mod update;
pub mod versus;
pub mod view;
pub mod worst;
