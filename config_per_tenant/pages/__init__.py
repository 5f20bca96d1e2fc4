"""Settings: reading a council's policy, and changing it by a draft that a second person approves."""
