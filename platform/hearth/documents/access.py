"""Who may ask for exports. Each export also asks for the capability of what it holds."""

from hearth import audit
from hearth.access import capabilities
from hearth.access.roles import COUNCIL_STAFF

CAPABILITIES = capabilities(
    "documents",
    {
        "documents.view_exports": COUNCIL_STAFF,
        "documents.ask_for_export": COUNCIL_STAFF,
        "documents.fetch_export": COUNCIL_STAFF,
    },
)

audit.sentences(
    {
        "documents.export_asked": "{actor} asked for an export: {label}.",
        "documents.export_made": "{actor} made the export {label} with {rows} rows, for {asked_by}.",
        "documents.export_fetched": "{actor} fetched the export {label}.",
        "documents.export_removed": "{actor} removed the file of the export {label}, asked for by {asked_by}.",
    }
)
