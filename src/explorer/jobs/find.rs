//! Finding architectures by what their encodings and notes say.

use std::sync::Arc;

use crate::effect::FindRequest;
use crate::table::found::Found;
use grafscope_core::encoding::EncodingQuery;
use grafscope_core::job::{Cancelled, JobContext};

pub(crate) fn find(request: FindRequest, job: &JobContext) -> Result<Found, Cancelled> {
    let FindRequest {
        bench,
        text,
        noted,
        known,
        arrangement,
    } = request;
    let rows = if let Some(known) = known {
        known
    } else {
        let query = EncodingQuery::new(bench.space, &text);
        let mut rows = query.find(&bench.archs, job)?;
        rows.extend(noted);
        rows.sort_unstable();
        rows.dedup();
        Arc::new(rows)
    };
    job.check()?;
    Ok(Found::new(text, rows, arrangement))
}
