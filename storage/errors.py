"""What can go wrong in storage; `sentence` is what a person may read, the details are for the log."""

from __future__ import annotations


class StorageError(Exception):
    """The base of every error that leaves the door; its text never holds a row's contents."""

    sentence = "数据没有存上，请稍后再试；如果一直这样，请告诉管理员。"

    def __init__(self, details: str = "", *, sentence: str | None = None) -> None:
        """Keep `details` for the log; `sentence` overrides the class's words."""
        super().__init__(details or sentence or self.sentence)
        if sentence is not None:
            self.sentence = sentence


class BadDatabaseUrl(StorageError):
    """The URL names no database that can be used."""

    sentence = "数据库地址不对：请用 sqlite:///文件路径 或 postgresql://用户:密码@主机/库名。"


class DatabaseBusy(StorageError):
    """Another writer held the database for longer than the waiting time."""

    sentence = "现在同时保存的人太多，请过几秒再点一次。"


class DatabaseFailed(StorageError):
    """The database refused a statement or could not be reached."""


class ReadOnlyUnit(StorageError):
    """A reading unit of work tried to write."""


class NaiveMoment(StorageError, ValueError):
    """A moment without a time zone was handed in."""


class NotCurrent(StorageError):
    """The database's structure is older than the program."""

    sentence = "数据库结构不是最新的，请先运行 python -m bot migrate"


class NewerDatabase(StorageError):
    """The database was written by a newer version of the program."""

    sentence = "数据库来自更新的版本，请先升级程序再启动。"


class BrokenMigration(StorageError):
    """A migration left rows that point nowhere; it was rolled back."""

    sentence = "升级数据库时检查没有通过，已恢复原样，请联系管理员并保留数据库文件。"


class OpenDraftExists(StorageError):
    """The person has an open draft at this place already."""

    sentence = "这里还有一条没保存的草稿，请先保存或放弃它。"


class RoundExists(StorageError):
    """Somewhere in the area a round of this plan is open already; nothing was changed."""

    sentence = "这个范围里已经有正在进行的新一轮，请先结束它，或换一个范围。"


class AlreadyHandled(StorageError):
    """The update was handled by somebody else in the meantime; its reply is stored."""

    sentence = "这条消息已经处理过了。"


class LeaseLost(StorageError):
    """Another process took over; nothing was written."""

    sentence = "另一个进程已经接管发送，本进程停止发送。"


class FileExists(StorageError):
    """The file to be written is there already."""

    sentence = "这个文件已经存在。换一个文件名，或加 --force 覆盖它。"


class DatabaseInUse(StorageError):
    """Another process holds the database file."""

    sentence = "数据库正被另一个进程使用。请先停止机器人，再运行 restore。"


class BadBackup(StorageError):
    """The file is no sound backup of this program's database."""

    sentence = "这个文件不是完好的备份，没有恢复，现有数据没有改动。"
