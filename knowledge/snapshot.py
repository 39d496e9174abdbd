"""The knowledge base as it was last read, so that a start need not parse and index a megabyte of YAML.

A snapshot is kept beside the bytecode and is good for exactly one state of data and code: its name holds a
digest of both. A snapshot that is missing, damaged or cannot be written costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from pathlib import Path
from typing import cast

from .catalogue import DATA, Catalogue, load_catalogue
from .understanding import Index, Understanding

FOLDER = Path(__file__).parent / "__pycache__"
_PROTOCOL = pickle.HIGHEST_PROTOCOL
_UNREADABLE = (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError)


def load_knowledge(data: Path = DATA, folder: Path = FOLDER) -> tuple[Catalogue, Understanding]:
    """Return the catalogue and its understanding, from a snapshot where there is one.

    Raises KnowledgeError with all faults when the YAML has any.
    """
    path = folder / f"snapshot-{_digest(data)}.pickle"
    kept = _read(path)
    if kept is not None:
        catalogue, index = kept
        return catalogue, Understanding(catalogue, data, index)
    catalogue = load_catalogue(data)
    catalogue = Catalogue(catalogue.plans, catalogue.places)  # the YAML trees are for checking only
    understanding = Understanding(catalogue, data)
    _write(path, (catalogue, understanding.built))
    return catalogue, understanding


def _digest(data: Path) -> str:
    """A digest of every file that the knowledge base is made from, and of the code that reads it."""
    digest = hashlib.sha256()
    code = Path(__file__).parent
    files = [path for path in data.rglob("*") if path.is_file()]
    files += [path for path in code.rglob("*.py") if path.is_file()]
    for path in sorted(files):
        digest.update(str(path.relative_to(data if path.is_relative_to(data) else code)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _read(path: Path) -> tuple[Catalogue, Index] | None:
    try:
        return cast("tuple[Catalogue, Index]", pickle.loads(path.read_bytes()))
    except _UNREADABLE:
        return None


def _write(path: Path, kept: object) -> None:
    """Keep a snapshot for the next start and drop older ones; without a writable folder do nothing."""
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix="snapshot-", delete=False) as file:
            file.write(pickle.dumps(kept, _PROTOCOL))
        # Made by whoever installs it, read by the user that runs it; it holds published plans only.
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
        for older in path.parent.glob("snapshot-*"):
            if older != path:
                older.unlink(missing_ok=True)
    except OSError:
        return
