//! A number between 0 and 1, checked once where it enters.

/// A finite number in [0, 1]: a ratio, a weight, a score's threshold.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Fraction(f32);

impl Fraction {
    /// 0.
    pub const ZERO: Fraction = Fraction(0.0);
    /// 1.
    pub const ONE: Fraction = Fraction(1.0);

    /// `None` when `value` is not a number or lies outside [0, 1].
    pub fn parse(value: f32) -> Option<Fraction> {
        (0.0..=1.0).contains(&value).then_some(Fraction(value))
    }

    /// The nearest value in [0, 1]; 0 for NaN. For constants and for results of the engine's own.
    pub const fn clamped(value: f32) -> Fraction {
        if value.is_nan() {
            Fraction(0.0)
        } else {
            Fraction(value.clamp(0.0, 1.0))
        }
    }

    /// The number itself.
    pub const fn get(self) -> f32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Fraction;

    #[test]
    fn only_numbers_from_zero_to_one_are_fractions() {
        for value in [0.0, 0.3, 1.0] {
            assert_eq!(Fraction::parse(value).map(Fraction::get), Some(value));
        }
        for value in [-0.1, 1.1, f32::NAN, f32::INFINITY] {
            assert_eq!(Fraction::parse(value), None);
        }
    }
}
