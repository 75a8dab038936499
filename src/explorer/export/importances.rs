//! Importances in a file.

use std::path::Path;
use std::sync::Arc;

use crate::export::output::Output;
use grafscope_core::diagnosis::importance::Importances;
use grafscope_core::export::importances_csv;
use grafscope_core::table::Table;

/// Importances to be written to a file.
#[derive(Debug, Clone)]
pub struct ImportanceSource {
    /// The rows, for the names of the features.
    pub table: Arc<Table>,
    /// The importances.
    pub importances: Arc<Importances>,
}

impl Output for ImportanceSource {
    fn write(&self, path: &Path) -> anyhow::Result<()> {
        importances_csv(path, &self.table, &self.importances)
    }

    fn written(&self, path: &str) -> String {
        format!("wrote the importances to {path}")
    }
}
