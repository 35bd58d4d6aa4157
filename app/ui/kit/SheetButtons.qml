// What one may do at the end of a sheet: the first on the right; below each other where there is no room.
import QtQuick

Flow {
    width: parent ? parent.width : 0
    layoutDirection: Qt.RightToLeft
    spacing: Theme.gap
}
