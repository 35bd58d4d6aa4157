// One entry: what wakes it, what it says; everything else below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

ScrollPage {
    id: page
    required property LorebookViewModel lorebook
    property int turn: 0
    gap: Theme.pad

    function read(field: string): var {
        return turn >= 0 ? page.lorebook.value(field) : null;
    }
    function words(field: string): string {
        return String(page.read(field) ?? "");
    }
    function count(field: string): int {
        return Number(page.read(field) ?? 0);
    }
    function yes(field: string): bool {
        return page.read(field) === true;
    }
    Connections {
        target: page.lorebook
        function onEntryChanged() {
            page.turn += 1;
        }
    }

    component Amount: SettingItem {
        required property string field
        width: page.pageWidth
        kind: "number"
        value: page.count(field)
        choices: []
        low: 0
        high: 9999
        onPut: value => page.lorebook.put(field, value)
    }
    component Pick: SettingItem {
        required property string field
        width: page.pageWidth
        kind: "choice"
        value: page.count(field)
        low: 0
        high: 0
        onPut: value => page.lorebook.put(field, value)
    }
    component OnOff: SettingItem {
        required property string field
        width: page.pageWidth
        kind: "switch"
        value: page.yes(field)
        choices: []
        low: 0
        high: 0
        onPut: value => page.lorebook.put(field, value)
    }

    QuietButton {
        text: qsTr("Back to the list")
        onClicked: page.lorebook.open_entry(-1)
    }
    Field {
        id: name
        width: page.pageWidth
        label: qsTr("Name, for you")
        text: page.words("name")
        onFinished: page.lorebook.put("name", text)
    }
    TextBox {
        width: page.pageWidth
        label: qsTr("Keys (words that wake it), one per line")
        help: qsTr("Any of them is enough. A pattern is written between slashes: /lamps?/i")
        cost: ""
        value: page.words("keys")
        onEdited: text => page.lorebook.put("keys", text)
    }
    TextBox {
        width: page.pageWidth
        label: qsTr("What it says")
        help: qsTr("The model reads only this, when the entry is awake. {{char}} and {{user}} stand for names.")
        cost: ""
        value: page.words("content")
        least: 5
        onEdited: text => page.lorebook.put("content", text)
    }
    OnOff {
        field: "enabled"
        label: qsTr("On")
        help: qsTr("Off: it never wakes.")
    }
    OnOff {
        field: "constant"
        label: qsTr("Always awake")
        help: qsTr("It needs no keys; its tokens are read once, at the start of the prompt.")
    }
    Heading {
        width: page.pageWidth
        text: qsTr("When it wakes")
    }
    TextBox {
        width: page.pageWidth
        label: qsTr("Secondary keys, one per line")
        help: qsTr("Checked after one of the keys above has been said.")
        cost: ""
        value: page.words("secondary")
        least: 2
        onEdited: text => page.lorebook.put("secondary", text)
    }
    Pick {
        field: "logic"
        label: qsTr("Of the secondary keys")
        help: qsTr("Which of them must have been said too.")
        choices: page.lorebook.entries.logics
    }
    Amount {
        field: "probability"
        label: qsTr("Probability, in percent")
        help: qsTr("How often it wakes when it can.")
        high: 100
    }
    Amount {
        field: "scan_depth"
        label: qsTr("Scan depth, in messages")
        help: qsTr("−1: as in Settings.")
        low: -1
        high: 1000
    }
    Pick {
        field: "whole_words"
        label: qsTr("Whole words only")
        help: qsTr("As usual: as set for all lore.")
        choices: page.lorebook.entries.three
    }
    Pick {
        field: "case_sensitive"
        label: qsTr("Case-sensitive")
        help: qsTr("As usual: as set for all lore.")
        choices: page.lorebook.entries.three
    }
    Amount {
        field: "sticky"
        label: qsTr("Stays awake for")
        help: qsTr("How many messages it stays awake.")
    }
    Amount {
        field: "cooldown"
        label: qsTr("Then sleeps for")
        help: qsTr("How many messages pass before it can wake again.")
    }
    Amount {
        field: "delay"
        label: qsTr("Wakes no earlier than")
        help: qsTr("After this many messages in the conversation.")
    }
    Field {
        id: group
        width: page.pageWidth
        label: qsTr("Group: only one entry of a group wakes at a time (separate several groups with commas)")
        text: page.words("group")
        onFinished: page.lorebook.put("group", text)
    }
    Amount {
        field: "weight"
        label: qsTr("Weight in its group")
        help: qsTr("The higher, the more often this entry is chosen.")
    }
    OnOff {
        field: "leaves_recursion"
        label: qsTr("Other lore cannot wake it")
        help: qsTr("Only the conversation can.")
    }
    OnOff {
        field: "stops_recursion"
        label: qsTr("It wakes no other lore")
        help: qsTr("Its text is not searched for other entries' keys.")
    }
    OnOff {
        field: "waits_for_recursion"
        label: qsTr("Only other lore can wake it")
        help: qsTr("It waits until another entry does.")
    }
    Heading {
        width: page.pageWidth
        text: qsTr("Where it goes")
    }
    Amount {
        field: "order"
        label: qsTr("Order")
        help: qsTr("The highest goes nearest the end, and is kept when space runs short.")
    }
    OnOff {
        field: "ignores_budget"
        label: qsTr("Ignores the lore limit")
        help: qsTr("It is included even when the space for lore is full.")
    }
    Pick {
        field: "place"
        label: qsTr("Place")
        help: qsTr("Applies only with exact placement (in the companion's editor); otherwise it goes just before your last message.")
        choices: page.lorebook.entries.places
    }
    Amount {
        field: "depth"
        label: qsTr("Messages before the end")
        help: qsTr("For the place of that name.")
    }
    Pick {
        field: "role"
        label: qsTr("Written as")
        help: qsTr("For the same place.")
        choices: [qsTr("Instructions"), qsTr("Your words"), qsTr("Their words")]
    }
    QuietButton {
        text: qsTr("Delete this entry")
        onClicked: page.lorebook.remove_entry(page.lorebook.entry)
    }
}
