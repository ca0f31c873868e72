//! Floor 5: which phrases an editor would file the article under.

pub mod tags;
pub mod vocabulary;

mod slug;
