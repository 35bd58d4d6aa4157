// One companion of the gallery: a picture, a name, a line.
import QtQuick
import kit

Item {
    id: tile
    required property int key
    required property string name
    required property string tagline
    required property string portrait
    required property bool isFavourite
    required property string folder
    required property string tags
    property bool hasFocus: false
    signal chosen
    signal starred
    signal moreWanted
    signal drawnOut

    Accessible.role: Accessible.ListItem
    Accessible.name: name + (tagline !== "" ? ", " + tagline : "") + (isFavourite ? qsTr(", favourite") : "")
    Accessible.onPressAction: chosen()

    Rectangle {
        anchors.fill: parent
        anchors.margins: 5
        radius: Theme.radius
        color: hover.hovered ? Theme.hover : Theme.ground
        border.width: tile.hasFocus ? 2 : 1
        border.color: tile.hasFocus ? Theme.accent : Theme.line

        // Who has no picture, or one that cannot be read, has a letter.
        Prose {
            visible: picture.status !== Image.Ready && picture.status !== Image.Loading
            anchors.centerIn: picture
            text: tile.name.charAt(0)
            color: Theme.soft
            font.pixelSize: 52
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
        Image {
            id: picture
            anchors.horizontalCenter: parent.horizontalCenter
            y: 10
            width: 116
            height: 116
            source: tile.portrait !== "" ? Theme.tile(tile.portrait) : ""
            sourceSize: Qt.size(232, 232)
            fillMode: Image.PreserveAspectCrop
        }
        Prose {
            id: called
            anchors.top: picture.bottom
            anchors.topMargin: 6
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.leftMargin: 8
            anchors.rightMargin: 8
            horizontalAlignment: Text.AlignHCenter
            text: tile.name
            font.weight: Font.DemiBold
            lineHeight: 1.1
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        Prose {
            anchors.top: called.bottom
            anchors.left: called.left
            anchors.right: called.right
            horizontalAlignment: Text.AlignHCenter
            text: tile.tagline
            color: Theme.soft
            font.pixelSize: Theme.small
            lineHeight: 1.15
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        HoverHandler {
            id: hover
        }
        // Onto the desktop, or into another program.
        DragHandler {
            target: null
            acceptedDevices: PointerDevice.Mouse
            onActiveChanged: {
                if (active)
                    tile.drawnOut();
            }
        }
        TapHandler {
            acceptedButtons: Qt.LeftButton
            onTapped: tile.chosen()
        }
        TapHandler {
            acceptedButtons: Qt.RightButton
            onTapped: tile.moreWanted()
        }
        IconButton {
            anchors.left: parent.left
            anchors.top: parent.top
            anchors.margins: 4
            size: 32
            visible: hover.hovered || tile.isFavourite || tile.hasFocus
            name: tile.isFavourite ? qsTr("Remove %1 from favourites").arg(tile.name) : qsTr("Add %1 to favourites").arg(tile.name)
            sign: tile.isFavourite ? "star-full" : "star"
            tint: tile.isFavourite ? Theme.accent : Theme.soft
            onClicked: tile.starred()
        }
        IconButton {
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: 4
            size: 32
            visible: hover.hovered || tile.hasFocus
            name: qsTr("More about %1").arg(tile.name)
            sign: "dots"
            onClicked: tile.moreWanted()
        }
    }
}
