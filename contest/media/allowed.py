"""What a stranger's file may make FFmpeg open: formats, codecs, picture size, file name endings.

Everything else is refused, so that an obscure demuxer or decoder with a hole in it is never
reached. The names are FFmpeg's own: of demuxers in ``FORMATS``, of decoders in ``CODECS``.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VIDEO_SUFFIXES: Final = _words(".mp4 .m4v .mov .mkv .webm .avi .ts .mts .mpg .mpeg .wmv .flv .3gp")

FORMATS: Final = ("mov", "matroska", "avi", "mpegts", "mpeg", "asf", "flv")

VIDEO_CODECS: Final = _words(
    "h264 hevc av1 libdav1d vp8 vp9 libvpx libvpx-vp9 mpeg4 mpeg1video mpeg2video h263 h263p"
    " msmpeg4v1 msmpeg4v2 msmpeg4 wmv1 wmv2 wmv3 vc1 flv vp6 vp6f vp6a mjpeg prores dnxhd cfhd"
    " dvvideo theora svq1 svq3 ffv1"
)

# Sound is not decoded here, but FFmpeg may look into it to learn its channels.
AUDIO_CODECS: Final = _words(
    "aac aac_latm mp1 mp1float mp2 mp2float mp3 mp3float ac3 eac3 dca opus libopus vorbis flac"
    " alac amrnb amrwb libopencore_amrnb libopencore_amrwb wmav1 wmav2 wmapro adpcm_ms"
    " adpcm_ima_wav adpcm_ima_qt adpcm_swf pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le"
    " pcm_s32be pcm_f32le pcm_f32be pcm_u8 pcm_s8 pcm_alaw pcm_mulaw pcm_bluray pcm_dvd"
)

# What a stream says it holds, where that isn't called after its decoder.
SOUNDS: Final = AUDIO_CODECS | _words("dts amr_nb amr_wb")

CODECS: Final = VIDEO_CODECS | AUDIO_CODECS

# 8K (7680×4320) fits; the 16k×16k picture that needs 800 MB does not.
MAX_PIXELS: Final = 36_000_000

# Beside the format list: no format may reach for anything but a local file.
PROTOCOLS: Final = ("file",)


def file_url(path: str) -> str:
    """``path`` (absolute) spelt so that FFmpeg takes it for no option and no protocol."""
    return f"file:{path}"


def input_options() -> dict[str, str]:
    """The whitelists as options of an input, the same for the library and the command line."""
    return {
        "format_whitelist": ",".join(FORMATS),
        "protocol_whitelist": ",".join(PROTOCOLS),
        "codec_whitelist": ",".join(sorted(CODECS)),
    }
