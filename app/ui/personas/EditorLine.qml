// One short field of a card.
import QtQuick
import Inglenook
import kit

Field {
    id: line
    required property EditorViewModel editor
    required property string field

    function read() {
        line.text = line.editor.text(line.field);
    }
    Component.onCompleted: read()
    input.onTextEdited: line.editor.put(line.field, line.text)
    Connections {
        target: line.editor
        function onOpened() {
            line.read();
        }
    }
}
