"""What `hearth policy` can be asked, each in a class: `sub_command` declares one. Areas above add their own.

@sub_command("rehearse")
class Rehearse(SubCommand): ...
"""

from config_per_tenant.versions.terminal import (  # noqa: F401  # each declares its own
    bringing,
    comparing,
    reading,
    readying,
)
from config_per_tenant.versions.terminal.asking import SubCommand, known, sub_command

__all__ = ["SubCommand", "known", "sub_command"]
