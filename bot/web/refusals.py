"""What the web edge refuses, in words: a status for browsers, a code for programs, a sentence for people."""

from __future__ import annotations

from starlette.responses import JSONResponse

from handlers import PersonError


class Refusal(PersonError):
    """A request that never reaches the handlers."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        """Keep the HTTP `status` beside the code and the sentence."""
        super().__init__(code, sentence=sentence)
        self.status = status
        self.code = code


def error_response(status: int, code: str, message: str) -> JSONResponse:
    """Return `{"error": {"code", "message"}}`, the one form of every error."""
    return JSONResponse({"error": {"code": code, "message": message}}, status_code=status)


def refusal_response(error: PersonError) -> JSONResponse:
    """Return the error's sentence; 400 unless the error names another status."""
    status = error.status if isinstance(error, Refusal) else 400
    return error_response(status, error.code, error.sentence)


NOT_FOUND = Refusal(404, "not_found", "没有这个页面。")
BAD_HOST = Refusal(403, "bad_host", "请用 http://127.0.0.1 或 http://localhost 加端口打开试用页。")
BAD_ORIGIN = Refusal(403, "bad_origin", "这个请求不是从试用页发出的，没有处理。请回到试用页再发。")
NOT_JSON = Refusal(415, "not_json", "只接受 JSON 格式的消息。请从试用页发送。")
TOO_LARGE = Refusal(413, "too_large", "这条消息太大了，请分几次发。")
