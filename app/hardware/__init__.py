"""What this machine can do: processor, memory, free disk."""

from app.hardware.machine import Machine, is_busy, is_on_battery, look_around

__all__ = ["Machine", "is_busy", "is_on_battery", "look_around"]
