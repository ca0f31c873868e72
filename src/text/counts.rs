//! Logarithms of counts, which are small numbers nearly always: worked out once.

use std::sync::LazyLock;

/// Counts whose logarithms are kept: words of an article of the usual length.
const KEPT: usize = 1024;

static LOGARITHMS: LazyLock<[f32; KEPT]> =
    LazyLock::new(|| std::array::from_fn(|count| (count as f32).ln()));

/// The natural logarithm of `count`; minus infinity for 0.
pub fn ln(count: u32) -> f32 {
    let kept = LOGARITHMS.get(count as usize).copied();
    kept.unwrap_or_else(|| (count as f32).ln())
}

#[cfg(test)]
mod tests {
    use super::{KEPT, ln};

    #[test]
    fn logarithms_are_the_same_whether_they_are_kept_or_not() {
        for count in [0, 1, 2, KEPT as u32 - 1, KEPT as u32, 1 << 20] {
            assert_eq!(ln(count), (count as f32).ln(), "of {count}");
        }
    }
}
