"""Files that the service makes: spreadsheets of what a page shows, and exports of the whole service.

A file lies in the tenant's own folder and has no address of its own: a view that knows who asks serves it.
"""
