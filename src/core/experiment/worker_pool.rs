//! Several pieces of work at a time, each on one thread.
//!
//! A fit on 32 rows does not share its work between threads; several fits do. Each member of the
//! crew is a pool of one thread, so that what a piece of work does in parallel stays on it, and the
//! times it measures are its own.

use std::any::Any;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// Threads that do pieces of work.
#[derive(Debug)]
pub struct WorkerPool {
    members: Vec<ThreadPool>,
}

type Outcome<R> = Result<R, Box<dyn Any + Send>>;

impl WorkerPool {
    /// A crew of `threads`, at least one; for `None` as many as the machine has cores.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn new(threads: Option<usize>) -> Result<Self, ThreadPoolBuildError> {
        let threads = threads.unwrap_or_else(rayon::current_num_threads);
        let member = |_| ThreadPoolBuilder::new().num_threads(1).build();
        Ok(Self {
            members: (0..threads.max(1)).map(member).collect::<Result<_, _>>()?,
        })
    }

    /// Number of threads.
    pub fn threads(&self) -> usize {
        self.members.len()
    }

    /// Does `work` on every one of `pieces`, which are taken one by one as a thread becomes free.
    /// Tells `done` on the calling thread of each as it is finished; once that breaks, no more are
    /// taken, and those under way are finished and told.
    ///
    /// # Panics
    /// When `work` does.
    pub fn each<P, R>(
        &self,
        pieces: impl IntoIterator<Item = P>,
        work: impl Fn(&P) -> R + Send + Sync + 'static,
        mut done: impl FnMut(P, R) -> ControlFlow<()>,
    ) where
        P: Send + 'static,
        R: Send + 'static,
    {
        let work = Arc::new(work);
        let (sender, receiver) = mpsc::channel::<(usize, P, Outcome<R>)>();
        let mut pieces = pieces.into_iter().fuse();
        let mut free: Vec<usize> = (0..self.members.len()).rev().collect();
        let mut stopped = false;
        loop {
            while !stopped && let Some(&member) = free.last() {
                let Some(piece) = pieces.next() else { break };
                free.pop();
                let (work, sender) = (Arc::clone(&work), sender.clone());
                self.members[member].spawn(move || {
                    let outcome = catch_unwind(AssertUnwindSafe(|| work(&piece)));
                    // Nobody listens any more only when another piece has panicked.
                    let _ = sender.send((member, piece, outcome));
                });
            }
            if free.len() == self.members.len() {
                return;
            }
            // A sender is kept here, so that there is always an answer to come.
            let Ok((member, piece, outcome)) = receiver.recv() else {
                return;
            };
            free.push(member);
            match outcome {
                Ok(result) => stopped |= done(piece, result).is_break(),
                Err(panic) => resume_unwind(panic),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_done_once_with_any_number_of_threads() {
        for threads in [1, 3] {
            let worker_pool = WorkerPool::new(Some(threads)).unwrap();
            let mut results = Vec::new();
            worker_pool.each(
                0..40_u64,
                |&piece| piece * piece,
                |piece, square| {
                    results.push((piece, square));
                    ControlFlow::Continue(())
                },
            );
            results.sort_unstable();
            let expected: Vec<(u64, u64)> = (0..40).map(|piece| (piece, piece * piece)).collect();
            assert_eq!(results, expected);
        }
    }

    #[test]
    fn a_break_takes_no_more_pieces() {
        let worker_pool = WorkerPool::new(Some(2)).unwrap();
        let mut told = 0;
        worker_pool.each(
            0..,
            |&piece: &u64| piece,
            |_, _| {
                told += 1;
                ControlFlow::Break(())
            },
        );
        assert!(told <= 2, "{told}");
    }

    #[test]
    #[should_panic(expected = "no good")]
    fn a_panic_reaches_the_caller() {
        let worker_pool = WorkerPool::new(Some(2)).unwrap();
        worker_pool.each(
            [1, 2, 3],
            |_| panic!("no good"),
            |_, ()| ControlFlow::Continue(()),
        );
    }
}
