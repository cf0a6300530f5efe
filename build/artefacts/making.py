"""Make the files of the registry, one after the other."""

from collections.abc import Iterator
from pathlib import Path

from build.artefacts.registry import Artefact, artefacts
from build.files.reading import is_plain
from build.files.sums import File
from build.package.dataset import Dataset
from build.progress import Say, silent
from schemas.package import DOCUMENTS


def made(data: Dataset, root: Path, say: Say = silent) -> Iterator[tuple[Artefact, bytes]]:
    """Yield each artefact with its content.

    The file in the package at `root` is kept where it is as good (`Artefact.same`), so that
    another processor changes nothing.
    """
    files: dict[str, File] = {}
    data.filling  # noqa: B018 (begins it, as DuckDB fills one row after the other)
    for artefact in artefacts(data.height):
        say(artefact.path)
        content = artefact.make(data, files)
        path = root / artefact.path
        if is_plain(path) and artefact.same(found := path.read_bytes(), content):
            content = found
        files[artefact.path] = File.of(content)
        yield artefact, content


def read_documents(root: Path) -> dict[str, bytes]:
    """Return the documents that people write, of those that are there, by path."""
    paths = {name: root / name for name in DOCUMENTS}
    return {name: path.read_bytes() for name, path in paths.items() if is_plain(path)}
