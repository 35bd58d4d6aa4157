"""How a companion is there: their face, what stands behind the conversation, and when they speak first."""
