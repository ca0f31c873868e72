//! Floor 8
