"""What the system says about the session, heard over a real bus."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LISTEN = """
import subprocess, sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from app.ui.lock.session import watch_session

app = QGuiApplication([])
watch = watch_session(QWindow())
heard = []
watch.screenLocked.connect(lambda: heard.append("locked"))
watch.goingToSleep.connect(lambda: heard.append("sleep"))

def send(path, member, value):
    subprocess.run(["dbus-send", "--session", "--type=signal", path, member, f"boolean:{value}"], check=True)

send("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "false")
send("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "true")
watch.sleep_prepared(False)
watch.sleep_prepared(True)

def look():
    if "locked" in heard:
        print(" ".join(sorted(heard)))
        app.quit()

clock = QTimer()
clock.timeout.connect(look)
clock.start(20)
QTimer.singleShot(20_000, app.quit)
app.exec()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")
@pytest.mark.skipif(not shutil.which("dbus-run-session") or not shutil.which("dbus-send"), reason="no D-Bus here")
def test_a_locked_screen_is_heard_and_an_unlocked_one_is_not():
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTEN],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout == "locked sleep\n"
