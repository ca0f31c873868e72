//! How many sentences of the story surpass this one. What is much in a short report is little in a
//! long one; the order of an article's own sentences tells the same in both.

pub(super) const NAMES: [&str; 5] = [
    // Sentences of the story with a higher "centroid", at most 500; among equals, those before count.
    "centroid-rank",
    // The same of "forward-sum".
    "forward-rank",
    // The same of "frequency-sum".
    "frequency-rank",
    // The same of "introduced-weight".
    "introduced-rank",
    // The same of "name-weight".
    "name-rank",
];

/// The signals whose order is looked at, in the order of [`NAMES`], a row a sentence.
pub(super) type Measured = [f32; 5];

pub(super) fn signals(measured: &[Measured]) -> Vec<[f32; 5]> {
    let mut rows = vec![[0.0; 5]; measured.len()];
    let mut order: Vec<u64> = Vec::with_capacity(measured.len());
    for column in 0..NAMES.len() {
        let place = |(at, row): (u64, &Measured)| u64::from(descending(row[column])) << 32 | at;
        order.clear();
        order.extend((0..).zip(measured).map(place));
        order.sort_unstable();
        for (rank, &place) in order.iter().enumerate() {
            if let Some(row) = rows.get_mut(place as u32 as usize) {
                row[column] = (rank as f32).min(500.0);
            }
        }
    }
    rows
}

/// A number that is the less the greater `value` is, in the order of [`f32::total_cmp`].
fn descending(value: f32) -> u32 {
    let bits = value.to_bits();
    let negative = bits >> 31 == 1;
    if negative {
        bits
    } else {
        !bits & (u32::MAX >> 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{descending, signals};

    #[test]
    fn greater_values_come_first() {
        let values = [
            f32::INFINITY,
            2.0,
            1.0,
            1e-40,
            0.0,
            -0.0,
            -1.0,
            f32::NEG_INFINITY,
        ];
        assert!(values.map(descending).is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn those_before_are_counted_among_equals() {
        let measured = [
            [0.5, 1.0, 3.0, 0.0, 0.1],
            [0.5, 2.0, 2.0, 0.0, 0.1],
            [0.9, 3.0, 1.0, 0.0, 0.2],
        ];
        assert_eq!(
            signals(&measured),
            [
                [1.0, 2.0, 0.0, 0.0, 1.0],
                [2.0, 1.0, 1.0, 1.0, 2.0],
                [0.0, 0.0, 2.0, 2.0, 0.0]
            ]
        );
    }
}
