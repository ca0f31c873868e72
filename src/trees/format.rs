//! The file format of models. `training/trees.py` writes it; all numbers are little-endian:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | 8 | `NGTREES1` |
//! | 2, then 1 + length each | the number of inputs and their names |
//! | 2, then 2 each | the number of trees and the number of each one's root node |
//! | 4, then 14 each | the number of nodes and the nodes |
//! | 8 | FNV-1a of all bytes before |
//!
//! A node is `input: u16, split: f32, low: u16, high: u16, value: f32`. Rows whose input is at most
//! `split` go on to node `low`, others to `high`; both come after the node itself, so that no walk
//! can go round in circles. A tree has at most 32 leaves. `input` is 0xffff for a leaf. `value` is a
//! leaf's output, or the mean output of the training rows that passed the node.

use super::TreesError;
use crate::model_file::Reader;

/// The first bytes of every model.
const MAGIC: &[u8; 8] = b"NGTREES1";

/// Stands in a node's `input` for "none": the node is a leaf.
const LEAF: u16 = u16::MAX;

/// What a sound file holds.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// The root of each tree.
    pub roots: Vec<u16>,
    /// The nodes of all trees.
    pub nodes: Vec<Node>,
    /// The value of each node.
    pub values: Vec<f32>,
}

/// A step of a walk from root to leaf. Invariant: `input` is below the number of inputs; `next` are
/// numbers of nodes, both higher than the node's own, or both its own if it is a leaf.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub split: f32,
    pub input: u16,
    pub next: [u16; 2],
}

/// Reads a model that was trained on the inputs of those names, in that order.
pub(super) fn read(bytes: &[u8], names: &[&str]) -> Result<Model, TreesError> {
    if !bytes.starts_with(MAGIC) {
        return Err(TreesError::NotAModel);
    }
    let mut reader = Reader::new(bytes, MAGIC).ok_or(TreesError::Checksum)?;
    check_names(&mut reader, names)?;
    let roots = roots(&mut reader).ok_or(TreesError::Length)?;
    let count = reader.u32().ok_or(TreesError::Length)? as usize;
    if count > usize::from(u16::MAX) {
        return Err(TreesError::Length);
    }
    let (mut nodes, mut values) = (Vec::new(), Vec::new());
    for at in 0..count {
        let (node, value) = node(&mut reader).ok_or(TreesError::Length)?;
        nodes.push(checked(node, at, count, names.len())?);
        values.push(
            Some(value)
                .filter(|value| value.is_finite())
                .ok_or(TreesError::Node)?,
        );
    }
    if !reader.is_at_end() {
        return Err(TreesError::Length);
    }
    if roots.iter().any(|&root| usize::from(root) >= count) {
        return Err(TreesError::Node);
    }
    Ok(Model {
        roots,
        nodes,
        values,
    })
}

fn check_names(reader: &mut Reader, names: &[&str]) -> Result<(), TreesError> {
    if usize::from(reader.u16().ok_or(TreesError::Length)?) != names.len() {
        return Err(TreesError::Inputs);
    }
    for name in names {
        if reader.counted().ok_or(TreesError::Length)? != name.as_bytes() {
            return Err(TreesError::Inputs);
        }
    }
    Ok(())
}

fn roots(reader: &mut Reader) -> Option<Vec<u16>> {
    let count = reader.u16()?;
    (0..count).map(|_| reader.u16()).collect()
}

fn node(reader: &mut Reader) -> Option<(Node, f32)> {
    let (input, split) = (reader.u16()?, reader.f32()?);
    let next = [reader.u16()?, reader.u16()?];
    Some((Node { split, input, next }, reader.f32()?))
}

/// Node `at` of `count`, if it keeps the invariant of [`Node`].
fn checked(node: Node, at: usize, count: usize, inputs: usize) -> Result<Node, TreesError> {
    if node.input == LEAF {
        return Ok(Node {
            split: 0.0,
            input: 0,
            next: [at as u16; 2],
        });
    }
    let onward = |&next: &u16| (at + 1..count).contains(&usize::from(next));
    let sound =
        usize::from(node.input) < inputs && node.next.iter().all(onward) && node.split.is_finite();
    if sound {
        Ok(node)
    } else {
        Err(TreesError::Node)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{LEAF, MAGIC, read};
    use crate::model_file::checksum;
    use crate::trees::TreesError;

    /// The inputs of [`NODES`].
    pub const NAMES: [&str; 2] = ["length", "place"];

    /// A node of a file.
    pub type Record = (u16, f32, u16, u16, f32);

    /// length <= 3 ? (place <= 0.5 ? 1 : 2) : 4, and a tree that is one leaf.
    pub const NODES: [Record; 6] = [
        (0, 3.0, 1, 2, 2.5),
        (1, 0.5, 3, 4, 1.5),
        (LEAF, 0.0, 0, 0, 4.0),
        (LEAF, 0.0, 0, 0, 1.0),
        (LEAF, 0.0, 0, 0, 2.0),
        (LEAF, 0.0, 0, 0, 0.25),
    ];

    /// A file with those nodes.
    pub fn model(names: &[&str], roots: &[u16], nodes: &[Record]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((names.len() as u16).to_le_bytes());
        for name in names {
            bytes.push(name.len() as u8);
            bytes.extend(name.as_bytes());
        }
        bytes.extend((roots.len() as u16).to_le_bytes());
        roots
            .iter()
            .for_each(|root| bytes.extend(root.to_le_bytes()));
        bytes.extend((nodes.len() as u32).to_le_bytes());
        for (input, split, low, high, value) in nodes {
            bytes.extend(input.to_le_bytes());
            bytes.extend(split.to_le_bytes());
            bytes.extend(low.to_le_bytes());
            bytes.extend(high.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        let sum = checksum(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    #[test]
    fn unsound_models_are_refused() {
        let sound = model(&NAMES, &[0, 5], &NODES);
        let with = |at: usize, record: Record| {
            let mut nodes = NODES;
            nodes[at] = record;
            model(&NAMES, &[0, 5], &nodes)
        };
        let mut damaged = sound.clone();
        damaged[40] ^= 1;
        let cases: [(&str, Vec<u8>, TreesError); 9] = [
            ("empty", Vec::new(), TreesError::NotAModel),
            ("magic alone", MAGIC.to_vec(), TreesError::Checksum),
            ("a bit flipped", damaged, TreesError::Checksum),
            ("cut short", sound[..60].to_vec(), TreesError::Checksum),
            (
                "names swapped",
                model(&["place", "length"], &[0], &NODES),
                TreesError::Inputs,
            ),
            (
                "a name missing",
                model(&["length"], &[0], &NODES),
                TreesError::Inputs,
            ),
            (
                "a root outside",
                model(&NAMES, &[6], &NODES),
                TreesError::Node,
            ),
            ("a circle", with(1, (1, 0.5, 1, 4, 0.0)), TreesError::Node),
            (
                "no number",
                with(2, (LEAF, 0.0, 0, 0, f32::NAN)),
                TreesError::Node,
            ),
        ];
        for (name, bytes, error) in cases {
            assert_eq!(read(&bytes, &NAMES).err(), Some(error), "{name}");
        }
    }
}
