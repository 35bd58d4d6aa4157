"""SillyTavern's World Info files, field by field, to V3 lorebooks and back.

What has no field there is kept under ``extensions.world_info`` and goes out again as it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Tree = dict[str, Any]

DIRECT = {
    "key": "keys", "keysecondary": "secondary_keys", "content": "content", "comment": "comment",
    "constant": "constant", "selective": "selective", "order": "insertion_order", "uid": "id",
}  # fmt: skip
EXTENDED = {
    "position": "position", "selectiveLogic": "selectiveLogic", "probability": "probability",
    "useProbability": "useProbability", "depth": "depth", "role": "role", "scanDepth": "scan_depth",
    "caseSensitive": "case_sensitive", "matchWholeWords": "match_whole_words", "useGroupScoring": "use_group_scoring",
    "group": "group", "groupOverride": "group_override", "groupWeight": "group_weight",
    "excludeRecursion": "exclude_recursion", "preventRecursion": "prevent_recursion",
    "delayUntilRecursion": "delay_until_recursion", "sticky": "sticky", "cooldown": "cooldown", "delay": "delay",
    "automationId": "automation_id", "vectorized": "vectorized", "displayIndex": "display_index",
    "triggers": "triggers", "ignoreBudget": "ignore_budget", "outletName": "outlet_name",
    "characterFilter": "character_filter",
    "matchPersonaDescription": "match_persona_description",
    "matchCharacterDescription": "match_character_description",
    "matchCharacterPersonality": "match_character_personality",
    "matchCharacterDepthPrompt": "match_character_depth_prompt",
    "matchScenario": "match_scenario", "matchCreatorNotes": "match_creator_notes",
}  # fmt: skip
OURS = "world_info"


def from_world_info(entry: Mapping[str, Any]) -> Tree:
    """An entry of a World Info file as one of a V3 lorebook."""
    out: Tree = {"keys": [], "content": "", "use_regex": True}
    more: Tree = {}
    rest: Tree = {}
    for name, value in entry.items():
        if name in DIRECT:
            out[DIRECT[name]] = value
        elif name in EXTENDED:
            more[EXTENDED[name]] = value
        elif name == "disable":
            out["enabled"] = value is not True
        else:
            rest[name] = value
    out.setdefault("enabled", True)
    out.setdefault("insertion_order", 100)
    out["position"] = "after_char" if more.get("position") == 1 else "before_char"
    if rest:
        more[OURS] = rest
    return {**out, "extensions": more}


def to_world_info(entry: Mapping[str, Any], uid: int) -> Tree:
    """An entry of a V3 lorebook as one of a World Info file."""
    told = entry.get("extensions")
    more: Mapping[str, Any] = told if isinstance(told, dict) else {}
    rest = more.get(OURS)
    out: Tree = {"uid": uid, "key": [], "keysecondary": [], "comment": entry.get("name", ""), "content": ""}
    for name, own in DIRECT.items():
        if own in entry and name != "uid":
            out[name] = entry[own]
    out.setdefault("constant", False)
    out.setdefault("selective", True)
    out.setdefault("order", 100)
    out["disable"] = entry.get("enabled") is False
    out["position"] = 1 if entry.get("position") in ("after_char", 1) else 0
    for name, own in EXTENDED.items():
        if own in more:
            out[name] = more[own]
    if "caseSensitive" not in out and isinstance(entry.get("case_sensitive"), bool):
        out["caseSensitive"] = entry["case_sensitive"]
    return {**out, **(rest if isinstance(rest, dict) else {})}
