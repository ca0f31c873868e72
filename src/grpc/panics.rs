//! Bugs that panic: counted, logged under the id of the request, and answered without what they say.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tracing::error;

use super::status::Failure;
use crate::metrics::Metrics;

/// What `work` gives; a failure if it panics, at that `place` of the request with that id.
pub fn caught<T>(
    metrics: &Metrics,
    place: &str,
    request_id: &str,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|panic| Err(told(&*panic, metrics, place, request_id)))
}

/// The failure of a call that panicked; the log has what it said.
pub fn told(panic: &(dyn Any + Send), metrics: &Metrics, place: &str, request_id: &str) -> Failure {
    metrics.panicked();
    let text = panic.downcast_ref::<&str>().copied();
    let said = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    error!(
        request_id,
        place,
        panic = said.unwrap_or("without a message"),
        "a handler panicked"
    );
    Failure::Panicked {
        request_id: request_id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use prometheus_client::encoding::text::encode;
    use prometheus_client::registry::Registry;

    use super::{Failure, caught};
    use crate::metrics::Metrics;

    #[test]
    fn a_panic_is_counted_and_told_by_the_id_of_its_request() {
        let metrics = Metrics::default();
        let mut registry = Registry::default();
        metrics.register(&mut registry);
        let sound = caught(&metrics, "article 0", "the-id", || Ok(1));
        assert!(matches!(sound, Ok(1)), "{sound:?}");
        let faulty = caught::<()>(&metrics, "article 1", "the-id", || panic!("a bug"));
        assert!(
            matches!(&faulty, Err(Failure::Panicked { request_id }) if request_id == "the-id"),
            "{faulty:?}"
        );
        let mut text = String::new();
        encode(&mut text, &registry).expect("a string takes all");
        assert!(text.contains("nutgraf_panics_total 1\n"), "{text}");
    }
}
