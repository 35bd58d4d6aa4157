// Which part of the picture is shown small: drag the square, or use the arrow keys, + and −.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property EditorViewModel editor
    title: qsTr("Which part is shown?")
    wanted: 560
    onOpened: {
        frame.side = Math.min(picture.paintedWidth, picture.paintedHeight);
        frame.moveTo((picture.paintedWidth - frame.side) / 2, (picture.paintedHeight - frame.side) / 8);
        frame.forceActiveFocus(Qt.TabFocusReason);
    }

    Prose {
        width: parent.width
        text: qsTr("Drag the circle, or use the arrow keys; the wheel or the slider makes it smaller.")
        color: Theme.soft
    }
    Item {
        width: parent.width
        height: Math.min(420, sheet.parent ? sheet.parent.height - 340 : 420)
        Image {
            id: picture
            anchors.centerIn: parent
            width: parent.width
            height: parent.height
            source: sheet.editor.portrait.whole !== "" ? Theme.whole(sheet.editor.portrait.whole) : ""
            fillMode: Image.PreserveAspectFit
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("The whole picture")
        }
        WheelHandler {
            onWheel: event => {
                size.value = Math.max(size.from, Math.min(size.to, size.value - event.angleDelta.y / 2400));
                size.moved();
            }
        }
        Rectangle {
            id: frame
            property real side: 100
            readonly property real edgeLeft: (picture.width - picture.paintedWidth) / 2
            readonly property real edgeTop: (picture.height - picture.paintedHeight) / 2
            width: side
            height: side
            color: "transparent"
            border.width: 1
            border.color: Theme.accent
            // What is seen in a conversation is the circle.
            Rectangle {
                anchors.fill: parent
                radius: width / 2
                color: "transparent"
                border.width: 3
                border.color: Theme.accent
            }
            activeFocusOnTab: true
            Accessible.role: Accessible.Slider
            Accessible.name: qsTr("The part that is shown")

            function moveTo(nx: real, ny: real) {
                x = edgeLeft + Math.max(0, Math.min(nx, picture.paintedWidth - side));
                y = edgeTop + Math.max(0, Math.min(ny, picture.paintedHeight - side));
            }
            function step(dx: real, dy: real) {
                moveTo(x - edgeLeft + dx, y - edgeTop + dy);
            }
            Keys.onLeftPressed: step(-8, 0)
            Keys.onRightPressed: step(8, 0)
            Keys.onUpPressed: step(0, -8)
            Keys.onDownPressed: step(0, 8)
            DragHandler {
                target: null
                property real fromX
                property real fromY
                onActiveChanged: {
                    fromX = frame.x - frame.edgeLeft;
                    fromY = frame.y - frame.edgeTop;
                }
                onTranslationChanged: {
                    if (active)
                        frame.moveTo(fromX + translation.x, fromY + translation.y);
                }
            }
        }
    }
    Level {
        id: size
        name: qsTr("How much is shown")
        width: parent.width
        from: 0.2
        to: 1
        value: 1
        onMoved: {
            frame.side = value * Math.min(picture.paintedWidth, picture.paintedHeight);
            frame.step(0, 0);
        }
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Use this part")
            onClicked: {
                sheet.editor.portrait.crop_to((frame.x - frame.edgeLeft) / picture.paintedWidth, (frame.y - frame.edgeTop) / picture.paintedHeight, frame.side / picture.paintedWidth);
                sheet.close();
            }
        }
        QuietButton {
            text: qsTr("Reset")
            onClicked: sheet.close()
        }
    }
}
