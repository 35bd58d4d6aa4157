"""What this machine can do: processor, memory, free disk."""

from app.hardware.machine import Machine, is_on_battery, look_around, look_for_work

__all__ = ["Machine", "is_on_battery", "look_around", "look_for_work"]
