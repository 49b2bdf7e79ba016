"""The smoke case as flown on 1, 2, 3 and 4 ranks: the tables of what happened are the same to the
last byte, and so is the ledger; the fields agree to 1e-10 of their largest value."""

import base64
import pathlib
import struct
import xml.etree.ElementTree as xml
import zlib

from program import expect, ledger, main, same_tables


def arrays(piece):
    """Cell arrays of a VTK XML piece, inline binary with zlib: name -> list of numbers."""
    root = xml.parse(piece).getroot()
    kinds = {"Float64": "d", "Float32": "f", "Int64": "q", "Int32": "i", "UInt8": "B", "Int8": "b"}
    header = {"UInt32": "I", "UInt64": "Q"}[root.get("header_type", "UInt32")]
    found = {}
    for data in root.iter("CellData"):
        for array in data.iter("DataArray"):
            if array.get("type") not in kinds:
                continue
            text = (array.text or "") + "".join(child.tail or "" for child in array)
            kind = kinds[array.get("type")]
            found[array.get("Name")] = decode("".join(text.split()), header, kind)
    return found


def decode(text, header, kind):
    """Inline binary of VTK: counts and packed lengths, then the packed blocks, each in base64."""
    size = struct.calcsize(header)
    blocks = struct.unpack_from("<" + header, base64.b64decode(text[:12]))[0]
    if blocks == 0:
        return []
    head_text = (size * (3 + blocks) + 2) // 3 * 4
    head = base64.b64decode(text[:head_text])
    packed = base64.b64decode(text[head_text:])
    raw = b""
    for length in struct.unpack_from(f"<{blocks}{header}", head, 3 * size):
        raw += zlib.decompress(packed[:length])
        packed = packed[length:]
    return list(struct.unpack(f"<{len(raw) // struct.calcsize(kind)}{kind}", raw))


def fields(folder, name):
    """Cell data of one output, all pieces, ordered by global id: field -> numbers."""
    merged = {}
    for piece in sorted((folder / "fields" / name).glob("*.vtp")):
        for field, values in arrays(piece).items():
            merged.setdefault(field, []).extend(values)
    ids = merged["global_id"]
    order = sorted(range(len(ids)), key=lambda i: ids[i])
    for values in merged.values():
        expect(len(values) == len(ids), f"{folder}/{name}: arrays of different lengths")
    return {field: [values[i] for i in order] for field, values in merged.items()}


def same_fields(a, b):
    names = [sorted(p.name for p in (f / "fields").glob("panels_*") if p.is_dir()) for f in (a, b)]
    expect(names[0] == names[1] and len(names[0]) > 5, f"outputs {names[0]} and {names[1]}")
    worst = 0.0
    for name in names[0]:
        first, second = fields(a, name), fields(b, name)
        expect(first.keys() == second.keys(), f"{name}: other fields")
        for field in first:
            scale = max(map(abs, first[field]), default=0.0)
            expect(len(first[field]) == len(second[field]), f"{name}: other panels")
            off = max((abs(x - y) for x, y in zip(first[field], second[field])), default=0.0)
            expect(off <= 1e-10 * scale, f"{b}: {name}: {field} differs by {off} of {scale}")
            worst = max(worst, off / scale if scale > 0.0 else 0.0)
    return worst


def test(program, text, scratch, runs):
    one = pathlib.Path(f"{runs}.1")
    books = ledger(one)
    expect(abs(books["mass error relative to entry"]) <= 1e-12, f"mass: {books}")
    expect(abs(books["energy error relative to the absorbed"]) <= 1e-8, f"energy: {books}")
    for ranks in (2, 3, 4):
        other = pathlib.Path(f"{runs}.{ranks}")
        same_tables(one, other)
        print(f"{ranks} ranks: fields differ by {same_fields(one, other):.1e} of their largest value")


if __name__ == "__main__":
    main(test, __doc__)
