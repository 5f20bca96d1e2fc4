from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hearth.audit"
    label = "audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        from hearth.audit import (
            access,  # noqa: F401  # declares this area's capabilities
            files,  # noqa: F401  # declares the export of the whole audit
            jobs,  # noqa: F401  # registers what is done each night
        )
        from hearth.audit.recording import sentences
        from hearth.ui import navigation

        sentences(
            {
                "audit.downloaded": "{actor} downloaded entries of the audit ({count}): {search}.",
                "audit.months_made": "{actor} made room for the audit of {count} more months.",
                "audit.verified": "{actor} verified the audit: {count} entries, unbroken as far as {position}.",
                "audit.found_broken": "{actor} found the audit broken. {words}",
            }
        )
        navigation.item("Audit", "audit:entries", "audit.view", order=96)
