// What the next few lines are about.
import QtQuick

Prose {
    topPadding: Theme.pad
    color: Theme.accent
    font.weight: Font.DemiBold
    font.pixelSize: Theme.small
    Accessible.role: Accessible.Heading
    Accessible.name: text
}
