"""Numbers in the engine's source that training commands find: read and written in place."""
import re
from pathlib import Path


def constant(path, name):
    """The number that a constant of a source file has."""
    return float(re.search(rf"const {name}: f32 = (-?[\d.]+);", Path(path).read_text(encoding="utf-8")).group(1))


def write(path, name, value):
    """Gives a constant of a source file another value, a number or an array, both written in Rust."""
    source = Path(path).read_text(encoding="utf-8")
    pattern = re.compile(rf"(const {name}: [^=]+ =)[^;]*;")
    if len(pattern.findall(source)) != 1:
        raise ValueError(f"{path} has not one constant {name}")
    Path(path).write_text(pattern.sub(rf"\1 {value};", source), encoding="utf-8")
