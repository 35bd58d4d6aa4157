// What answers, under the companion's name: pressed, it lists what else could; a reply under way says here how far it is.
pragma ComponentBehavior: Bound
import QtQuick
import QtQml
import QtQuick.Controls.Basic
import Inglenook
import kit

AbstractButton {
    id: picker
    required property ChatViewModel chat
    required property InstalledViewModel installed
    readonly property string model: chat.isStarter ? qsTr("Starter model") : chat.modelName
    signal modelsWanted

    function choose() {
        installed.refresh();
        menu.open();
    }

    implicitWidth: line.implicitWidth
    implicitHeight: Theme.target
    enabled: chat.reply.status === ""
    Accessible.name: qsTr("Choose a model")
    Accessible.description: model
    onClicked: choose()
    contentItem: Row {
        id: line
        spacing: 4
        Prose {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, picker.width - arrow.width - 4)
            text: picker.enabled ? picker.model : picker.chat.reply.status
            color: picker.hovered && picker.enabled ? Theme.ink : Theme.soft
            font.pixelSize: Theme.small
            elide: Text.ElideMiddle
            wrapMode: Text.NoWrap
        }
        Sign {
            id: arrow
            anchors.verticalCenter: parent.verticalCenter
            visible: picker.enabled
            sign: "down"
            size: Theme.small + 2
        }
    }
    background: Rectangle {
        anchors.fill: parent
        anchors.leftMargin: -8
        width: Math.min(line.implicitWidth, picker.width) + 16
        radius: 8
        color: picker.hovered && picker.enabled ? Theme.hover : "transparent"
        border.width: picker.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
    MoreMenu {
        id: menu
        y: picker.height
        x: -8
        implicitWidth: Math.min(24 * Theme.textSize, Math.max(200, picker.width))
        Instantiator {
            model: picker.installed.models
            delegate: MoreItem {
                required property string key
                required property string facts
                required property bool isCurrent
                required property bool isUsable
                required property bool isStarter
                required property bool finds
                visible: isUsable && !finds
                checkable: true
                checked: isCurrent
                text: isStarter ? qsTr("Starter model") : key
                Accessible.description: facts
                onTriggered: {
                    if (!isCurrent)
                        picker.installed.use(key);
                    // Pressed again, the one in use stays in use.
                    checked = Qt.binding(() => isCurrent);
                }
            }
            onObjectAdded: (index, item) => menu.insertItem(index, item as MoreItem)
            onObjectRemoved: (index, item) => menu.removeItem(item as MoreItem)
        }
        MenuSeparator {
            contentItem: Rectangle {
                implicitHeight: 1
                color: Theme.line
            }
        }
        MoreItem {
            text: qsTr("Get more models…")
            onTriggered: picker.modelsWanted()
        }
    }
}
