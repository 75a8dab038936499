//! Several pieces of work at a time, each on one thread.
//!
//! A fit on 32 rows does not share its work between threads; several fits do. Each worker is a pool of
//! one thread, so that what a piece of work does in parallel stays on it and is timed alone. The threads live as long as
//! the work: an allocator that gives each its own memory would keep it for them.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, mpsc};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Seeds;
use crate::job::JobContext;
use crate::predict::TrainError;

/// How many threads do pieces of work.
#[derive(Debug, Clone, Copy)]
pub struct WorkerPool {
    threads: usize,
}

impl WorkerPool {
    /// A pool of `threads`, at least one; for `None` as many as the machine has cores.
    pub fn new(threads: Option<usize>) -> Self {
        let threads = threads.unwrap_or_else(rayon::current_num_threads);
        Self {
            threads: threads.max(1),
        }
    }

    /// Number of threads.
    pub fn threads(self) -> usize {
        self.threads
    }

    /// The threads, fewer where the system gives no more.
    fn members(self) -> Vec<ThreadPool> {
        let member = |_| ThreadPoolBuilder::new().num_threads(1).build().ok();
        (0..self.threads).map_while(member).collect()
    }

    /// Does `work` on every one of `pieces`, which are taken one by one as a thread becomes free, and
    /// calls `done` on the calling thread with each result. After an error no more are taken; those
    /// under way are finished. Where the system gives no thread, the calling one does the work.
    ///
    /// Panics when `work` does.
    pub(super) fn each<P, R, E>(
        self,
        pieces: impl IntoIterator<Item = P>,
        work: impl Fn(&P) -> Result<R, E> + Send + Sync + 'static,
        mut done: impl FnMut(P, R),
    ) -> Result<(), E>
    where
        P: Send + 'static,
        R: Send + 'static,
        E: Send + 'static,
    {
        let mut pieces = pieces.into_iter().fuse();
        let members = self.members();
        if members.is_empty() {
            return pieces.try_for_each(|piece| {
                let found = work(&piece)?;
                done(piece, found);
                Ok(())
            });
        }
        let work = Arc::new(work);
        let (sender, receiver) = mpsc::channel();
        let mut free: Vec<usize> = (0..members.len()).rev().collect();
        let mut result = Ok(());
        loop {
            while result.is_ok()
                && let Some(&member) = free.last()
            {
                let Some(piece) = pieces.next() else { break };
                free.pop();
                let (work, sender) = (Arc::clone(&work), sender.clone());
                members[member].spawn(move || {
                    let outcome = catch_unwind(AssertUnwindSafe(|| work(&piece)));
                    // Nobody listens any more only when another piece has panicked.
                    let _ = sender.send((member, piece, outcome));
                });
            }
            if free.len() == members.len() {
                return result;
            }
            // A sender is kept here, so that there is always an answer to come.
            let Ok((member, piece, outcome)) = receiver.recv() else {
                return result;
            };
            free.push(member);
            match outcome {
                Ok(Ok(found)) => done(piece, found),
                Ok(Err(error)) => result = Err(error),
                Err(panic) => resume_unwind(panic),
            }
        }
    }

    /// [`Self::each`] for every one of `kinds` with every one of `seeds`; progress counts `what`.
    pub(super) fn each_seed<K, R>(
        self,
        kinds: &[K],
        seeds: Seeds,
        (what, job): (&'static str, &JobContext),
        work: impl Fn(K, u64, &JobContext) -> Result<R, TrainError> + Send + Sync + 'static,
        mut done: impl FnMut(K, u64, R),
    ) -> Result<(), TrainError>
    where
        K: Copy + Send + 'static,
        R: Send + 'static,
    {
        let pieces: Vec<(K, u64)> = seeds
            .iter()
            .flat_map(|seed| kinds.iter().map(move |&kind| (kind, seed)))
            .collect();
        let (quiet, total) = (job.quiet(), pieces.len());
        let mut finished = 0;
        self.each(
            pieces,
            move |&(kind, seed)| work(kind, seed, &quiet),
            |(kind, seed), result| {
                done(kind, seed, result);
                finished += 1;
                job.report(what, finished, total);
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn every_piece_is_done_once_with_any_number_of_threads() {
        for threads in [1, 3] {
            let worker_pool = WorkerPool::new(Some(threads));
            let mut results = Vec::new();
            let square = |&piece: &u64| Ok::<_, Infallible>(piece * piece);
            let done = worker_pool.each(0..40, square, |piece, square| {
                results.push((piece, square));
            });
            assert_eq!(done, Ok(()));
            results.sort_unstable();
            let expected: Vec<(u64, u64)> = (0..40).map(|piece| (piece, piece * piece)).collect();
            assert_eq!(results, expected);
        }
    }

    #[test]
    fn after_an_error_no_more_pieces_are_taken() {
        let worker_pool = WorkerPool::new(Some(2));
        let begun = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&begun);
        let fail = move |_: &u64| Err::<(), _>(count.fetch_add(1, Ordering::Relaxed));
        assert!(worker_pool.each(0.., fail, |_, ()| ()).is_err());
        let begun = begun.load(Ordering::Relaxed);
        assert!(begun <= 2, "{begun}");
    }

    #[test]
    #[should_panic(expected = "no good")]
    fn a_panic_reaches_the_caller() {
        let worker_pool = WorkerPool::new(Some(2));
        let work = |_: &i32| -> Result<(), Infallible> { panic!("no good") };
        let _ = worker_pool.each([1, 2, 3], work, |_, ()| ());
    }
}
