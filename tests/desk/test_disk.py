"""A contest folder on a synced or network disk is known by its path and its file system."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import contest

from contest.desk.disk import Place, by_mount, by_mountinfo, place_of, synced_by

MOUNTS = r"""
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
23 22 0:5 / /proc rw - proc proc rw
30 22 0:40 / /mnt/share rw,relatime shared:1 - cifs //nas/编辑部 rw,vers=3.1.1
31 22 0:41 / /mnt/my\040films rw - nfs4 nas:/films rw
32 31 8:2 / /mnt/my\040films/local rw - xfs /dev/sdb1 rw
33 22 0:42 / /mnt/c rw,noatime - 9p C:\134 rw,aname=drvfs;path=C:\134;uid=1000,trans=fd,rfd=8,wfd=8
34 22 0:43 / /home/u/web rw - fuse https://dav.example/ rw,user_id=1000
35 22 0:44 / /home/u/stick rw - fuseblk /dev/sdc1 rw
36 22 0:45 / /home/u/ssh rw - fuse.sshfs nas:/x rw
37 22 0:46 / /mnt/over rw - nfs nas:/x rw
38 22 0:47 / /mnt/over rw - tmpfs tmpfs rw
39 22 0:48 / /sandbox rw - 9p none rw,trans=fd,rfd=4,wfd=4,aname=/
a line of nonsense - x
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/home/u/contest", Place("local", "ext4")),
        ("/mnt/share/contest", Place("network", "cifs")),
        ("/mnt/shared", Place("local", "ext4")),
        ("/mnt/my films/contest", Place("network", "nfs4")),
        ("/mnt/my films/local/contest", Place("local", "xfs")),
        ("/mnt/c/Users/u/contest", Place("network", "9p")),
        ("/home/u/web/c", Place("network", "fuse")),
        ("/home/u/stick/c", Place("local", "fuseblk")),
        ("/home/u/ssh", Place("network", "fuse.sshfs")),
        ("/mnt/over/c", Place("local", "tmpfs")),
        ("/sandbox/c", Place("local", "9p")),
    ],
)
def test_linux(path: str, place: Place) -> None:
    assert by_mountinfo(Path(path), MOUNTS) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/Users/u/contest", Place("local", "apfs")),
        ("/Volumes/编辑部 share/c", Place("network", "smbfs")),
        ("/Volumes/film (new)/c", Place("network", "nfs")),
    ],
)
def test_macos(path: str, place: Place) -> None:
    text = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//u@nas._smb._tcp.local/x on /Volumes/编辑部 share (smbfs, nodev, nosuid, mounted by u)\n"
        "nas:/film on /Volumes/film (new) (nfs)\n"
    )
    assert by_mount(Path(path), text) == place


def test_what_the_system_does_not_say_is_not_known() -> None:
    assert by_mountinfo(Path("/x"), "") == by_mount(Path("/x"), "") == Place("unknown", "?")
    assert not Place("unknown", "?").risky


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/u/Dropbox/c", "Dropbox"), ("/home/u/Dropbox (报社)/c", "Dropbox"),
        ("/mnt/c/Users/u/OneDrive - 报社/c", "OneDrive"), ("/mnt/c/Users/u/OneDrive/c", "OneDrive"),
        ("/Users/u/Library/Mobile Documents/com~apple~CloudDocs/c", "iCloud Drive"),
        ("/Users/u/Library/CloudStorage/GoogleDrive-u@x.example/c", "Google Drive"),
        ("/Users/u/Library/CloudStorage/Unheard/c", "CloudStorage"),
        ("/mnt/d/我的坚果云/c", "坚果云"), ("/Users/u/Nutstore Files/c", "坚果云"),
        ("/mnt/d/百度网盘同步空间/c", "百度网盘"), ("/mnt/d/BaiduSyncdisk", "百度网盘"),
        ("/mnt/d/微云同步助手/c", "微云"), ("/home/u/Nextcloud/c", "Nextcloud"),
        ("/home/u/dropbox-notes/c", None), ("/home/u/云/c", None), ("/home/u/竞赛/c", None),
    ],
)  # fmt: skip
def test_a_synced_folder_by_its_name(path: str, program: str | None) -> None:
    assert synced_by(Path(path)) == program


def test_a_synced_folder_by_what_lies_in_it(tmp_path: Path) -> None:
    inside = tmp_path / "films" / "c"
    inside.mkdir(parents=True)
    assert synced_by(inside) is None
    (tmp_path / "films" / ".stfolder").mkdir()
    assert synced_by(inside) == "Syncthing"
    assert place_of(inside) == Place("synced", "Syncthing")


def test_a_link_leads_to_where_the_bytes_are(tmp_path: Path) -> None:
    (tmp_path / "OneDrive" / "c").mkdir(parents=True)
    (tmp_path / "c").symlink_to(tmp_path / "OneDrive" / "c")
    assert place_of(tmp_path / "c") == Place("synced", "OneDrive")


def test_who_writes_is_warned_once_and_who_reads_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "坚果云" / "c"
    said = "warning: The contest folder lies in 坚果云"
    assert contest("init", folder).err.count(said) == 1
    title = "[个人]-[短视频]-[微光]-[张三+编辑部]\n"
    assert contest("--dir", folder, "track", "-", stdin=title).err.count(said) == 1
    assert contest("entries", "accept", "1", cwd=folder).err.count(said) == 1
    assert said not in contest("-q", "--dir", folder, "entries", "return", "1").err
    for call in (("track",), ("entries", "list"), ("config", "check"), ("find", "微光")):
        assert said not in contest("--dir", folder, *call).err
    doctor = contest("--dir", folder, "doctor", "--format", "json").json()
    (disk,) = (item for item in doctor["results"] if item["name"] == "disk")
    assert (disk["ok"], disk["found"]) == (False, "坚果云")


def test_a_disk_of_this_computer_is_nothing_to_speak_of(tmp_path: Path) -> None:
    assert "warning" not in contest("init", tmp_path / "c").err
