"""The practice of fostering. Every table here is inside one council's schema; an area imports only those above it."""
