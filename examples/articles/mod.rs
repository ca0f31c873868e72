//! Articles, as the examples read them: JSON with "title", "text" and "lang", each of which may be missing.

use nutgraf::article::RawArticle;
use serde_json::Value;

/// The article that `given` describes, not yet checked.
pub fn raw(given: &Value) -> RawArticle<'_> {
    let field = |name: &str| given.get(name).and_then(Value::as_str).unwrap_or("");
    RawArticle {
        title: field("title"),
        text: field("text"),
        language_code: field("lang"),
        ..RawArticle::default()
    }
}
