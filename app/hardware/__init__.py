"""What this machine can do: processor, memory, free disk."""

from app.hardware.machine import Machine, look_around

__all__ = ["Machine", "look_around"]
