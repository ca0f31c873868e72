"""Writes a LightGBM model in the format that `src/trees/format.rs` reads and documents."""

import struct

import numpy as np

LEAF = 0xFFFF


def write(booster, names, path, scale=1.0):
    """Writes `booster`, trained on inputs of `names`, to `path`; outputs are multiplied by `scale`.

    Train with `use_missing=False` on rows of 32-bit floats: splits are rounded down to 32 bits,
    which sends every such row the way it went in training.
    """
    roots, nodes = [], []
    for tree in booster.dump_model()["tree_info"]:
        roots.append(len(nodes))
        _add(tree["tree_structure"], scale, nodes)
    if len(nodes) >= LEAF:
        raise ValueError(f"{len(nodes)} nodes are too many")
    out = bytearray(b"NGTREES1" + struct.pack("<H", len(names)))
    for name in names:
        out += struct.pack("<B", len(name)) + name.encode()
    out += struct.pack(f"<H{len(roots)}H", len(roots), *roots)
    out += struct.pack("<I", len(nodes))
    for node in nodes:
        out += struct.pack("<HfHHf", *node)
    out += struct.pack("<Q", fnv1a(out))
    with open(path, "wb") as file:
        file.write(out)
    return len(out)


def _add(tree, scale, nodes):
    """Appends a tree's nodes, parents before children; gives its mean output and its row count."""
    at = len(nodes)
    nodes.append(None)
    if "leaf_value" in tree:
        value, rows = scale * tree["leaf_value"], tree.get("leaf_count", 1)
        nodes[at] = (LEAF, 0.0, 0, 0, value)
        return value, rows
    if tree["decision_type"] != "<=":
        raise ValueError(f"cannot write a split by {tree['decision_type']}")
    low = len(nodes)
    low_value, low_rows = _add(tree["left_child"], scale, nodes)
    high = len(nodes)
    high_value, high_rows = _add(tree["right_child"], scale, nodes)
    rows = low_rows + high_rows
    value = (low_value * low_rows + high_value * high_rows) / max(rows, 1)
    nodes[at] = (tree["split_feature"], _rounded_down(tree["threshold"]), low, high, value)
    return value, rows


def _rounded_down(split):
    """The highest 32-bit float that is not above `split`."""
    rounded = np.float32(split)
    if float(rounded) > split:
        rounded = np.nextafter(rounded, np.float32(-np.inf))
    return float(rounded)


def fnv1a(content):
    """The 64-bit FNV-1a hash of bytes."""
    sum_ = 0xCBF29CE484222325
    for byte in content:
        sum_ = (sum_ ^ byte) * 0x100000001B3 % 2**64
    return sum_
