"""What varies between councils, and nothing else: settings, national values, packs, versions, `policy_on(day)`."""
