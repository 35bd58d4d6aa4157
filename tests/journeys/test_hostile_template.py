"""A model whose chat template attacks, in the real window with the real engine.

There is a sentence, and the starter answers afterwards.
"""

from __future__ import annotations

import pytest

from app.core.translation import sentence
from app.models import TEMPLATE_BREAKS, check_model
from tests.driving import run
from tests.engine.tiny import write_model
from tests.journeys.test_conversation import say
from tests.pilot import Role
from tests.templates.test_bounds import LOOP
from tests.templates.test_chat_format import CHATML

WAIT_MS = 60_000


@pytest.fixture
def talking(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    return pilot


def replies(pilot) -> list[str]:
    return [
        row.plain for row in pilot.app.chat.conversation.messages.rows if not row.is_mine and row.progress == "done"
    ]


@pytest.mark.logs
@pytest.mark.parametrize(
    "template", ["{%- set x = 'a' * 700000000 -%}" + CHATML, LOOP + CHATML], ids=["memory", "time"]
)
def test_it_is_told_of_answers_by_a_transcript_and_the_starter_answers_afterwards(talking, tmp_path, template):
    path = write_model(tmp_path / "hostile.gguf", template=template, window=2048)
    model = run(talking.application.registry.add(path))
    assert model.template_bound in ("memory", "time")
    told = []
    talking.app._notifier.told.connect(lambda words, look: told.append(words))
    talking.app.models.installed.use("hostile")
    talking.qtbot.waitUntil(lambda: sentence(TEMPLATE_BREAKS) in told, timeout=WAIT_MS)
    talking.app.chat.reply.send("Hello")
    talking.qtbot.waitUntil(lambda: talking.app.chat.conversation.messages.rows[0].plain != "", timeout=WAIT_MS)
    talking.app.chat.reply.stop()
    talking.qtbot.waitUntil(lambda: not talking.app.chat.reply.busy, timeout=WAIT_MS)
    talking.app.models.installed.use("starter")
    before = len(replies(talking))
    say(talking, "Hello again")
    assert len(replies(talking)) == before + 1
    assert check_model("hostile", path).bound == model.template_bound
