"""What there is to know, in the window."""
