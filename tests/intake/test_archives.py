"""Files inside files: zips and winmail.dat, whole, broken, encrypted and hostile."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.intake.archives import DAMAGED, ENCRYPTED, LIMITS, Unpacked, unzipped
from contest.intake.attached import unpacked
from contest.intake.base import Chunks
from contest.intake.tnef import SIGNATURE, unwrapped

from .mails import MP4, TITLE, contents, mail, part, read

CORPUS = Path(__file__).parents[3] / "shared/corpus/mail"


def chunks(data: bytes, size: int = 1000) -> Chunks:
    def pieces() -> Iterator[bytes]:
        return (data[at : at + size] for at in range(0, len(data), size))

    return pieces


def zipped(
    files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, front: bytes = b""
) -> bytes:
    out = io.BytesIO(front)
    out.seek(len(front))
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def listed(found: Unpacked) -> list[tuple[str, bytes]]:
    return [(file.name, b"".join(file.contents())) for file in found.files]


def attached(name: str, data: bytes, kind: bytes = b"application/octet-stream") -> bytes:
    head = (
        f'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="{name}"'
    )
    return part(base64.encodebytes(data), kind, head.encode() + b"\r\n")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_video_in_a_zip_is_found_and_its_bytes_are_whole(tmp_path: Path, method: int) -> None:
    raw = mail(TITLE, attached("作品.zip", zipped({"成片/微光.mp4": MP4, "a.txt": b"x"}, method)))
    received = read(tmp_path, raw)
    assert [(f.name, f.video, f.size) for f in received.submission.files[1:]] == [
        ("微光.mp4", True, len(MP4)),
        ("a.txt", False, 1),
    ]
    assert [contents(received, number) for number in (1, 2)] == [MP4, b"x"]
    assert received.submission.faults == ()


@given(
    st.dictionaries(
        st.text("abc/.微光", min_size=1, max_size=9).filter(lambda n: n.rpartition("/")[2] != ""),
        st.binary(max_size=3000),
        min_size=1,
        max_size=4,
    ),
    st.integers(1, 5000),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
    st.sampled_from([b"", b"self-extracting" * 9]),
)
def test_any_zip_is_read_as_the_standard_library_reads_it(
    files: dict[str, bytes], size: int, method: int, front: bytes
) -> None:
    found = unzipped(chunks(zipped(files, method, front), size))
    expected = [(n.rpartition("/")[2], d) for n, d in files.items()]
    assert listed(found) == [(n, d) for n, d in expected if not n.startswith("._")]
    assert found.what == ""


def test_a_name_that_was_packed_in_chinese_windows_is_read() -> None:
    data = zipped({"wgwg.mp4": MP4}).replace(b"wgwg.mp4", "微光".encode("gbk") + b".mp4")
    assert [file.name for file in unzipped(chunks(data)).files] == ["微光.mp4"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04 no zip at all", DAMAGED),
        (zipped({"a.mp4": MP4})[:-30], DAMAGED),
        (zipped({"a.mp4": bytes(9 << 20)}), LIMITS),
        (zipped({f"{n}.mp4": b"" for n in range(600)}), LIMITS),
    ],
)
def test_a_zip_that_can_not_be_opened_says_why(tmp_path: Path, data: bytes, what: str) -> None:
    found = unzipped(chunks(data))
    assert found.what == what
    assert len(found.files) <= 100
    received = read(tmp_path, mail(TITLE, attached("a.zip", data)))
    faults = [(f.code, dict(f.args)) for f in received.submission.faults]
    assert faults == [("S107", {"name": "a.zip", "what": what})]


def test_an_encrypted_zip_says_so() -> None:
    data = bytearray(zipped({"a.mp4": MP4}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert unzipped(chunks(bytes(data))) == Unpacked((), ENCRYPTED)


def test_a_size_that_lies_ends_the_file() -> None:
    data = bytearray(zipped({"a.mp4": bytes(3 << 20)}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 1000)
    ((_, content),) = listed(unzipped(chunks(bytes(data))))
    assert len(content) == 1000


def test_what_a_mac_adds_is_no_file() -> None:
    data = zipped({"__MACOSX/._a.mp4": b"x", ".DS_Store": b"x", "a.mp4": MP4})
    assert listed(unzipped(chunks(data))) == [("a.mp4", MP4)]


def attribute(number: int, data: bytes) -> bytes:
    return struct.pack("<BLL", 1, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def tnef(name: str, data: bytes) -> bytes:
    long = name.encode("utf-16-le") + b"\0\0"
    properties = struct.pack("<LHHL", 2, 3, 0x3705, 1) + struct.pack("<HHL", 0x1F, 0x3707, 1)
    properties += struct.pack("<L", len(long)) + long + bytes(-len(long) % 4)
    return b"".join(
        [
            SIGNATURE + b"\1\0",
            attribute(0x69007, struct.pack("<LL", 936, 0)),
            attribute(0x69002, bytes(14)),
            attribute(0x18010, b"WG~1.MP4\0"),
            attribute(0x6800F, data),
            attribute(0x69005, properties),
        ]
    )


@given(st.integers(1, 4000))
def test_a_winmail_dat_gives_up_its_files(size: int) -> None:
    assert listed(unwrapped(chunks(tnef("微光.mp4", MP4), size))) == [("微光.mp4", MP4)]


def test_a_zip_in_a_winmail_dat_is_opened(tmp_path: Path) -> None:
    data = tnef("作品.zip", zipped({"微光.mp4": MP4}))
    raw = mail(TITLE, attached("winmail.dat", data, b"application/ms-tnef"))
    received = read(tmp_path, raw)
    names = [(file.name, file.video) for file in received.submission.files]
    assert names == [("winmail.dat", False), ("作品.zip", False), ("微光.mp4", True)]
    assert contents(received, 2) == MP4


@given(st.data())
def test_nothing_that_is_broken_raises(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([zipped({"a.mp4": MP4, "b": b"x"}), tnef("a.zip", b"PK")]))
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    for name in ("a.zip", "winmail.dat"):
        found = unpacked(name, "", chunks(bytes(broken)))
        assert found is not None
        for file in found.files:
            assert sum(map(len, file.contents())) <= max(file.size, len(broken))


def test_the_winmails_of_others_are_opened() -> None:
    paths = sorted(CORPUS.rglob("*.tnef"))
    if not paths:
        pytest.skip("the shared mails are not there")
    found = {path.stem: unwrapped(chunks(path.read_bytes())) for path in paths}
    sizes = {stem: [(f.name, f.size) for f in each.files] for stem, each in found.items()}
    assert sizes["attachments"] == [("zappa_av1.jpg", 2937), ("bookmark.htm", 85805)]
    assert sizes["two-files"] == [("AUTHORS", 244), ("README", 893)]
    assert sizes["long-filename"] == [("allproductsmar2000.dat", 279)]
    assert sizes["multi-value-attribute"] == [("208225__5_seconds__Voice_Mail.mp3", 10656)]
    assert sizes["unicode-mapi-attr"] == [("example.dat", 1024)]
    assert len([stem for stem in sizes if sizes[stem]]) == 11
    assert [stem for stem, each in found.items() if each.what] == ["panic"]


def test_videos_are_listed_before_what_is_too_much() -> None:
    found = unzipped(chunks(zipped({f"{n}.jpg": b"x" for n in range(300)} | {"a.mp4": MP4})))
    assert (len(found.files), found.files[0].name, found.what) == (100, "a.mp4", LIMITS)


def test_only_a_few_zips_in_a_zip_are_opened() -> None:
    inner = zipped({"a.mp4": MP4})
    found = unpacked("a.zip", "", chunks(zipped({f"{n}.zip": inner for n in range(50)})))
    assert found is not None
    assert [file.name for file in found.files].count("a.mp4") == 4
    assert found.what == LIMITS
