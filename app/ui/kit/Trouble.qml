// What went wrong, beside what it concerns.
import QtQuick

Prose {
    width: parent ? parent.width : 0
    visible: text !== ""
    color: Theme.warning
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
}
