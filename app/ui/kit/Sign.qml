// A sign that is only looked at, in the colour of quiet text.
import QtQuick
import QtQuick.Controls.Basic

Button {
    required property string sign
    property int size: 30
    // A button that is none: pictures alone are not coloured.  What lies under it is what one presses.
    enabled: false
    focusPolicy: Qt.NoFocus
    implicitWidth: size
    implicitHeight: size
    padding: 0
    background: null
    display: AbstractButton.IconOnly
    icon.source: sign !== "" ? Theme.icon(sign) : ""
    icon.color: Theme.soft
    icon.width: Math.round(size * 0.6)
    icon.height: Math.round(size * 0.6)
    Accessible.ignored: true
}
