"""The picture pipeline: a photograph of 24 megapixels from the upload to its last rendition, by the library itself."""

import re
import subprocess


def measure(program):
    """(CPU seconds, resident MB at most), the least of three: a neighbour can only add to them. The measuring program is
    built beside `manset` (`cargo build --release -p media --example renditions`); none if it is not there."""
    measuring = program.parent / "examples/renditions"
    if not measuring.is_file():
        return None
    found = []
    for _ in range(3):
        told = subprocess.run([measuring], check=True, capture_output=True, text=True).stdout
        cpu = float(re.search(r"all made: ([0-9.]+) s of CPU", told)[1])
        found.append((cpu, int(re.search(r"at most ([0-9]+) MB", told)[1])))
    return min(cpu for cpu, _ in found), min(resident for _, resident in found)
