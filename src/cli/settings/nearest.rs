//! What was meant by a name that is none.

/// How alike a name must be to be taken for what was meant, from 0 to 1: as clap has it for flags.
const ALIKE: f64 = 0.7;

/// The name of those `known` that is most like `name`, whatever the case, if one is.
pub fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let name = name.to_ascii_lowercase();
    let likeness = |other: &str| strsim::jaro(&name, &other.to_ascii_lowercase());
    let likenesses = known.map(|other| (likeness(other), other));
    let nearest = likenesses.max_by(|(a, _), (b, _)| a.total_cmp(b));
    nearest
        .filter(|(alike, _)| *alike > ALIKE)
        .map(|(_, name)| name)
}
