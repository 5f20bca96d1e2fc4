"""Reading a policy file that a council brings in: every fault at once, each with its line; nothing taken in half."""

from __future__ import annotations

from config_per_tenant.packs import Pack, PackFault, PackReader, PackRefused, Written

LARGEST = 1_000_000  # bytes: a council's whole policy is some 60,000


def read_policy_file(written: str | bytes, name: str) -> tuple[Pack, PackReader]:
    """What could be read of a file, and the reader, which holds its faults and knows the line of each part.

    Sources are not asked for: a council's own decision has none. Law is asked where the file comes to a draft.
    Raises PackRefused for what is no policy file at all.
    """
    if len(written) > LARGEST:
        raise PackRefused([PackFault(name, 0, "file", f"The file is larger than {LARGEST // 1000:,} kB.")])
    if isinstance(written, bytes):
        try:
            text = written.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            line = written[: wrong.start].count(b"\n") + 1
            words = "The file is not in UTF-8. Save it in that encoding."
            raise PackRefused([PackFault(name, line, "file", words)]) from wrong
    else:
        text = written
    reader = PackReader([Written(name, text)], is_published=False)
    return reader.read(None), reader
