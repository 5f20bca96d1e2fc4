"""What browsers are told about our pages, on every answer; and where to report a weakness."""
