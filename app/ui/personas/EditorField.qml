// One field of a card, with what it costs.
import QtQuick
import Inglenook
import kit

TextBox {
    id: box
    required property EditorViewModel editor
    required property string field

    value: ""
    cost: ""
    onEdited: text => box.editor.put(box.field, text)
    Component.onCompleted: {
        value = Qt.binding(() => box.read());
        cost = Qt.binding(() => box.price());
    }
    // What is written here comes from the form itself: only another card is read anew.
    property int turn: 0
    property int count: 0
    function read(): string {
        return turn >= 0 ? box.editor.text(box.field) : "";
    }
    function price(): string {
        return count >= 0 ? box.editor.costs.tokens(box.field) : "";
    }
    Connections {
        target: box.editor
        function onOpened() {
            box.turn += 1;
        }
    }
    Connections {
        target: box.editor.costs
        function onChanged() {
            box.count += 1;
        }
    }
}
