//! The explorer without a terminal: a [`Model`], the [`Message`]s that change it, the
//! [`Effect`]s that it asks for, and [`update`], which turns one into the other.
//!
//! `update` does no I/O, starts no thread, reads no clock and draws no random number; whoever runs
//! the explorer (a terminal, a test, `grafscope snapshot`) performs the effects and sends back
//! what came of them. `view` draws a `&Model`.

mod alike;
mod area;
mod available;
mod data;
mod detail;
mod diagram;
mod effect;
mod feature_panel;
mod grid;
mod help;
mod home;
mod keeping;
mod keepsake;
mod key;
mod layout;
mod marks;
mod message;
mod model;
mod overlay;
mod picker;
mod plot;
mod popup;
mod prompt_layout;
mod screens;
mod training;
mod unmeasured;
mod update;
mod view_state;
mod wrap;

pub use crate::diagnosis::Layer;
pub use alike::{Alike, Likeness};
pub use area::{Area, Size};
pub use available::available;
pub use data::Data;
pub use detail::{
    CellPage, DetailLine, DetailPage, DetailRow, Feature, INDENT, Part, Use, detail_lines,
    detail_page,
};
pub use diagram::{
    Diagram, DiagramEdge, DiagramLabel, DiagramNode, DiagramNote, NodeInputs, OpKind,
};
pub use effect::{
    AttributeRequest, Bounded, ComparisonSource, Effect, FigureSource, Generation,
    ImportanceSource, InspectRequest, Job, JobKind, NeighboursRequest, NewSet, OpenRequest, Opened,
    Picture, Predicted, PredictorFigure, PredictorSource, TransferRequest,
    VaryRequest, WeighRequest,
};
pub use feature_panel::{columns_on, set_columns, switch};
pub use grid::{Grid, GridColumn, Shown, grid, header, shown_columns};
pub use help::{HelpLine, help_lines};
pub use home::home_expanded;
pub use keeping::{Keeping, Located, Offer, Restoring, Startup};
pub use keepsake::Keepsake;
pub use key::{Key, KeyCode, KeyError, Named, keys};
pub use layout::{Areas, SMALLEST, areas};
pub use marks::Marks;
pub use message::{Level, Message, Mouse, MouseAction, Notice, PathList, Ran};
pub use model::{Cursor, Launch, Model, Pane};
pub use crate::table::Notes;
pub use crate::export::Presentation;
pub use overlay::{
    AxisPicker, ColumnPicker, FeaturePanel, Help, Overlay, PairChoice, PairPicker, PanelRow,
    ParamPanel, Prompt, PromptKind, RolePicker, SeriesPicker, Switch,
};
pub use picker::{Item, Picker};
pub use plot::{Bounds, Plot, PlotRequest, canvas};
pub use popup::{Popup, first_in_sight, help_page, popup, popup_page};
pub use prompt_layout::{PromptLayout, prompt_layout};
pub use screens::{
    ArchitectureAreas, ArchitectureScreen, ArchitectureView, AroundOrder, Attributed, ByValueView,
    Chart, ChartCurve, ChartPlace, ChartPoint, Compare, CompareLayout, Editing, ErrorAreas,
    ErrorList, ErrorView, Errors, Experiments, HeatLayout, HeatView, HistogramView,
    ImportanceScreen, Inspection, Nearby, NearbyList, RANKINGS, Ranked, RankingScore,
    ResidualsView, Screen, ScreenAreas, Searching, Selecting, SliceField, SlicesView,
    TransferLayout, Transferring, TreeLine, WhyLine, WhyScreen, Work, architecture_areas,
    compare_layout, error_areas, error_list, importance_areas, residuals_canvas, screen_areas,
    selection_areas, transfer_layout, tree_lines,
};
pub use screens::{
    CeilingLine, CeilingsView, TwinsAreas, TwinsView, VersusAreas, VersusView, ceiling_lines,
    rivals, sides, twins_areas, versus_areas,
};
pub use training::{Rows, Running, Settings, Trained, Training};
pub use unmeasured::unmeasured;
pub use update::{contexts, start, update};
pub use view_state::ViewState;
pub use wrap::wrap;
