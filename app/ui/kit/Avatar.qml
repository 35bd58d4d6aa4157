// A round portrait, or the first letter of a name.
import QtQuick

Item {
    id: avatar
    required property string name
    required property string portrait
    property int size: 40
    implicitWidth: size
    implicitHeight: size
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Portrait of %1").arg(name)

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: Theme.chosen
        visible: picture.status !== Image.Ready
        Prose {
            anchors.centerIn: parent
            text: avatar.name.charAt(0)
            font.pixelSize: avatar.size * 0.45
        }
    }
    Image {
        id: picture
        anchors.fill: parent
        fillMode: Image.PreserveAspectCrop
        source: avatar.portrait ? Theme.portrait(avatar.portrait) : ""
        sourceSize: Qt.size(avatar.size * 2, avatar.size * 2)
        smooth: true
    }
}
