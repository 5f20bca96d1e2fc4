"""Settings: `base` holds what is always so; `local`, `test` and `production` read what differs from the environment."""
