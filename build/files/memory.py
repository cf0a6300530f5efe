"""Memory that is free, given back to the system before the next step needs its own.

Allocators keep what was freed, for whoever asks next; DuckDB has an allocator of its own, so
that a build would hold the memory of the frames twice.
"""

import ctypes
import sys

import pyarrow as pa


def free() -> None:
    """Give back what Arrow and the C library hold and nobody uses."""
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        try:
            ctypes.CDLL(None).malloc_trim(0)
        except (AttributeError, OSError):
            return  # another C library than glibc
