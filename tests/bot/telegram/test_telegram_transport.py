"""Calls over a real socket: forms that say what was given, errors of one kind each, never an address."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest

from bot.telegram import transport
from bot.telegram.calling import Parameters
from bot.telegram.fates import never_left
from bot.telegram.transport import proxy_to, request_over

ODD = "50%&=+ ~<b>勐海\n👩🏽‍🔧\x00"


class Server:
    """Answers as it is told, and notes what came."""

    def __init__(self) -> None:
        self.came: list[dict[str, Any]] = []
        self.names: list[str] = []
        self.through: list[tuple[str, str | None]] = []
        self.answer: Any = web.Response(text='{"ok":true,"result":true}')
        self.late = asyncio.Event()

    async def take(self, request: web.Request) -> web.StreamResponse:
        came = await request.post()
        self.names += [it.filename for it in came.values() if isinstance(it, web.FileField)]
        self.came.append(
            {key: it.file.read() if isinstance(it, web.FileField) else it for key, it in came.items()}
        )
        self.through.append((request.host, request.headers.get("Proxy-Authorization")))
        if self.answer == "hang":
            await self.late.wait()
        if self.answer == "half":
            return await self._half(request)
        if self.answer == "break":
            assert request.transport is not None
            request.transport.abort()
        return self.answer if isinstance(self.answer, web.Response) else web.Response()

    async def _half(self, request: web.Request) -> web.StreamResponse:
        begun = web.StreamResponse(headers={"Content-Length": "100"})
        await begun.prepare(request)
        await begun.write(b'{"ok":true')
        assert request.transport is not None
        request.transport.close()
        return begun


def calls_over(connections: int) -> HTTPXRequest:
    return request_over(httpx.create_ssl_context(), connections)


@pytest.fixture
async def server() -> AsyncIterator[tuple[Server, str]]:
    one = Server()
    app = web.Application()
    app.router.add_post("/{tail:.*}", one.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield one, f"http://127.0.0.1:{runner.addresses[0][1]}/bot1:secret/sendMessage"
    one.late.set()
    await runner.cleanup()


@pytest.fixture
async def calls() -> AsyncIterator[HTTPXRequest]:
    one = calls_over(4)
    await one.initialize()
    yield one
    await one.shutdown()


async def test_it_posts_and_returns_what_came_back(server: tuple[Server, str], calls: HTTPXRequest) -> None:
    one, url = server
    result = await calls.post(url, Parameters({"chat_id": 5, "text": ODD, "markup": {"一": [True]}}))  # type: ignore[arg-type]
    assert result is True
    assert one.came == [{"chat_id": "5", "text": ODD, "markup": '{"一":[true]}'}]


async def test_what_comes_back_packed_is_unpacked(server: tuple[Server, str], calls: HTTPXRequest) -> None:
    one, url = server
    one.answer = web.Response(text='{"ok":true,"result":"到期"}')
    one.answer.enable_compression(web.ContentCoding.gzip)
    assert await calls.post(url, Parameters({"chat_id": 5})) == "到期"  # type: ignore[arg-type]


async def test_an_answer_that_breaks_off_may_have_arrived(
    server: tuple[Server, str], calls: HTTPXRequest
) -> None:
    one, url = server
    one.answer = "half"
    with pytest.raises(NetworkError) as raised:
        await calls.post(url, Parameters({"text": "到期"}))  # type: ignore[arg-type]
    assert not never_left(raised.value)
    assert "secret" not in str(raised.value)
    # Its connection is given up, the next call has one of its own.
    one.answer = web.Response(text='{"ok":true,"result":7}')
    assert await calls.post(url, Parameters({"text": "到期"})) == 7  # type: ignore[arg-type]


async def test_what_the_library_sends_itself_goes_its_way(
    server: tuple[Server, str], calls: HTTPXRequest
) -> None:
    one, url = server
    bot = Bot("1:secret", request=calls, base_url=url.split("1:secret")[0])
    assert await bot.set_chat_photo(5, "第一季度".encode())
    assert one.came[0].pop("chat_id") == "5"
    assert "第一季度".encode() in one.came[0].values()


async def test_a_file_goes_with_its_name_and_the_other_parameters(
    server: tuple[Server, str], calls: HTTPXRequest
) -> None:
    one, url = server
    file = {"document": ("汇总.csv", "第一季度".encode(), "text/csv")}
    given = Parameters({"chat_id": 5, "caption": ODD, "reply_parameters": {"message_id": 7}}, file, True)
    assert await calls.post(url, given) is True  # type: ignore[arg-type]
    (came,) = one.came
    assert came == {
        "chat_id": "5",
        "caption": ODD,
        "reply_parameters": '{"message_id":7}',
        "document": "第一季度".encode(),
    }
    assert one.names == ["汇总.csv"]


async def test_a_redirection_is_not_followed(server: tuple[Server, str], calls: HTTPXRequest) -> None:
    one, url = server
    one.answer = web.Response(status=307, headers={"Location": "http://127.0.0.1:9/elsewhere"})
    with pytest.raises(NetworkError):
        await calls.post(url)
    assert len(one.came) == 1


@pytest.mark.parametrize(("trouble", "kind"), [("hang", TimedOut), ("break", NetworkError)])
async def test_what_broke_off_may_have_arrived(
    server: tuple[Server, str], calls: HTTPXRequest, trouble: str, kind: type[Exception]
) -> None:
    one, url = server
    one.answer = trouble
    with pytest.raises(kind) as raised:
        await calls.post(url, Parameters({"text": "到期"}), read_timeout=1.5)  # type: ignore[arg-type]
    assert not never_left(raised.value)
    assert "secret" not in str(raised.value)
    assert one.came == [{"text": "到期"}]


async def test_what_found_no_connection_has_not_left(calls: HTTPXRequest) -> None:
    with pytest.raises(NetworkError) as raised:
        await calls.post("http://127.0.0.1:1/bot1:secret/sendMessage")
    assert never_left(raised.value)
    assert "secret" not in str(raised.value)


async def test_while_all_connections_are_taken_nothing_leaves(
    server: tuple[Server, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "CONNECT_SECONDS", 0.5)
    one, url = server
    one.answer = "hang"
    calls = calls_over(1)
    await calls.initialize()
    first = asyncio.create_task(calls.post(url))
    while not one.came:
        assert not first.done(), first
        await asyncio.sleep(0)
    with pytest.raises(TimedOut) as raised:
        await calls.post(url)
    assert never_left(raised.value)
    assert len(one.came) == 1
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await calls.shutdown()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)
    return monkeypatch


# What lies between httpx and aiohttp still says it so.
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated", "ignore:The 'proxy_auth' parameter")
async def test_calls_go_through_the_proxy_that_the_environment_names(
    server: tuple[Server, str], environment: pytest.MonkeyPatch
) -> None:
    one, url = server
    there = url.split("/bot1")[0].removeprefix("http://")
    environment.setenv("http_proxy", f"someone:sesame@{there}")
    calls = request_over(httpx.create_ssl_context(), 1, proxy_to("http://api.invalid"))
    await calls.initialize()
    assert await calls.post("http://api.invalid/bot1:secret/sendMessage") is True
    await calls.shutdown()
    assert one.through == [("api.invalid", "Basic c29tZW9uZTpzZXNhbWU=")]


@pytest.mark.parametrize(
    ("named", "server", "expected"),
    [
        ({}, "https://api.telegram.org", None),
        ({"http_proxy": "http://p:1"}, "https://api.telegram.org", None),
        ({"https_proxy": "http://p:1"}, "https://api.telegram.org", "http://p:1"),
        ({"all_proxy": "p:1"}, "https://api.telegram.org", "http://p:1"),
        ({"all_proxy": "http://p:1", "no_proxy": "telegram.org"}, "https://api.telegram.org", None),
        ({"all_proxy": "http://p:1", "no_proxy": "127.0.0.1"}, "http://127.0.0.1:8081", None),
        ({"https_proxy": "socks5://p:1"}, "https://api.telegram.org", None),
    ],
)
def test_the_proxy_is_the_one_named_for_the_server(
    environment: pytest.MonkeyPatch, named: dict[str, str], server: str, expected: str | None
) -> None:
    for name, value in named.items():
        environment.setenv(name, value)
    found = proxy_to(server)
    assert (str(found.url) if found is not None else None) == expected
