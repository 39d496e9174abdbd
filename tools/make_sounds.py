"""Make the character tables that the understanding of Chinese text reads at run time.

    python tools/make_sounds.py            writes knowledge/data/language/sounds.txt and traditional.txt

Needs pypinyin (only here; at run time the table is enough) and opencc. Run it when a name in places.csv
uses a character that the table lacks; the test of the table says so.
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "knowledge" / "data"
LANGUAGE = DATA / "language"

# The reading meant in our field, where a dictionary puts another one first.
FIRST_READING = {
    "枞": "zong", "涡": "guo", "蚌": "beng", "牟": "mu", "长": "chang", "勒": "le", "歙": "she", "濞": "bi",
    "勐": "meng", "埇": "yong", "弋": "yi", "泸": "lu", "泾": "jing", "亳": "bo", "调": "diao", "没": "mei",
    "还": "hai", "参": "can", "单": "dan", "重": "zhong", "行": "xing", "乐": "le", "着": "zhe", "觉": "jue",
}  # fmt: skip
READINGS_AT_MOST = 2


def common_characters() -> list[str]:
    """Characters of GB 2312 and of everything that the project's own data and texts say."""
    found = set()
    for number in range(0xB0A1, 0xF7FF):
        try:
            found.add(number.to_bytes(2, "big").decode("gb2312"))
        except UnicodeDecodeError:
            continue
    for path in [
        *DATA.rglob("*.csv"),
        *DATA.rglob("source.txt"),
        *DATA.rglob("*.yaml"),
        LANGUAGE / "lookalikes.txt",
    ]:
        found.update(path.read_text(encoding="utf-8"))
    return sorted(sign for sign in found if "\u4e00" <= sign <= "\u9fff")


def readings(sign: str) -> list[str]:
    """Syllables of a character without tone, the usual one first."""
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    found: list[str] = []
    for toned in PINYIN_DICT.get(ord(sign), "").split(","):
        syllable = to_normal(toned, v_to_u=False) if toned else ""
        if syllable and syllable.isascii() and syllable not in found:
            found.append(syllable)
    first = FIRST_READING.get(sign)
    if first:
        found = [first, *(one for one in found if one != first)]
    elif sign == "六":
        found = ["liu", "lu"]
    return found[:READINGS_AT_MOST]


def sound_table() -> str:
    """One line a syllable: the characters read so first, after a bar those that can be read so."""
    usual: dict[str, list[str]] = {}
    further: dict[str, list[str]] = {}
    for sign in common_characters():
        for place, syllable in enumerate(readings(sign)):
            (further if place else usual).setdefault(syllable, []).append(sign)
    lines = []
    for syllable in sorted({*usual, *further}):
        line = f"{syllable} {''.join(usual.get(syllable, []))}"
        if syllable in further:
            line += f"|{''.join(further[syllable])}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def traditional_characters() -> str:
    """Every character that conversion to simplified Chinese changes, forty a line."""
    import opencc

    convert = opencc.OpenCC("tw2s").convert
    signs = [chr(number) for number in range(0x3400, 0xA000)]
    # 么 alone ends a hurried question (在么); it is 幺 in traditional writing only.
    changed = [sign for sign in signs if convert(sign) != sign and sign != "么"]
    return "\n".join("".join(changed[n : n + 40]) for n in range(0, len(changed), 40)) + "\n"


def main() -> None:
    """Write both tables and say how large they are."""
    for name, text in (("sounds.txt", sound_table()), ("traditional.txt", traditional_characters())):
        (LANGUAGE / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(text.splitlines())} lines, {len(text)} characters")


if __name__ == "__main__":
    main()
