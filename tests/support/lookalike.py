"""The marked rows of a look-alike council, made as the isolation proof makes them: see `tenants.proving.lookalikes`."""

from tenants.proving.lookalikes import KEY, MARKER, PART_OF_MARKER, fill, fingerprints

__all__ = ["KEY", "MARKER", "PART_OF_MARKER", "fill", "fingerprints"]
