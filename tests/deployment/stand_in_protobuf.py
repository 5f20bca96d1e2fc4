"""Reads the one object that Kubernetes' own client sends as protobuf: a Secret, which is how helm keeps a release.

Only what helm's storage needs is decoded, by field number: metadata (1: name 1, resourceVersion 6, labels 11),
data (2), type (3), inside the `Unknown` envelope's raw bytes (2), after four bytes of magic.
"""

import base64
from collections.abc import Iterator
from typing import Any

MAGIC = b"k8s\0"


def decode_secret(body: bytes) -> dict[str, Any]:
    """Turn an enveloped Secret into the JSON form, its data in base64."""
    envelope = dict(_fields(body[len(MAGIC) :]))
    metadata: dict[str, Any] = {"labels": {}}
    secret: dict[str, Any] = {"metadata": metadata, "data": {}}
    for number, value in _fields(envelope[2]):
        if number == 1:
            for inner, content in _fields(value):
                if inner == 1:
                    metadata["name"] = content.decode()
                elif inner == 6:
                    metadata["resourceVersion"] = content.decode()
                elif inner == 11:
                    key, label = _entry(content)
                    metadata["labels"][key] = label.decode()
        elif number == 2:
            key, data = _entry(value)
            secret["data"][key] = base64.b64encode(data).decode()
        elif number == 3:
            secret["type"] = value.decode()
    return secret


def _entry(content: bytes) -> tuple[str, bytes]:
    """One entry of a map: its key, and its value as sent."""
    parts = dict(_fields(content))
    return parts[1].decode(), parts.get(2, b"")


def _fields(content: bytes) -> Iterator[tuple[int, Any]]:
    """Walk a message: field number with an int (varint) or bytes (length-delimited); nothing else occurs here."""
    position = 0
    while position < len(content):
        tag, position = _varint(content, position)
        number, wire_type = tag >> 3, tag & 7
        value, position = _varint(content, position)
        if wire_type == 0:
            yield number, value
        elif wire_type == 2:
            yield number, content[position : position + value]
            position += value
        else:
            raise ValueError(f"field {number} has wire type {wire_type}, which no Secret of helm's has")


def _varint(content: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[position]
        position += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, position
