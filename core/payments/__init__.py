"""Allowances and fees: what a household is due for a week, line by line, and why.

This release previews; pay runs, adjustments and the ledger come later and will pay what the preview shows. Answers to
NMS 28 (payment to carers) and to the council's own policy: the allowance follows the child's age, the fee follows the
council's scheme.
"""
