"""A cache that may be away: pages answer without it, and what would have been kept is worked out again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NotThere
from redis.exceptions import TimeoutError as TooSlow

logger = logging.getLogger("tenants.cache")

LEFT_ALONE_SECONDS = 5.0  # after a failure, so that a page waits for it once and not at every question


class CacheThatMayBeAway(RedisCache):
    """Redis, where a connection that fails is a miss.

    Reading finds nothing, adding succeeds and keeps nothing: a limit that is counted here then limits nobody, and a
    lock that is taken here holds nobody back. That is chosen: losing the cache must not shut the sign-in page.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._away_until = 0.0

    def _ask(self, question: Callable[[], Any], otherwise: Any) -> Any:
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            return question()
        except (NotThere, TooSlow) as error:
            self._away_until = time.monotonic() + LEFT_ALONE_SECONDS
            logger.warning("the cache is away (%s); pages go on without it", type(error).__name__)
            return otherwise

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda: RedisCache.add(self, *args, **kwargs), True)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(lambda: RedisCache.get(self, key, default, version), default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask(lambda: RedisCache.set(self, *args, **kwargs), None)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda: RedisCache.touch(self, *args, **kwargs), False)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda: RedisCache.delete(self, *args, **kwargs), False)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda: RedisCache.has_key(self, *args, **kwargs), False)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda: RedisCache.get_many(self, *args, **kwargs), {})

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda: RedisCache.set_many(self, data, *args, **kwargs), list(data))

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._ask(lambda: RedisCache.delete_many(self, *args, **kwargs), None)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> Any:
        """Raises ValueError for a key that is not there, as every cache does; one that is away has counted `delta`."""
        return self._ask(lambda: RedisCache.incr(self, key, delta, version), delta)

    def clear(self) -> Any:
        return self._ask(lambda: RedisCache.clear(self), False)
