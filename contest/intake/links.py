"""Large attachments that travel as links (超大附件): the links of a mail whose host is known.

A link counts only by its host and path. The wrappers' ids prove nothing: they are CSS rules in
unrelated mails, and forwarding strips them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from urllib.parse import parse_qs, urlsplit

from contest.intake.clock import parse_date
from contest.intake.markup import Anchor
from contest.intake.videos import claims_video
from contest.model import FileKind, ReceivedFile

MOST = 200
"""Links read of one mail."""

_PLACES: tuple[tuple[str, str], ...] = (
    # host (or the end of it, after a dot), beginning of the path
    ("mail.163.com", "/large-attachment-download/"),
    ("mail.126.com", "/large-attachment-download/"),
    ("mail.yeah.net", "/large-attachment-download/"),
    ("dashi.163.com", "/html/cloud-attachment-download"),
    ("fs.163.com", "/fs/display"),
    ("fs.qiye.163.com", "/fs/display"),
    ("mail.qq.com", "/cgi-bin/ftnexs_download"),
    ("exmail.qq.com", "/cgi-bin/ftnexs_download"),
    ("mail.foxmail.com", "/cgi-bin/ftnexs_download"),
    ("wx.mail.qq.com", "/ftn/download"),
    ("iwx.mail.qq.com", "/ftn/download"),
    ("mail.sina.com.cn", "/filecenter/download.php"),
    ("www.icloud.com", "/attachment"),
    ("pan.baidu.com", "/s/"),
    ("pan.baidu.com", "/share/"),
    ("pan.quark.cn", "/s/"),
    ("cloud.189.cn", "/"),
    ("115.com", "/s/"),
    ("115cdn.com", "/s/"),
    ("share.weiyun.com", "/"),
    ("www.alipan.com", "/s/"),
    ("www.aliyundrive.com", "/s/"),
    ("1drv.ms", "/"),
    ("onedrive.live.com", "/"),
    ("we.tl", "/"),
    ("wetransfer.com", "/downloads/"),
    ("www.wetransfer.com", "/downloads/"),
    ("drive.google.com", "/file/"),
    ("www.dropbox.com", "/s"),
)
_HOSTS = (*(host for host, _ in _PLACES), ".sharepoint.com")
_IDENTITY = ("file", "key", "k", "code", "u", "f", "fid", "surl")
_URL = re.compile(r"https?://[^\s<>\"'“”‘’，。；：！？（）【】《》、]{4,2000}", re.IGNORECASE)
_NOTE = (
    r"[(（]\s?(?P<size>\d[\d.]{0,9})\s?(?P<unit>[KMGT]?)i?B?(?:ytes)?\s?[,，]"
    r"\s?(?P<until>[^()（）\n]{0,60})[)）]"
)
_NOTE_AFTER = re.compile(rf"\s{{0,20}}{_NOTE}", re.IGNORECASE)
_NOTE_BEFORE = re.compile(
    rf"(?:^|\n)(?P<name>[^\n]{{1,300}}?)\s{{0,20}}{_NOTE}"
    r"\s{0,20}(?:进入下载页面|进入下载页|下载|点击下载|Download)?\s?[:：]?\s{0,20}\Z",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:提取码|访问码|提取密码|密码|(?:access|extraction)?\s?code|pwd)\s?[:：=]?\s?"
    r"(?P<code>[A-Za-z0-9]{4,8})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_CODED = ("pan.baidu.com", "pan.quark.cn", "cloud.189.cn", "115.com", "115cdn.com", "alipan.com",
          "aliyundrive.com", "weiyun.com")  # fmt: skip
"""Places that ask for a code."""
_NAME_LIKE = re.compile(r".*\.[A-Za-z0-9]{2,5}\Z", re.DOTALL)
_GENERIC = re.compile(
    r"(?:点击|点此|进入|打开|立即)?(?:下载|查看|链接|下载页面|下载附件|此处|这里|Download|Open|link)"
    r"(?:页面|地址|链接)?|https?://.*",
    re.IGNORECASE | re.DOTALL,
)
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def links_in(text: str, anchors: Iterable[Anchor], zone: tzinfo) -> tuple[ReceivedFile, ...]:
    """The files that a text (with the anchors of its page) links to, in order, each once.

    Sizes in bytes: exact where an attribute says so, rounded where only "128.03M" is written.
    Dates without a zone are in ``zone``. Never raises.
    """
    found: dict[tuple[str, ...], ReceivedFile] = {}
    for anchor in (*anchors, *_plain(text)):
        identity = _known(anchor.url)
        if identity is None or (len(found) >= MOST and identity not in found):
            continue
        file = _described(anchor, text, zone)
        known = found.get(identity)
        found[identity] = file if known is None else _merged(known, file)
    return tuple(
        file._replace(video=claims_video(file.name, "") or not _NAME_LIKE.match(file.name))
        for file in found.values()
    )


def _plain(text: str) -> Iterable[Anchor]:
    if "://" not in text:
        return
    lowered = text.lower()
    if not any(host in lowered for host in _HOSTS):
        return
    for number, url in enumerate(_URL.finditer(text)):
        if number >= 10 * MOST:
            return
        # At its beginning, so that what stands before it describes it.
        yield Anchor(url.start(), url[0].replace("&amp;", "&").rstrip(".,;)]"))


def _known(url: str) -> tuple[str, ...] | None:
    """What the same file has in all its addresses; None if this is no place for files."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https"):
        return None
    path = parts.path.lower()
    place = next((p for p in _PLACES if host == p[0] and path.startswith(p[1])), None)
    if place is None and host.endswith(".sharepoint.com") and path.startswith("/:"):
        place = (host, path)  # a firm's own OneDrive: /:v:/ is a video that somebody shares
    if place is None:
        return None
    query = _query(parts.query)
    named = tuple(query[name] for name in _IDENTITY if name in query)
    return (place[1], *named) if named else (host, parts.path, parts.query)


def _query(query: str) -> Mapping[str, str]:
    try:
        return {name: values[0] for name, values in parse_qs(query[:4_000]).items()}
    except ValueError:
        return {}


def _described(anchor: Anchor, text: str, zone: tzinfo) -> ReceivedFile:
    attributes = anchor.attributes
    # Mail Drop says it in the address alone; what stands on the page is "Click to Download".
    query = _query(urlsplit(anchor.url).query) if "icloud.com" in anchor.url else {}
    name = attributes.get("filename", "").strip() or query.get("f", "")
    size = _number(attributes.get("filesize", ""))
    expires = _instant(_number(attributes.get("expiretime", "")), zone)
    label = anchor.label.strip()
    before = text[max(0, anchor.at - len(anchor.label) - 500) : anchor.at - len(anchor.label)]
    notes = (_NOTE_AFTER.match(text, anchor.at), _NOTE_BEFORE.search(before))
    if not name and label and not _GENERIC.fullmatch(label):
        name = label
    for note in notes:
        if note is None:
            continue
        if not name:
            name = note.groupdict().get("name", "").strip()
        if size is None:
            size = _size(note["size"], note["unit"])
        if expires is None:
            expires = parse_date(note["until"], zone)
    return ReceivedFile(
        name=name,
        size=size if size is not None else _number(query.get("sz", "")),
        kind=FileKind.LINK,
        url=anchor.url,
        expires_at=expires,
        code=_code(anchor, text),
    )


def _code(anchor: Anchor, text: str) -> str | None:
    """What opens the link: in its address, or in the words round it."""
    parts = urlsplit(anchor.url)
    if not (parts.hostname or "").endswith(_CODED):
        return None
    query = _query(parts.query)
    if found := query.get("pwd") or query.get("password"):
        return found
    end = anchor.at + (len(anchor.url) if text.startswith(anchor.url, anchor.at) else 0)
    near = _CODE.search(text, end, end + 80) or _CODE.search(
        text, max(0, anchor.at - 80), anchor.at
    )
    return near["code"] if near else None


def _merged(first: ReceivedFile, second: ReceivedFile) -> ReceivedFile:
    """The same file described twice: a name that looks like one wins, then what came first."""
    better = not first.name or (
        not _NAME_LIKE.match(first.name) and _NAME_LIKE.match(second.name) is not None
    )
    return first._replace(
        name=second.name if better and second.name else first.name,
        size=first.size if first.size is not None else second.size,
        expires_at=first.expires_at or second.expires_at,
        code=first.code or second.code,
    )


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _size(number: str, unit: str) -> int | None:
    try:
        return int(float(number) * _UNITS[unit.upper()])
    except ValueError:
        return None


def _instant(number: int | None, zone: tzinfo) -> datetime | None:
    """163 counts milliseconds, QQ seconds; nothing and -1 mean that the link doesn't expire."""
    if not number:
        return None
    try:
        return datetime.fromtimestamp(number / 1000 if number > 10**11 else number, UTC).astimezone(
            zone
        )
    except (OverflowError, ValueError, OSError):
        return None
