"""The permanent record of acts done and files read, in the tenant's own schema. Entries are never changed or removed.

Each act records itself, in words that stay true when names change later: *Dana Reed recorded a visit to Okafor and
Reid, made 2 March 2026.* Opening a person's file is recorded too. The database refuses UPDATE and DELETE.
"""

from hearth.audit.recording import keys_told, read, read_audit, read_list, read_search, record, sentences

__all__ = ["keys_told", "read", "read_audit", "read_list", "read_search", "record", "sentences"]
