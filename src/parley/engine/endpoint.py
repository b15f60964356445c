"""A client of any OpenAI-compatible chat endpoint: one question, one answer, within bounds of time and size."""

import ipaddress
import time
from typing import Any
from urllib.parse import urlsplit

import httpx2
import msgspec

from parley.errors import UsageError

SIZE = 1_000_000
"""Bytes of an answer at most."""
PAUSE = 0.5
"""Seconds before the first repeated try; doubled with each."""


class NoAnswer(Exception):
    """The endpoint gave none within its bounds, or something that is no answer; says what."""


class Refused(NoAnswer):
    """The endpoint said no: asking the same again is no use (a wrong key, a model that it does not have)."""


class Endpoint:
    """An OpenAI-compatible endpoint ("http://127.0.0.1:8080/v1") and the model that is asked there.

    seconds: how long one try may take in all, from connecting to the last byte. tries: how often a question is put. tokens: length of an answer at most.
    """

    def __init__(self, url: str, model: str, *, key: str | None = None, seconds: float = 120.0, tries: int = 3, tokens: int = 1024) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"{url!r} is no endpoint: write http://127.0.0.1:8080/v1")
        self.host = parts.hostname
        self.model = model
        self.url = url.rstrip("/") + ("" if url.rstrip("/").endswith("/v1") else "/v1") + "/chat/completions"
        self.seconds, self.tries, self.tokens = seconds, tries, tokens
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        # No proxy of the environment and no redirect: what is sent goes to the named endpoint and nowhere else.
        self._client = httpx2.Client(timeout=seconds, trust_env=False, follow_redirects=False, headers=headers)

    @property
    def here(self) -> bool:
        """Whether the endpoint is on this machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def close(self) -> None:
        """Closes its connections."""
        self._client.close()

    def ask(self, instruction: str, question: str, schema: dict[str, Any]) -> str:
        """The answer's text, in the form of `schema` if the endpoint keeps to it; raises `NoAnswer` after the last try, `Refused` at once."""
        body = {
            "model": self.model, "temperature": 0, "seed": 0, "max_tokens": self.tokens, "stream": False,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": question}],
            "response_format": {"type": "json_schema", "json_schema": {"name": "findings", "strict": True, "schema": schema}},
        }  # fmt: skip
        for attempt in range(self.tries):
            try:
                return self._once(body)
            except Refused:
                raise
            except (NoAnswer, httpx2.HTTPError) as fault:
                last = fault
            if attempt + 1 < self.tries:
                time.sleep(PAUSE * 2**attempt)
        raise NoAnswer(f"{self.url}: {type(last).__name__}: {last} (asked {self.tries} times)")

    def _once(self, body: dict[str, Any]) -> str:
        until = time.monotonic() + self.seconds
        found = bytearray()
        with self._client.stream("POST", self.url, json=body) as response:
            for some in response.iter_bytes():
                found += some
                if len(found) > SIZE:
                    raise NoAnswer(f"an answer of more than {SIZE} bytes")
                if time.monotonic() > until:
                    raise NoAnswer(f"no whole answer within {self.seconds:g} seconds")
            if 400 <= response.status_code < 500 and response.status_code not in (408, 409, 425, 429):
                raise Refused(f"{self.url} refused: {response.status_code} {found[:200].decode('utf-8', 'replace')}")
            if response.status_code != 200:
                raise NoAnswer(f"status {response.status_code}")
        return _content(bytes(found))


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Completion(msgspec.Struct):
    choices: list[_Choice]


def _content(body: bytes) -> str:
    try:
        said = msgspec.json.decode(body, type=_Completion)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise NoAnswer(f"what came back is no completion: {fault}") from fault
    text = said.choices[0].message.content if said.choices else None
    if text is None:
        raise NoAnswer("a completion without content")
    return text
