"""What is raised when the wall is touched. None of these is caught in ordinary code: each is a fault in ours."""


class IsolationBreach(Exception):
    """Something was about to cross from one tenant into another, or to run in none."""


class NoTenant(IsolationBreach):
    """A tenant's table was asked for while no tenant was set."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} lives inside a tenant, and no tenant is set. Use `with in_tenant(tenant): ...`.")


class WrongTenant(IsolationBreach):
    """Something that belongs to one tenant was used while another one was set."""

    def __init__(self, what: str, *, made_in: str | None, used_in: str | None) -> None:
        super().__init__(f"{what} belongs to {made_in or 'no tenant'} and was used in {used_in or 'no tenant'}.")
        self.made_in = made_in
        self.used_in = used_in


class UnknownTenant(IsolationBreach):
    """A task or command named a tenant that does not exist, or no longer does."""
