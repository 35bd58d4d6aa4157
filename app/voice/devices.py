"""Which devices for sound there are, by the names that the system gives them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SoundDevices:
    """What plays and what hears; *backend* is the system's way to them, empty where there is none."""

    backend: str
    loudspeakers: tuple[str, ...]
    microphones: tuple[str, ...]


def find_devices() -> SoundDevices:
    """What there is.  In a process of its own: drivers are strangers' code.  Nothing is opened, and nothing heard."""
    import miniaudio

    try:
        devices = miniaudio.Devices()
        if devices.backend == "Null":
            return SoundDevices("", (), ())
        return SoundDevices(
            devices.backend,
            tuple(each["name"] for each in devices.get_playbacks()),
            tuple(each["name"] for each in devices.get_captures()),
        )
    except miniaudio.MiniaudioError:
        return SoundDevices("", (), ())
