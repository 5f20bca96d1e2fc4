"""What varies between councils, and nothing else: settings, national values, opening packs, versions, `policy_on(day)`."""
