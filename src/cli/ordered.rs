//! Work on several threads whose results come out in the order of their items.

use std::sync::mpsc::sync_channel;
use std::thread;

/// Items that wait for each thread, and results that wait for theirs to be taken.
const LOOK_AHEAD: usize = 32;

/// Calls `work` with every item on `threads` threads, and `sink` with the results in the order of
/// the items, on the calling thread. An error of `sink` ends everything.
///
/// Item *i* goes to thread *i* mod `threads`, so the results are taken from the threads in turn: no
/// sorting, and never more than [`LOOK_AHEAD`] items and results a thread in memory.
pub fn ordered<T: Send, R: Send, E>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let work = &work;
    thread::scope(|scope| {
        let mut queues = Vec::new();
        let mut outlets = Vec::new();
        for _ in 0..threads.max(1) {
            let (queue, waiting) = sync_channel(LOOK_AHEAD);
            let (done, outlet) = sync_channel(LOOK_AHEAD);
            scope.spawn(move || {
                waiting
                    .into_iter()
                    .try_for_each(|item| done.send(work(item)))
            });
            queues.push(queue);
            outlets.push(outlet);
        }
        scope.spawn(move || {
            let mut turns = items.zip(queues.iter().cycle());
            turns.try_for_each(|(item, queue)| queue.send(item))
        });
        // A thread without a result in its turn has no more items, and so have those after it.
        let mut results = outlets
            .iter()
            .cycle()
            .map_while(|outlet| outlet.recv().ok());
        results.try_for_each(&mut sink)
    })
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn results_come_in_the_order_of_the_items_on_any_number_of_threads() {
        for (items, threads) in [(0, 1), (1, 4), (3, 2), (1000, 1), (1000, 7)] {
            let mut seen = Vec::new();
            let done = ordered(
                0..items,
                threads,
                |item| item * 2,
                |result| {
                    seen.push(result);
                    Ok::<(), ()>(())
                },
            );
            assert_eq!(done, Ok(()));
            let expected: Vec<i32> = (0..items).map(|item| item * 2).collect();
            assert_eq!(seen, expected, "{items} items on {threads} threads");
        }
    }

    #[test]
    fn an_error_of_the_sink_ends_an_endless_input() {
        let done = ordered(
            0..,
            3,
            |item: u64| item,
            |result| {
                if result < 100 { Ok(()) } else { Err(result) }
            },
        );
        assert_eq!(done, Err(100));
    }
}
