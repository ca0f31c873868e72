//! Models of the ranker that are not built in, as the examples read them.

use std::error::Error;

use nutgraf::scoring::ranker::Ranker;

/// The ranker by `single.trees`, `english.trees`, `news.trees` and `coverage.trees` of a directory.
pub fn ranker(directory: &str) -> Result<Ranker, Box<dyn Error>> {
    let read = |part: &str| std::fs::read(format!("{directory}/{part}.trees"));
    let (single, english) = (read("single")?, read("english")?);
    let (news, coverage) = (read("news")?, read("coverage")?);
    Ok(Ranker::parse([&single, &english, &news, &coverage])?)
}
