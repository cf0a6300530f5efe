"""Compare files that may differ in bytes and still show the same.

Left out on purpose: all other kinds of files, which are compared byte for byte.
"""

import struct
import zipfile
import zlib
from io import BytesIO

import numpy as np

# Another version of the font, or another processor, draws the edges of letters differently. In
# the mean of a square of pixels that was 6 of 255 levels at most (Liberation Sans 1.07 and that
# of the renderer), and another letter or digit in a figure 13 at least.
_MOST_LEVELS = 10
_SQUARE = 8
# Larger than any figure; a picture can tell of more.
_MOST_PIXELS = 50_000_000


def same_zip(one: bytes, other: bytes) -> bool:
    """Say whether two zips hold the same files, in their order, whatever compressed them."""
    return one == other or ((told := _entries(one)) is not None and told == _entries(other))


def _entries(content: bytes) -> list[tuple[str, bytes]] | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return [(e.filename, archive.read(e)) for e in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return None


def same_pixels(one: bytes, other: bytes) -> bool:
    """Say whether two PNG files show the same, whichever machine drew them."""
    if one == other:
        return True
    (said, pixels), (said_too, pixels_too) = _pixels(one), _pixels(other)
    if said != said_too or pixels is None or pixels_too is None:
        return False
    return bool(np.max(np.abs(_means(pixels) - _means(pixels_too))) <= _MOST_LEVELS)


def _means(pixels: "np.ndarray") -> "np.ndarray":
    """Return the mean of each square; those at the right and below are filled up with white."""
    height, width = (-(-size // _SQUARE) for size in pixels.shape[:2])
    filled = np.full((height * _SQUARE, width * _SQUARE, 4), 255.0)
    filled[: pixels.shape[0], : pixels.shape[1]] = pixels
    squares = filled.reshape(height, _SQUARE, width, _SQUARE, 4)
    return np.asarray(squares.mean(axis=(1, 3)))


def _pixels(content: bytes) -> tuple[bytes, "np.ndarray | None"]:
    """Return what a PNG file says beside its pixels, and these; None where it is another.

    Only the form that the renderer writes is read (PNG, third edition: colour type 6, 8 bits,
    not interlaced, each line filtered by Sub).
    """
    said, packed, at = content[:8], b"", 8
    try:
        while at < len(content):
            size, kind = struct.unpack_from(">I4s", content, at)
            part = content[at + 8 : at + 8 + size]
            if kind == b"IDAT":
                packed += part
            else:
                said += kind + part
            at += 12 + size
        width, height = struct.unpack_from(">II", said, 12)
        if width * height > _MOST_PIXELS:
            return said, None
        unpacked = zlib.decompressobj().decompress(packed, height * (1 + 4 * width))
        lines = np.frombuffer(unpacked, np.uint8).reshape(height, 1 + 4 * width)
    except (struct.error, zlib.error, ValueError):
        return said, None
    if (lines[:, 0] != 1).any():
        return said, None
    return said, np.cumsum(lines[:, 1:].reshape(height, width, 4), axis=1, dtype=np.uint8)
