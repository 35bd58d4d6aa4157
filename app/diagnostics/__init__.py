"""What was found on this machine, and the proof that what is said here stays here."""

from app.diagnostics.machine import Finding, examine, graphics, placing
from app.diagnostics.privacy import Stored, prove, proven, stored

__all__ = ["Finding", "Stored", "examine", "graphics", "placing", "prove", "proven", "stored"]
