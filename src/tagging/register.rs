//! Register: whether a text is told as news are or as science is.
//!
//! Readers of abstracts choose other phrases than readers of news do, and one head for both serves neither. The
//! words that a text opens with tell the two apart: "we", "method" and "propose" speak for science, "said", "his"
//! and "people" for news. Each stem among the first ones has a weight, that of a logistic regression of whether
//! an English text is an abstract or a paragraph of a paper, rather than news or any other prose
//! (`training/registers.py`). In doubt a text is news.

use crate::document::Document;
use crate::text::terms::TermId;
use crate::text::word_levels::WordLevels;

/// How a text is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Register {
    /// As news are, or in any other way but the ones below.
    #[default]
    News,
    /// As abstracts and papers are.
    Science,
}

/// Distinct stems that are looked at, from the first one on: abstracts seldom have more, and news have told what they
/// are by then.
const OPENING: u32 = 100;

/// The log-odds from which on a text is science. Of 2,976 news articles that the weights did not know, 4 had more, as
/// six of seven abstracts had (`docs/model-card-tags.md`).
const SURE: f32 = 1.5;

/// The weights of stems, in log-odds.
pub struct Registers(WordLevels);

impl Registers {
    /// Reads a file of `training/registers.py`; `None` if it is damaged or something else.
    pub fn read(file: &[u8]) -> Option<Registers> {
        WordLevels::read(file, b"NGREGIST").map(Registers)
    }

    /// How an English text is told.
    pub fn register(&self, document: &Document) -> Register {
        let Registers(weights) = self;
        let told: f32 = opening(document).filter_map(|stem| weights.get(stem)).sum();
        match told > SURE {
            true => Register::Science,
            false => Register::News,
        }
    }
}

/// The stems that tell how a text is told, each once.
pub fn opening<'d>(document: &'d Document) -> impl Iterator<Item = &'d str> {
    let terms = document.terms();
    let first = OPENING.min(u32::try_from(terms.term_count()).unwrap_or(OPENING));
    (0..first).map(|number| terms.stem(TermId(number)))
}

#[cfg(test)]
mod tests {
    use super::Register;
    use crate::article::{Article, Limits, RawArticle};
    use crate::document::Document;
    use crate::tagging::model::MODEL;

    fn register(text: &str) -> Register {
        let raw = RawArticle {
            text,
            language_code: "en",
            ..RawArticle::default()
        };
        let article = Article::parse(raw, &Limits::default()).expect("it is an article");
        MODEL.register(&Document::of(&article))
    }

    #[test]
    fn abstracts_are_science() {
        let abstracts = [
            "We propose an approach to the scheduling of trams that is based on queueing theory. The waiting time at \
             each stop is modelled as a random variable, and an upper bound on the expected delay is derived. \
             Experiments with data of two networks show that the proposed approach outperforms fixed timetables.",
            "The adhesion of mussel threads to glass was studied by atomic force microscopy. Forces were measured at \
             different salt concentrations, and a significant decrease was observed above 35 g/l. The results suggest \
             that hydrogen bonds contribute to the mechanism, and are compared with those for synthetic polymers.",
        ];
        for text in abstracts {
            assert_eq!(register(text), Register::Science, "{text}");
        }
    }

    #[test]
    fn news_are_news_even_of_science_and_so_is_what_tells_too_little() {
        let others = [
            "Beavers keep streams cooler in summer, according to a study that was published on Monday. A team from Osby \
             measured the water below 40 dams and found it two degrees colder. \"We did not expect that,\" said its \
             leader, Maja Stern. She wants to count trout next.",
            "Halden Bikes, a maker of cargo bicycles, has opened a second plant in Osby. The new site provides space \
             for 200 employees and shortens the delivery times for customers in the region. The company considers the \
             investment part of its strategy for the years to come.",
            "The windmill was moved to its present place in 1902 and is one of three of its type. It is used by a club \
             of amateur millers, which grinds flour on Sundays. The sails were renewed twice, and the system of \
             gears is made of oak. Guests can see various tools of the trade.",
            "The harbour was closed on Friday after a storm.",
            "A method.",
        ];
        for text in others {
            assert_eq!(register(text), Register::News, "{text}");
        }
    }
}
