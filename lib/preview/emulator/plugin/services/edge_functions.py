"""CloudFront serves a shopper at the shop's own name, and gives edge functions what their runtime 2.0 has.

MiniStack knows a distribution by its own domain name only, and its runtime has no key value stores and no raw query.
"""

import contextvars
import json
import re
from collections.abc import Callable
from typing import Any

from ministack import app
from ministack.services import cloudfront, cloudfront_keyvaluestore

from ..refusals.prerequisites import aliases_of
from .replace import replace

RAW_QUERY: contextvars.ContextVar[str] = contextvars.ContextVar("raw_query", default="")
IMPORT = re.compile(r"""^\s*import\s+(\w+)\s+from\s+['"]cloudfront['"]\s*;?\s*$""", re.MULTILINE)

WITH_RAW_QUERY = """
handler = ((given) => (event) => {
  const rawQuery = event.rawQuery;
  delete event.rawQuery;
  event.request.rawQueryString = () => rawQuery;
  return given(event);
})(handler);
"""


def install() -> None:
    """Find distributions by their aliases, and put the helpers before a function's code."""
    replace(app, "_parse_cloudfront_dataplane_host", by_alias_too)
    replace(cloudfront, "handle_viewer_request", with_raw_query)
    replace(cloudfront, "live_function_code", with_helpers)
    replace(cloudfront, "_build_function_event", telling_raw_query)


def by_alias_too(original: Callable) -> Callable:
    """The label of the distribution that a host leads to."""

    def parse(host: str) -> str | None:
        return original(host) or label_of_alias(host.split(":")[0].lower())

    return parse


def label_of_alias(name: str) -> str | None:
    """The label of the distribution that has a name among its aliases, in whatever account."""
    for distribution in list(cloudfront._distributions._data.values()):
        if name in aliases_of(distribution):
            return distribution["DomainName"].split(".")[0]
    return None


def with_raw_query(original: Callable) -> Callable:
    """Keep the query as the viewer has written it, as long as the request is served."""

    async def handle(dist: dict, method: str, path: str, raw_uri: str, raw_query_string: str, *rest: Any, **named: Any):
        token = RAW_QUERY.set(raw_query_string or "")
        try:
            return await original(dist, method, path, raw_uri, raw_query_string, *rest, **named)
        finally:
            RAW_QUERY.reset(token)

    return handle


def telling_raw_query(original: Callable) -> Callable:
    """Hand the query to the worker beside the event."""

    def build(*arguments: Any, **named: Any) -> dict:
        return {**original(*arguments, **named), "rawQuery": RAW_QUERY.get()}

    return build


def with_helpers(original: Callable) -> Callable:
    """The code with the store that the function is associated with, and the method for the raw query."""

    def code_of(function_arn: str) -> bytes | None:
        code = original(function_arn)
        if code is None:
            return None
        function = cloudfront._functions.get(function_arn.rsplit("/", 1)[-1])
        store = module_of(items_of(function.get("kvs_arns", [])))
        text = IMPORT.sub(lambda found: f"const {found.group(1)} = {store};", code.decode())
        return (text + WITH_RAW_QUERY).encode()

    return code_of


def items_of(stores: list[str]) -> dict[str, str] | None:
    """The keys and values of the one store that a function may have."""
    if not stores:
        return None
    return cloudfront_keyvaluestore._stores.get(stores[0], {"items": {}})["items"]


def module_of(items: dict[str, str] | None) -> str:
    """The module `cloudfront` as an expression: reading fails without a store and at an unknown key, as at the edge."""
    return (
        "((items) => ({ kvs: () => {"
        " if (!items) throw new Error('the function is associated with no key value store');"
        " const known = (key) => Object.prototype.hasOwnProperty.call(items, key);"
        " return {"
        " exists: async (key) => known(key),"
        " count: async () => Object.keys(items).length,"
        " get: async (key, { format } = {}) => {"
        " if (!known(key)) throw new Error('KeyNotFound');"
        " return format === 'json' ? JSON.parse(items[key]) : items[key]; } }; } }))"
        f"({json.dumps(items)})"
    )
