"""The `.env` file: it holds the token, so nobody else may read it."""

from __future__ import annotations

import stat
from pathlib import Path

from .finding import Finding, note, ok, warning

_NAME = "设置"


def look(folder: Path) -> list[Finding]:
    """Return whether the file is there and private."""
    file = folder / ".env"
    if not file.exists():
        return [note(_NAME, "没有 .env 文件，设置都来自环境变量或默认值。")]
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        return [warning(_NAME, f".env 别人也能读（权限 {mode:o}），里面有令牌。", "请运行：chmod 600 .env")]
    return [ok(_NAME, ".env 只有你能读。")]
