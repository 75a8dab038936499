//! The explorer, without a terminal.

mod architecture;
mod cells;
mod commands;
mod derived;
mod error_slices;
mod errors;
mod experiments;
mod explorer;
mod feature_sets;
mod finding;
mod first_screen;
mod heat_map;
mod joins;
mod models;
mod monkey;
mod names;
mod overlays;
mod own_data;
mod paired;
mod panes;
mod partial;
mod scored;
mod screen_export;
mod sessions;
mod versus;
mod why;
