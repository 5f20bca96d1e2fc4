"""The proof that no council reaches another, which anybody in charge may start and keep the receipt of.

`finding` lists what there is to try, by introspection. `lookalikes` opens tenants alike in everything, one of them full
of marked rows, and destroys them afterwards. `attempts` try to get at those rows. `proof` runs all of it and says how
it went; `receipts` signs that.
"""
