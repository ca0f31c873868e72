//! How sure a mean is: the bootstrap's percentile interval.
//!
//! Efron, "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics 1979.

use std::fmt;

use serde::Serialize;

/// Samples drawn.
const DRAWS: usize = 1000;

/// A mean and its 95% interval, in the unit of the values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Interval {
    /// The mean of the values; 0 of none.
    pub mean: f64,
    /// 2.5% of the samples' means are below.
    pub low: f64,
    /// 2.5% of the samples' means are above.
    pub high: f64,
}

impl Interval {
    /// The interval of the mean of `values`; the same values give the same interval.
    pub fn of(values: &[f64]) -> Interval {
        let size = values.len();
        if size == 0 {
            return Interval::default();
        }
        let mut state = 0;
        let mut draw = || {
            let places = (0..size).map(|_| (next(&mut state) % size as u64) as usize);
            let sum: f64 = places.filter_map(|at| values.get(at)).sum();
            sum / size as f64
        };
        let mut means: Vec<f64> = (0..DRAWS).map(|_| draw()).collect();
        means.sort_by(f64::total_cmp);
        let at = |share: f64| means.get((share * (DRAWS - 1) as f64) as usize).copied();
        Interval {
            mean: values.iter().sum::<f64>() / size as f64,
            low: at(0.025).unwrap_or_default(),
            high: at(0.975).unwrap_or_default(),
        }
    }
}

impl fmt::Display for Interval {
    /// `28.83 [27.59, 30.10]`, in the width that is asked for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Interval { mean, low, high } = self;
        f.pad(&format!("{mean:.2} [{low:.2}, {high:.2}]"))
    }
}

/// The next number of SplitMix64 (Steele, Lea & Flood, OOPSLA 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::Interval;

    #[test]
    fn the_interval_is_about_two_standard_errors_either_side() {
        let values: Vec<f64> = (0..400).map(|at| f64::from(at % 2)).collect();
        let interval = Interval::of(&values);
        assert_eq!(interval.mean, 0.5);
        // The standard error is 0.5 / √400.
        assert!((interval.low - 0.451).abs() < 0.005, "{interval:?}");
        assert!((interval.high - 0.549).abs() < 0.005, "{interval:?}");
        assert_eq!(Interval::of(&[]), Interval::default());
    }
}
