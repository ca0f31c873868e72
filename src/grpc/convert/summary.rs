//! Summary options as they come over the wire.

use crate::fraction::Fraction;
use crate::grpc::limits::Limits;
use crate::grpc::pb;
use crate::grpc::violations::Violations;
use crate::scoring::Method;
use crate::selection::budget::Budget;
use crate::selection::options::{Order, SummaryOptions};

/// The summary options of a request; absent ones are the defaults.
pub fn summary_options(
    message: Option<&pb::SummaryOptions>,
    violations: &mut Violations,
) -> SummaryOptions {
    let Some(message) = message else {
        return SummaryOptions::default();
    };
    let diversity = message
        .diversity
        .and_then(|value| fraction("summary.diversity", value, violations));
    let reader_preference = message
        .reader_preference
        .and_then(|value| fraction("summary.reader_preference", value, violations));
    SummaryOptions {
        method: method(&message.method, violations),
        budget: budget(message, violations),
        order: order(message.order, violations),
        query: query(&message.query, violations),
        diversity,
        reader_preference,
        explain: message.explain,
        all_sentences: message.all_sentences,
    }
}

/// A number in [0, 1].
pub(super) fn fraction(field: &str, value: f32, violations: &mut Violations) -> Option<Fraction> {
    let fraction = Fraction::parse(value);
    if fraction.is_none() {
        violations.add(
            field,
            "OUT_OF_RANGE",
            format!("{value} is not between 0 and 1"),
        );
    }
    fraction
}

fn budget(message: &pb::SummaryOptions, violations: &mut Violations) -> Budget {
    Budget {
        max_sentences: bound("summary.max_sentences", message.max_sentences, violations),
        max_characters: bound("summary.max_characters", message.max_characters, violations),
        max_words: bound("summary.max_words", message.max_words, violations),
        ratio: message.ratio.and_then(|value| ratio(value, violations)),
    }
}

/// A bound that is set must leave room for something; one that is not set is no bound.
fn bound(field: &str, value: Option<i32>, violations: &mut Violations) -> Option<u32> {
    let value = value?;
    if value < 1 {
        let description = format!("{value} is not a positive number; leave it out for the default");
        violations.add(field, "OUT_OF_RANGE", description);
    }
    u32::try_from(value).ok()
}

fn ratio(value: f32, violations: &mut Violations) -> Option<Fraction> {
    let ratio = Fraction::parse(value).filter(|&ratio| ratio > Fraction::ZERO);
    if ratio.is_none() {
        let description = format!("{value} is not greater than 0 and at most 1");
        violations.add("summary.ratio", "OUT_OF_RANGE", description);
    }
    ratio
}

fn order(number: i32, violations: &mut Violations) -> Order {
    match pb::SummaryOrder::try_from(number) {
        Ok(pb::SummaryOrder::Unspecified) => Order::default(),
        Ok(pb::SummaryOrder::Document) => Order::Document,
        Ok(pb::SummaryOrder::Score) => Order::Score,
        Err(_) => {
            let name = pb::SummaryOrder::as_str_name;
            violations.add_unknown("summary.order", number, name);
            Order::default()
        }
    }
}

fn method(name: &str, violations: &mut Violations) -> Method {
    Method::named(name).unwrap_or_else(|| {
        let given: String = name.chars().take(64).collect();
        let known: Vec<_> = Method::all().map(Method::name).collect();
        let description = format!("{given:?} is no method; there are {}", known.join(", "));
        violations.add("summary.method", "METHOD_UNKNOWN", description);
        Method::default()
    })
}

fn query(query: &str, violations: &mut Violations) -> String {
    violations.check_bytes("summary.query", query, Limits::QUERY_BYTES);
    if !query.is_empty() && query.trim().is_empty() {
        let description = "the query is blank; leave it out for the article's own topic";
        violations.add("summary.query", "BLANK", description);
    }
    query.to_owned()
}
