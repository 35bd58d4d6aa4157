// A new conversation of several: who is in it, and what it is called.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Sheet {
    id: sheet
    required property Groups groups

    title: qsTr("New group chat")
    wanted: 560
    onAboutToShow: {
        search.text = "";
        name.text = "";
        groups.begin();
    }
    onOpened: search.input.forceActiveFocus(Qt.PopupFocusReason)

    Field {
        id: search
        width: parent.width
        label: qsTr("Search your companions")
        input.onTextEdited: sheet.groups.look_for(search.text)
    }
    ListView {
        id: people
        width: parent.width
        height: Math.max(140, Math.min(320, (sheet.parent ? sheet.parent.height : 700) - 420))
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: sheet.groups.candidates
        ScrollBar.vertical: ScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Companions")
        delegate: CheckBox {
            id: line
            required property int key
            required property string tagline
            required property string portrait
            required property bool isChosen
            required property var model
            width: people.width
            height: 56
            checked: isChosen
            Accessible.name: model.name
            onClicked: sheet.groups.toggle(key)
            indicator: Rectangle {
                x: line.width - width - 12
                anchors.verticalCenter: parent.verticalCenter
                width: 22
                height: 22
                radius: 6
                color: line.isChosen ? Theme.accent : "transparent"
                border.width: line.visualFocus ? 3 : 2
                border.color: line.isChosen || line.visualFocus ? Theme.accent : Theme.soft
                Text {
                    anchors.centerIn: parent
                    visible: line.isChosen
                    text: "✓"
                    textFormat: Text.PlainText
                    color: Theme.accentInk
                    font.weight: Font.Bold
                }
            }
            contentItem: Item {
                Avatar {
                    id: face
                    x: 4
                    anchors.verticalCenter: parent.verticalCenter
                    name: line.model.name
                    portrait: line.portrait
                    size: 40
                    Accessible.ignored: true
                }
                Prose {
                    anchors.left: face.right
                    anchors.leftMargin: 10
                    anchors.right: parent.right
                    anchors.rightMargin: 44
                    y: 6
                    text: line.model.name
                    font.weight: Font.DemiBold
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    lineHeight: 1.1
                }
                Prose {
                    anchors.left: face.right
                    anchors.leftMargin: 10
                    anchors.right: parent.right
                    anchors.rightMargin: 44
                    y: 28
                    text: line.tagline
                    color: Theme.soft
                    font.pixelSize: Theme.small
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
            }
            background: Rectangle {
                radius: 10
                color: line.hovered ? Theme.hover : "transparent"
            }
        }
    }
    Prose {
        width: parent.width
        text: sheet.groups.chosen !== "" ? qsTr("In the group: %1").arg(sheet.groups.chosen) : qsTr("Choose two or more.")
        color: Theme.soft
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
    }
    Field {
        id: name
        width: parent.width
        label: qsTr("Group name (optional)")
        onAccepted: sheet.create()
    }
    function create() {
        if (sheet.groups.create(name.text))
            sheet.close();
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Create group")
            enabled: sheet.groups.canCreate
            onClicked: sheet.create()
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        }
    }
}
