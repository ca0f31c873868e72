//! What comes of an article of which tags are asked for alone, shared by the tests of tags.

use nutgraf::article::Article;
use nutgraf::engine::{Digest, Engine, Options};
use nutgraf::tagging::tags::TagOptions;

/// The digest of `article` with such tags and no summary.
pub fn tagged<'a>(article: &Article<'a>, tags: TagOptions) -> Digest<'a> {
    let options = Options {
        summary: None,
        tags: Some(tags),
    };
    Engine::new().digest(article, &options)
}
