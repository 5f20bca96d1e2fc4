"""How the command speaks: progress to standard output, problems to standard error."""

from rich.console import Console

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def say(words: str) -> None:
    """One line of progress."""
    out.print(words, markup=False)


def step(words: str) -> None:
    """The heading of what comes next."""
    out.print(f"==> {words}", style="bold", markup=False)


def problem(words: str) -> int:
    """Say what went wrong and what to do; the exit code for it."""
    err.print(words, style="red", markup=False)
    return 1
