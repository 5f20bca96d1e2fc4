"""What this area adds to navigation and palette. Its lists are shown by My week and the team pages."""
