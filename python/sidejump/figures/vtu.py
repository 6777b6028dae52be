"""Fields for ParaView as the program writes them: VTU, and the PVTU files that join several."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ElementTree
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump.tables import ResultFileError

_TYPES = {
    "Float32": "<f4",
    "Float64": "<f8",
    "Int8": "<i1",
    "UInt8": "<u1",
    "Int32": "<i4",
    "UInt32": "<u4",
    "Int64": "<i8",
    "UInt64": "<u8",
}
# Corners of the cells of VTK by their type.
CORNERS = {1: 1, 3: 2, 5: 3, 9: 4, 10: 4, 12: 8, 13: 6, 14: 5}
# Cells with points on their edges, and the cells of their corners.
_CURVED = {21: 3, 22: 5, 23: 9, 24: 10, 25: 12, 68: 3, 69: 5, 70: 9, 71: 10, 72: 12, 73: 13}
# The points on the edges of a triangle make four of it.
_QUARTERS = np.array([[0, 3, 5], [3, 1, 4], [5, 4, 2], [3, 4, 5]])


@dataclass(frozen=True)
class Mesh:
    """Points, cells and fields.

    Attributes
    ----------
    points : array
        (points, 3), in the order of the axes of the mesh; in metres of devices.
    cells : dict
        Corners of the cells by the type of VTK: 3 lines, 5 triangles, 9 quadrilaterals,
        10 tetrahedra, 12 hexahedra.
    fields : dict
        Numbers at the points, (points,) or (points, 3).
    """

    points: NDArray[Any]
    cells: dict[int, NDArray[Any]]
    fields: dict[str, NDArray[Any]]

    @property
    def dimension(self) -> int:
        return {1: 0, 3: 1, 5: 2, 9: 2}.get(max(self.cells, default=3), 3)


def _decoded(text: str, compressed: bool, header: str) -> bytes:
    """The bytes of a binary array: base64, in compressed blocks if it says so."""
    text = "".join(text.split())
    size = np.dtype(header).itemsize
    if not compressed:
        raw = base64.b64decode(text)
        return raw[size:]
    first = base64.b64decode(text[: 4 * -(-3 * size // 3)])
    blocks = int(np.frombuffer(first[:size], header)[0])
    length = 4 * -(-(3 + blocks) * size // 3)
    sizes = np.frombuffer(base64.b64decode(text[:length])[: (3 + blocks) * size], header)[3:]
    data = base64.b64decode(text[length:])
    out, place = [], 0
    for block in sizes:
        out.append(zlib.decompress(data[place : place + int(block)]))
        place += int(block)
    return b"".join(out)


def _array(element: Any, compressed: bool, header: str) -> NDArray[Any]:
    kind = np.dtype(_TYPES[element.get("type")])
    text = element.text or ""
    if element.get("format") == "ascii":
        values = np.array(text.split(), dtype=kind)
    else:
        values = np.frombuffer(_decoded(text, compressed, header), kind)
    width = int(element.get("NumberOfComponents", 1))
    return values.reshape(-1, width) if width > 1 else values


def _piece(piece: Any, read: Callable[[Any], NDArray[Any]]) -> Mesh:
    cells = {array.get("Name"): read(array) for array in piece.find("Cells")}
    types, ends = cells["types"], cells["offsets"]
    starts = np.concatenate([[0], ends[:-1]])
    by_type: dict[int, NDArray[Any]] = {}
    for kind in np.unique(types):
        first = starts[types == kind][:, None]
        plain = _CURVED.get(int(kind), int(kind))
        if kind == 22:
            corners = (first[:, :, None] + _QUARTERS[None]).reshape(-1, 3)
        else:
            corners = first + np.arange(CORNERS[plain])
        found = cells["connectivity"][corners]
        by_type[plain] = np.concatenate([by_type[plain], found]) if plain in by_type else found
    fields = {array.get("Name"): read(array) for array in piece.find("PointData")}
    return Mesh(read(piece.find("Points").find("DataArray")), by_type, fields)


def _joined(meshes: list[Mesh]) -> Mesh:
    if len(meshes) == 1:
        return meshes[0]
    starts = np.cumsum([0] + [len(mesh.points) for mesh in meshes])
    kinds = sorted({kind for mesh in meshes for kind in mesh.cells})
    cells = {
        kind: np.concatenate(
            [mesh.cells[kind] + start for mesh, start in zip(meshes, starts) if kind in mesh.cells]
        )
        for kind in kinds
    }
    fields = {
        name: np.concatenate([mesh.fields[name] for mesh in meshes]) for name in meshes[0].fields
    }
    return Mesh(np.concatenate([mesh.points for mesh in meshes]), cells, fields)


def read_vtu(path: Path) -> Mesh:
    """The mesh and the fields of a file.

    Raises
    ------
    ResultFileError
        If it is no VTU or PVTU file, or is damaged.
    """
    try:
        root = ElementTree.parse(path).getroot()
        if root.get("type") == "PUnstructuredGrid":
            names = [piece.attrib["Source"] for piece in root.iter("Piece")]
            return _joined([read_vtu(path.parent / name) for name in names])
        if root.get("type") != "UnstructuredGrid":
            raise ResultFileError(f"{path}: expected a VTU file, found {root.get('type')}")
        compressed = root.get("compressor") is not None
        header = _TYPES[root.get("header_type", "UInt32")]

        def read(element: Any) -> NDArray[Any]:
            return _array(element, compressed, header)

        return _joined([_piece(piece, read) for piece in root.iter("Piece")])
    except (ElementTree.ParseError, KeyError, ValueError, zlib.error) as error:
        if isinstance(error, ResultFileError):
            raise
        raise ResultFileError(f"{path}: expected a VTU file: {error}") from None
