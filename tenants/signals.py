"""What others do when a tenant opens: a council gets its opening policy, an operator sees it in the list."""

from django.dispatch import Signal

# Sent once the schema is there, with `tenant` and `say`, in that tenant. A receiver that raises undoes the opening.
tenant_opened = Signal()
