//! Work on several threads whose results come out in the order of their items.

use std::sync::mpsc::sync_channel;
use std::thread;

/// Groups of items that wait for each thread, and of results that wait for theirs to be taken.
const LOOK_AHEAD: usize = 2;

/// Items of a group at most: handing over each by itself wakes two threads for it, which took a tenth of
/// the time of a batch of news.
const TOGETHER: usize = 16;

/// Calls `work` with every item on `threads` threads, and `sink` with the results in the order of
/// the items, on the calling thread. An error of `sink` ends everything.
///
/// Groups of items go to the threads in turn, and their results are taken in turn: no sorting, and
/// never more than some [`LOOK_AHEAD`] groups of items and of results a thread in memory. A thread's
/// first group is one item, and each one after it is larger by one: few items are spread over all threads.
pub fn ordered<T: Send, R: Send, E>(
    mut items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let work = &work;
    let threads = threads.max(1);
    thread::scope(|scope| {
        let mut queues = Vec::new();
        let mut outlets = Vec::new();
        for _ in 0..threads {
            let (queue, waiting) = sync_channel::<Vec<T>>(LOOK_AHEAD);
            let (done, outlet) = sync_channel(LOOK_AHEAD);
            scope.spawn(move || {
                let of_group = |group: Vec<T>| group.into_iter().map(work).collect::<Vec<R>>();
                let mut groups = waiting.into_iter().map(of_group);
                groups.try_for_each(|results| done.send(results))
            });
            queues.push(queue);
            outlets.push(outlet);
        }
        scope.spawn(move || {
            for (turn, queue) in queues.iter().cycle().enumerate() {
                let size = TOGETHER.min(1 + turn / threads);
                let group: Vec<T> = items.by_ref().take(size).collect();
                if group.is_empty() || queue.send(group).is_err() {
                    return;
                }
            }
        });
        // A thread without a result in its turn has no more items, and so have those after it.
        let results = outlets
            .iter()
            .cycle()
            .map_while(|outlet| outlet.recv().ok());
        results.flatten().try_for_each(sink)
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
