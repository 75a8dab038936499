//! Model A vs model B.

pub(crate) mod choosing;
pub mod state;
pub(crate) mod update;
pub(crate) mod view;

pub use self::state::VersusView;
pub(crate) use self::update::Tab;
