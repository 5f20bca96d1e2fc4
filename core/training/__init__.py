"""Training of carers: completion of the training, support and development standards, by when each carer needs it.

NMS 20.3: within 12 months of approval, 18 for family and friends. What each council asks is policy.
"""
