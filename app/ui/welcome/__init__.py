"""The first start: what this is, adulthood, and a vault."""
