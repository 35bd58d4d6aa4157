// Portraits of several, over each other.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: faces
    required property string name
    required property list<string> portraits
    property int size: 42
    readonly property int each: portraits.length > 2 ? Math.round(size * 0.58) : Math.round(size * 0.68)
    implicitWidth: size
    implicitHeight: size
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Portraits of %1").arg(name)

    Repeater {
        model: faces.portraits.length
        delegate: Avatar {
            required property int index
            // Two stand on a slope, three in a triangle.
            x: faces.portraits.length > 2 ? [Math.round((faces.size - size) / 2), 0, faces.size - size][index] : index * (faces.size - size)
            y: faces.portraits.length > 2 ? [0, faces.size - size, faces.size - size][index] : index * (faces.size - size)
            name: faces.name
            portrait: faces.portraits[index] ?? ""
            size: faces.each
            Accessible.ignored: true
        }
    }
}
