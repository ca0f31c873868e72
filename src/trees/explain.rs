//! What a model's output is owed to: walks from root to leaf, each step credited to the input that it
//! looked at.

use super::format::{Model, Node};

/// The trees of a model as they are walked.
#[derive(Clone, Debug)]
pub(super) struct Walks {
    inputs: usize,
    roots: Vec<Root>,
    nodes: Vec<Node>,
    values: Vec<f32>,
}

/// Where a walk begins, and how many steps it has at most.
#[derive(Clone, Copy, Debug)]
struct Root {
    node: u16,
    depth: u16,
}

impl Walks {
    /// Those of `model`, which has so many inputs.
    pub fn of(model: Model, inputs: usize) -> Walks {
        Walks {
            inputs,
            roots: with_depths(&model.roots, &model.nodes),
            nodes: model.nodes,
            values: model.values,
        }
    }

    /// How many inputs the model has.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// See [`super::Trees::contributions`].
    ///
    /// Each step of a walk changes the mean output expected of the row; the change is credited to
    /// the input that the step looked at (Saabas, "Interpreting random forests", 2014).
    pub fn contributions(&self, row: &[f32]) -> Vec<f32> {
        let mut owed = vec![0.0; self.inputs];
        for &Root { node, depth } in &self.roots {
            let mut at = node;
            for _ in 0..depth {
                let next = self.step(at, row);
                let change = self.values[usize::from(next)] - self.values[usize::from(at)];
                owed[usize::from(self.nodes[usize::from(at)].input)] += change;
                at = next;
            }
        }
        owed
    }

    /// The output that the training rows have on average.
    #[cfg(test)]
    pub fn mean(&self) -> f32 {
        let roots = self.roots.iter();
        roots.map(|root| self.values[usize::from(root.node)]).sum()
    }

    /// The node that a row goes on to; the same one if that is a leaf.
    fn step(&self, at: u16, row: &[f32]) -> u16 {
        let node = self.nodes[usize::from(at)];
        let input = row.get(usize::from(node.input)).copied().unwrap_or(0.0);
        node.next[usize::from(input > node.split)]
    }
}

/// Each root with the depth of its tree: the number of steps from it to its farthest leaf. Nodes
/// come after their parents, so depths are known from the last node to the first.
fn with_depths(roots: &[u16], nodes: &[Node]) -> Vec<Root> {
    let mut depths = vec![0_u16; nodes.len()];
    for (at, node) in nodes.iter().enumerate().rev() {
        let below = node.next.map(usize::from);
        if below.iter().all(|&next| next != at) {
            depths[at] = 1 + below
                .map(|next| depths[next])
                .into_iter()
                .max()
                .unwrap_or(0);
        }
    }
    let root = |&node: &u16| Root {
        node,
        depth: depths[usize::from(node)],
    };
    roots.iter().map(root).collect()
}
