"""Hostile case and mesh files through the real program, with little memory and time: exit code 2 and
one message that names the file, never a crash, an abort or somebody else's exception."""

import base64
import concurrent.futures
import re
import resource
import struct
import zlib

from program import Failure, changed, complaints, expect, main

LID_WALL = r"\{shape: disc, radius: 0\.5 m, at: \[1\.2 m, 0 m, 0 m\]\}"
MEMORY = 2 << 30  # address space [byte]; the libraries alone take half a gigabyte
SECONDS = 60      # on a busy machine; mostly starting MPI


def stl(count, triangles=1):
    return b"\0" * 80 + struct.pack("<I", count) + struct.pack("<12fH", *range(12), 0) * triangles


def vtp(attributes, points="0 0 0 1 0 0 0 1 0", corners="0 1 2", offsets="3", head=""):
    return (f'<VTKFile type="PolyData" byte_order="LittleEndian"{head}><PolyData><Piece {attributes}>'
            f'<Points><DataArray type="Float64" NumberOfComponents="3" format="ascii">{points}'
            f'</DataArray></Points><Polys><DataArray type="Int64" Name="connectivity" format="ascii">'
            f'{corners}</DataArray><DataArray type="Int64" Name="offsets" format="ascii">{offsets}'
            f'</DataArray></Polys></Piece></PolyData></VTKFile>')


def bomb():
    """A gigabyte of zeros as packed points in about a megabyte."""
    block = zlib.compress(b"\0" * (1 << 20), 9)
    count = 1 << 10
    head = struct.pack(f"<{3 + count}I", count, 1 << 20, 0, *[len(block)] * count)
    text = base64.b64encode(head).decode() + base64.b64encode(block * count).decode()
    return ('<VTKFile type="PolyData" byte_order="LittleEndian" compressor="vtkZLibDataCompressor">'
            f'<PolyData><Piece NumberOfPoints="{(1 << 30) // 24}"><Points><DataArray type="Float64" '
            f'NumberOfComponents="3" format="binary">{text}</DataArray></Points></Piece></PolyData></VTKFile>')


ONE = 'NumberOfPoints="3" NumberOfPolys="1"'
PLY = "ply\nformat ascii 1.0\nelement vertex %s\nproperty float x\nproperty float y\nproperty float z\nend_header\n"
MESHES = {
    "huge.stl": stl(0xFFFFFFFF),
    "cut.stl": stl(2),
    "text_cut.stl": "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0",
    "nan.stl": "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 nan\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid\n",
    "index.obj": "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 99999999\n",
    "line.obj": "v" * 20_000_000,
    "nul.obj": "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 \0 3\n",
    "flat.obj": "v 0 0 0\r\nv 1 0 0\r\nv 2 0 0\r\nf 1 2 3\r\n",
    "two63.ply": PLY % "9223372036854775808" + "0 0 0\n",
    "negative.ply": PLY % "-1" + "0 0 0\n",
    "two62.ply": PLY % "4611686018427387904" + "0 0 0\n",
    "count.msh": "$MeshFormat\n4.1 0 8\n$EndMeshFormat\n$Nodes\n1 9223372036854775807 1 1\n",
    "index.msh": "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n1\n1 0 0 0\n$EndNodes\n$Elements\n1\n1 2 0 1 2 3\n$EndElements\n",
    "negative.vtp": vtp('NumberOfPoints="3" NumberOfPolys="-5"'),
    "two63.vtp": vtp('NumberOfPoints="9223372036854775807" NumberOfPolys="1"'),
    "two_billion.vtp": vtp('NumberOfPoints="3" NumberOfPolys="2000000000"'),
    "index.vtp": vtp(ONE, corners="0 1 99999999"),
    "offset.vtp": vtp(ONE, offsets="-3"),
    "nan.vtp": vtp(ONE, points="0 0 nan 1 0 0 0 1 0"),
    "inf.vtp": vtp(ONE, points="0 0 1e999 1 0 0 0 1 0"),
    "cut.vtp": vtp(ONE)[:200],
    "deep.vtp": '<VTKFile type="PolyData"><PolyData>' + "<a>" * 100_000,
    "entities.vtp": '<!DOCTYPE a [<!ENTITY b "cccccccc">]>' + vtp(ONE),
    "bomb.vtp": bomb(),
    "negative.vtu": '<VTKFile type="UnstructuredGrid"><UnstructuredGrid><Piece NumberOfPoints="3" NumberOfCells="-5"/></UnstructuredGrid></VTKFile>',
}


def aliases():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 10) + "]" for i in range(1, 10)]
    return "\n".join(lines)


# What stands in the case file instead of the case, or before it.
CASES = {
    "aliases.yaml": lambda case: aliases() + "\n" + case,
    "deep.yaml": lambda case: case + "\nx: " + "[" * 100_000,
    "deep_block.yaml": lambda case: "\n".join(" " * i + "a:" for i in range(1200)),
    "two63.yaml": lambda case: changed(case, (r"cells: 2", "cells: 9223372036854775808")),
    "negative.yaml": lambda case: changed(case, (r"cells: 2", "cells: -2")),
    "many.yaml": lambda case: changed(case, (r"cells: 2", "cells: 2000000000")),
    "copies.yaml": lambda case: changed(case, (r"count: 2", "count: 9223372036854775807")),
    "nan.yaml": lambda case: changed(case, (r"altitude: 84 km", "altitude: .nan km")),
    "overflow.yaml": lambda case: changed(case, (r"altitude: 84 km", "altitude: 1e400 km")),
    "nul.yaml": lambda case: case + "\0",
    "escape.yaml": lambda case: case + "\n# \x1b[31m\n",
    "long.yaml": lambda case: case + "#" * (2 << 20),
    "line.yaml": lambda case: case + "x: " + "a" * 900_000,
    "tag.yaml": lambda case: case + "\nx: !!python/object a\n",
    "two.yaml": lambda case: case + "\n---\na: 1\n",
    "twice.yaml": lambda case: case + "\ntektite: 1\n",
    "latin1.yaml": lambda case: case.encode() + b"\n# \xe9t\xe9\n",
}


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def narrow():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(program, case, name):
    """Nothing if the program refuses as it should, or what was wrong."""
    try:
        code, out, err = program.run("check", case, limit=SECONDS, preexec_fn=narrow)
    except Failure as failure:
        return f"{name}: {failure}"
    said = complaints(err)
    if code != 2 or len(said) != 1 or name not in err:
        return f"{name}: exit {code}, {len(said)} messages: {out[-500:]} {err[:3000]}"
    if re.search(r"std::|what\(\)|YAML::|vtk\w+\.cxx|PETSC ERROR|[\x00-\x08\x0b-\x1f]", err) or len(err) > 20_000:
        return f"{name}: not a message for a user: {err[:1500]}"
    return ""


def test(program, text, scratch):
    cases = []
    for name, content in MESHES.items():
        write(scratch / name, content)
        case = scratch / f"case_{name}.yaml"
        case.write_text(changed(text, (LID_WALL, "{shape: file, file: %s}" % name)))
        cases.append((case, name))
    for name, make in CASES.items():
        write(scratch / name, make(text))
        cases.append((scratch / name, name))
    with concurrent.futures.ThreadPoolExecutor(max_workers=3) as pool:
        failures = [x for x in pool.map(lambda c: answer(program, *c), cases) if x]
    expect(not failures, "\n".join(failures))


if __name__ == "__main__":
    main(test, __doc__)
