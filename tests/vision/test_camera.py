"""A camera, as the kernel's own header describes one: asked for a single picture, and closed whatever happens."""

from __future__ import annotations

import struct

import pytest

from app.core.errors import NoCamera
from app.vision.camera import (
    BUFFERS,
    DQBUF,
    MJPEG,
    QBUF,
    QUERYBUF,
    QUERYCAP,
    REQBUFS,
    S_FMT,
    STREAMOFF,
    STREAMON,
    Camera,
    find_cameras,
    take_still,
)

JPEG = b"\xff\xd8 a picture \xff\xd9"
LENGTH = 64


class Driver:
    """Answers as a driver does; *pictures* are what it has seen."""

    def __init__(self, *, able: int = 1, form: int = MJPEG, pictures: int = 100, picture: bytes = JPEG) -> None:
        self.able, self.form, self.left, self.picture = able, form, pictures, picture
        self.asked: list[int] = []
        self.waiting: list[int] = []
        self.memory = [bytearray(LENGTH) for _ in range(BUFFERS)]

    def ask(self, number: int, request: int, told) -> None:
        self.asked.append(request)
        match request:
            case _ if request == QUERYCAP:
                struct.pack_into("II", told, 84, 0x85200001, self.able)
            case _ if request == S_FMT:
                struct.pack_into("I", told, 16, self.form)
            case _ if request == REQBUFS:
                assert struct.unpack_from("III", told) == (BUFFERS, 1, 1)
            case _ if request == QUERYBUF:
                (index,) = struct.unpack_from("I", told)
                struct.pack_into("I", told, 64, index * 4096)
                struct.pack_into("I", told, 72, LENGTH)
            case _ if request == QBUF:
                self.waiting.append(struct.unpack_from("I", told)[0])
            case _ if request == DQBUF:
                index = self.waiting.pop(0)
                self.memory[index][: len(self.picture)] = self.picture
                struct.pack_into("I", told, 0, index)
                struct.pack_into("I", told, 8, len(self.picture))
            case _ if request in (STREAMON, STREAMOFF):
                assert told == struct.pack("i", 1)

    def wait(self, number: int, seconds: float) -> bool:
        self.left -= 1
        return self.left >= 0

    def share(self, number: int, length: int, place: int) -> bytearray:
        return self.memory[place // 4096]


def opened(driver: Driver) -> Camera:
    return Camera(3, driver.ask, driver.wait, driver.share)


def test_one_picture_is_taken_once_it_has_found_its_light():
    driver = Driver()
    camera = opened(driver)
    assert camera.still() == JPEG
    assert driver.asked.count(DQBUF) > 3
    camera.close()
    assert driver.asked[-1] == STREAMOFF
    assert all(bytes(memory) == bytes(LENGTH) for memory in driver.memory)


def test_what_follows_the_picture_is_left_out_and_a_missing_end_is_put_there():
    assert opened(Driver(picture=JPEG + bytes(9))).still() == JPEG
    assert opened(Driver(picture=b"\xff\xd8 cut")).still() == b"\xff\xd8 cut\xff\xd9"


@pytest.mark.parametrize(
    ("driver", "case"), [(Driver(able=0x04200000), ""), (Driver(form=1), "form")], ids=["no camera", "another form"]
)
def test_what_gives_no_pictures_that_we_read_is_refused(driver, case):
    with pytest.raises(NoCamera) as refused:
        opened(driver)
    assert refused.value.case == case


def test_one_that_stays_dark_is_refused():
    with pytest.raises(NoCamera):
        opened(Driver(pictures=0)).still()
    with pytest.raises(NoCamera):
        opened(Driver(picture=b"noise")).still()


def test_what_is_not_there_or_no_camera_says_so(tmp_path):
    with pytest.raises(NoCamera):
        take_still(str(tmp_path / "none"))
    plain = tmp_path / "file"
    plain.write_bytes(b"")
    with pytest.raises(NoCamera):
        take_still(str(plain))


def test_cameras_are_found_by_their_names(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    folder, devices = tmp_path / "sys", tmp_path / "dev"
    devices.mkdir()
    known = (("video0", 0, "Desk camera\n"), ("video1", 1, "Desk camera"), ("video2", 0, ""), ("video3", 0, "Hidden"))
    for node, index, name in known:
        (folder / node).mkdir(parents=True)
        (folder / node / "index").write_text(str(index))
        (folder / node / "name").write_text(name)
        if name != "Hidden":
            (devices / node).touch()
    found = find_cameras(folder, devices)
    assert [(each.path, each.name) for each in found] == [
        (str(devices / "video0"), "Desk camera"), (str(devices / "video2"), "video2"),
    ]  # fmt: skip
    assert find_cameras(tmp_path / "none", devices) == []
    monkeypatch.setattr("sys.platform", "win32")
    assert find_cameras(folder, devices) == []
