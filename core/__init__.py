"""The practice of fostering. Every table here is inside one council's schema, and every area imports only those above it."""
