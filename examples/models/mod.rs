//! Models of the ranker that are not built in, as the examples read them.

use std::error::Error;

use nutgraf::scoring::ranker::Ranker;

/// The ranker by `english.trees`, `news.trees` and `coverage.trees` of a directory.
pub fn ranker(directory: &str) -> Result<Ranker, Box<dyn Error>> {
    let read = |part: &str| std::fs::read(format!("{directory}/{part}.trees"));
    let (english, news, coverage) = (read("english")?, read("news")?, read("coverage")?);
    Ok(Ranker::parse([&english, &news, &coverage])?)
}
