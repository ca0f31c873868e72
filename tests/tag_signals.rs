//! What the signals of tags tell: what sets one tag's score apart from another's.

mod article;
mod tagged;

use article::article;
use nutgraf::fraction::Fraction;
use nutgraf::tagging::tags::{Tag, TagKind, TagOptions};
use tagged::tagged;

const STORY: &str = "The harbour board of Tarrow will close the east pier on March 10, the board said. Ida \
    Bergstrom, who leads the board, said that the east pier has rotten beams. Bergstrom wants a steel pier \
    in its place. Fishing boats land at the pier each morning, and Bergstrom promised the crews of the \
    fishing boats a berth in the west harbour. A steel pier costs nine million.";

const HISTOIRE: &str = "Le conseil de Valbourg a voté jeudi la rénovation du marché couvert. La rénovation du marché \
    coûtera deux millions, a dit Jeanne Morvan, maire de Valbourg. Jeanne Morvan veut garder les commerçants du \
    marché pendant les travaux. Les commerçants craignent pourtant des travaux trop longs. Pour Jeanne Morvan, \
    le marché couvert doit rouvrir avant Noël.";

#[test]
fn the_signals_of_tags_add_up_to_what_sets_their_scores_apart() {
    let cases: [(&str, &str, &[&str]); 2] = [
        ("en", STORY, &["name-start", "lexical-prior"]),
        ("fr", HISTOIRE, &["by-hand"]),
    ];
    for (language_code, text, names) in cases {
        let tags = TagOptions {
            max_tags: 30,
            style: Fraction::parse(1.0),
            explain: true,
            ..TagOptions::default()
        };
        let digest = tagged(&article(language_code, text), tags);
        let tags = digest.tags.expect("they were asked for").tags;
        let points: Vec<(f32, f32)> = tags.iter().map(sum_and_log_odds).collect();
        let (first, last) = (points[0], points[points.len() - 1]);
        let slope = (last.1 - first.1) / (last.0 - first.0);
        assert!(points.len() > 5 && slope > 0.0, "{points:?}");
        for (sum, log_odds) in &points {
            let expected = first.1 + slope * (sum - first.0);
            assert!((log_odds - expected).abs() < 0.01, "{points:?}");
        }
        for name in names {
            let told = |tag: &Tag| tag.signals.iter().any(|signal| signal.name == *name);
            assert!(tags.iter().any(told), "no tag has {name}");
        }
    }
}

#[test]
fn words_tell_of_phrases_and_not_of_names() {
    let tags = TagOptions {
        max_tags: 30,
        explain: true,
        ..TagOptions::default()
    };
    let digest = tagged(&article("en", STORY), tags);
    let tags = digest.tags.expect("they were asked for").tags;
    let told = |tag: &&Tag| {
        tag.signals
            .iter()
            .any(|signal| signal.name == "lexical-prior")
    };
    let (names, phrases): (Vec<&Tag>, Vec<&Tag>) =
        tags.iter().partition(|tag| tag.kind == TagKind::Entity);
    assert!(!names.is_empty() && !names.iter().any(told), "{names:?}");
    assert!(phrases.iter().any(told), "{phrases:?}");
}

/// What a tag's signals add up to, and the log-odds of its score.
fn sum_and_log_odds(tag: &Tag) -> (f32, f32) {
    let sum = tag.signals.iter().map(|signal| signal.contribution).sum();
    (sum, (tag.score / (1.0 - tag.score)).ln())
}
