// Which picture shows which expression: given one by one, or brought in as a set.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Inglenook
import kit

ScrollPage {
    id: page
    required property ExpressionsViewModel expressions
    readonly property bool choosing: one.visible || pack.visible || folder.visible
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: qsTr("The face beside the conversation follows what is said. Give pictures to as many expressions as you like: one without a picture is shown by the nearest that has one. Pictures are exported with the card.")
        color: Theme.soft
    }
    Prose {
        width: page.pageWidth
        visible: !page.expressions.isPossible
        text: qsTr("Create the companion first; then you can add pictures.")
        color: Theme.accent
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.gap
        enabled: page.expressions.isPossible && !page.expressions.busy
        QuietButton {
            text: qsTr("Import a ZIP of pictures…")
            onClicked: pack.open()
        }
        QuietButton {
            text: qsTr("Import a folder of pictures…")
            onClicked: folder.open()
        }
    }
    Prose {
        width: page.pageWidth
        text: page.expressions.busy ? qsTr("Reading the pictures…") : page.expressions.said !== "" ? page.expressions.said : qsTr("Files are recognised by name, as in SillyTavern: joy.png, anger.png, sadness.png.")
        color: Theme.soft
        font.pixelSize: Theme.small
        Accessible.role: Accessible.Indicator
        Accessible.name: text
    }
    Flow {
        id: tiles
        width: page.pageWidth
        spacing: Theme.gap
        readonly property int columns: Math.max(2, Math.floor((width + spacing) / 128))
        readonly property int each: Math.floor((width - (columns - 1) * spacing) / columns)
        Repeater {
            model: page.expressions.rows
            delegate: Button {
                id: tile
                required property string key
                required property string name
                required property string picture
                required property bool isOwn
                enabled: page.expressions.isPossible && !page.expressions.busy
                width: tiles.each
                height: tiles.each + 30
                Accessible.name: isOwn ? qsTr("%1: has a picture").arg(name) : qsTr("%1: choose a picture").arg(name)
                onClicked: {
                    one.key = key;
                    one.open();
                }
                contentItem: Item {
                    Image {
                        anchors.fill: parent
                        anchors.bottomMargin: 26
                        source: tile.picture
                        sourceSize: Qt.size(2 * tiles.each, 2 * tiles.each)
                        fillMode: Image.PreserveAspectFit
                        asynchronous: true
                    }
                    Sign {
                        anchors.centerIn: parent
                        anchors.verticalCenterOffset: -13
                        visible: tile.picture === ""
                        sign: "plus"
                    }
                    Prose {
                        anchors.bottom: parent.bottom
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: tile.name
                        font.pixelSize: Theme.small
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                }
                background: Rectangle {
                    radius: 10
                    color: tile.hovered || drop.containsDrag ? Theme.hover : Theme.panel
                    border.width: tile.visualFocus || drop.containsDrag ? 2 : 1
                    border.color: tile.visualFocus || drop.containsDrag ? Theme.accent : Theme.line
                }
                IconButton {
                    anchors.right: parent.right
                    anchors.top: parent.top
                    visible: tile.isOwn && (tile.hovered || tile.visualFocus || hovered || visualFocus)
                    size: 32
                    name: qsTr("Remove the picture for %1").arg(tile.name)
                    sign: "close"
                    onClicked: page.expressions.remove(tile.key)
                }
                DropArea {
                    id: drop
                    anchors.fill: parent
                    onEntered: drag => drag.accepted = drag.hasUrls
                    onDropped: drop => page.expressions.assign(tile.key, drop.urls[0])
                }
            }
        }
    }
    FileDialog {
        id: one
        property string key
        title: qsTr("Choose a picture")
        nameFilters: [qsTr("Pictures (*.png *.jpg *.jpeg *.webp *.gif)")]
        onAccepted: page.expressions.assign(key, selectedFile)
    }
    FileDialog {
        id: pack
        title: qsTr("Choose a ZIP of pictures")
        nameFilters: [qsTr("ZIP files (*.zip)")]
        onAccepted: page.expressions.bring(selectedFile)
    }
    FolderDialog {
        id: folder
        title: qsTr("A folder of pictures")
        onAccepted: page.expressions.bring(selectedFolder)
    }
}
