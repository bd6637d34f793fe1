"""Disk: whether a contest folder lies where two computers, or a program that copies files while
they are written, can spoil the ledger."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

NETWORK: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "ceph", "glusterfs", "lustre",
    "davfs", "webdav", "drvfs", "vboxsf", "prl_fs", "fuse.sshfs", "fuse.rclone", "fuse.davfs",
    "fuse.davfs2", "fuse.s3fs", "fuse.glusterfs", "fuse.cephfs", "fuse.juicefs", "fuse.gcsfuse",
    "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse", "fuse.smbnetfs", "fuse.alist", "fuse.goofys",
})  # fmt: skip
"""File systems whose bytes lie on another computer, or on the one around this virtual one: locks
are not to be relied on there."""

SYNCED: Final = (
    ("Dropbox", r"Dropbox( .*)?"),
    ("OneDrive", r"OneDrive([ -].*)?"),
    ("iCloud Drive", r"Mobile Documents|com~apple~CloudDocs|iCloud ?Drive"),
    ("Google Drive", r"Google ?Drive(-.*)?|我的云端硬盘"),
    ("坚果云", r"(我的)?坚果云( .*)?|Nutstore( Files)?( .*)?"),
    ("百度网盘", r"百度网盘同步空间|BaiduSyncdisk|BaiduNetdiskWorkspace"),
    ("微云", r"(腾讯)?微云(同步助手|同步盘)?|Weiyun( .*)?"),
    ("WPS云盘", r"WPS ?云盘|WPSDrive"),
    ("Nextcloud", r"Nextcloud\d*|ownCloud\d*"),
    ("Seafile", r"Seafile|Seadrive"),
    ("MEGA", r"MEGAsync"),
    ("CloudStorage", r"CloudStorage"),
)
"""What such programs call the folder that they keep the same on several computers."""

MARKERS: Final = (
    ("Dropbox", ".dropbox.cache"), ("Syncthing", ".stfolder"), ("Resilio Sync", ".sync/ID"),
    ("Nextcloud", ".owncloudsync.log"), ("Nextcloud", ".nextcloudsync.log"),
    ("Seafile", ".seafile-data"),
)  # fmt: skip
"""What they leave in it, whatever it is called."""


class Place(NamedTuple):
    """What sort of place a folder lies in: "synced", "network", "local", or "unknown" where the
    system doesn't say; and the program's or the file system's name."""

    sort: str
    name: str

    @property
    def risky(self) -> bool:
        """Whether the ledger should lie elsewhere."""
        return self.sort in {"synced", "network"}


ADVICE: Final = {
    "synced": "The contest folder lies in {name}, which copies files while they are being "
    "written: that can spoil the ledger. Move it to a disk of this computer; keep backups there.",
    "network": "The contest folder lies on another computer's disk ({name}), where two programs "
    "may write to the ledger at once and spoil it. Move it to a disk of this computer.",
}
"""What to say of a risky place."""


def place_of(folder: Path) -> Place:
    """Where a folder lies, which need not be there yet."""
    try:
        paths = (folder.absolute(), folder.resolve())
    except (OSError, RuntimeError):
        return Place("unknown", "?")
    found = next(filter(None, map(synced_by, dict.fromkeys(paths))), None)
    if found is not None:
        return Place("synced", found)
    if sys.platform == "darwin":
        return by_mount(paths[1], _mounts())
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return Place("unknown", "?")
    return by_mountinfo(paths[1], mounts)


def synced_by(path: Path) -> str | None:
    """The program that keeps a folder the same on several computers, by the names of the folders
    above it and by what lies in them; None where nothing says so."""
    for part in reversed(path.parts):
        for name, pattern in SYNCED:
            if re.fullmatch(pattern, part, re.IGNORECASE):
                return name
    for above in (path, *path.parents):
        for name, marker in MARKERS:
            try:
                if (above / marker).exists():
                    return name
            except OSError:
                continue
    return None


def by_mountinfo(path: Path, text: str) -> Place:
    """The place of an absolute path by Linux's /proc/self/mountinfo (proc_pid_mountinfo(5)): the
    last of the longest mount points above it counts."""
    best, found = -1, Place("unknown", "?")
    for line in text.splitlines():
        left, _, right = line.partition(" - ")
        fields, (kind, *rest) = left.split(" "), right.split(" ") or [""]
        if len(fields) < 6 or not path.is_relative_to(at := _unescaped(fields[4])):
            continue
        if len(at) >= best:
            best, found = len(at), _place(kind, " ".join(rest))
    return found


def by_mount(path: Path, text: str) -> Place:
    """The same by what macOS's mount(8) prints: ``//a@host/share on /Volumes/share (smbfs, …)``.
    Only tried on texts, never on a Mac."""
    best, found = -1, Place("unknown", "?")
    for line in text.splitlines():
        match = re.fullmatch(r"(.+?) on (/.*) \(([^,)]+)(.*)\)", line)
        if match and path.is_relative_to(match[2]) and len(match[2]) >= best:
            best, found = len(match[2]), _place(match[3], match[1])
    return found


def _place(kind: str, more: str) -> Place:
    """What a file system is; ``more`` is its source and options."""
    network = kind in NETWORK
    if kind == "9p":  # Windows' own disks under WSL, a folder shared with a virtual machine
        network = "drvfs" in more or "trans=virtio" in more
    if kind in {"fuse", "fuseblk"}:  # davfs2 says no more than this
        network = more.startswith(("http://", "https://", "//"))
    return Place("network" if network else "local", kind)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)


def _mounts() -> str:
    try:
        done = subprocess.run(
            ["/sbin/mount"], stdin=subprocess.DEVNULL, capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
