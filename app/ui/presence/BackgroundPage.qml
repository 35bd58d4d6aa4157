// What stands behind the conversation; every change is seen at once.
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

ScrollPage {
    id: page
    required property BackgroundViewModel scenery
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: qsTr("A picture behind the conversation. The text stays readable, on a light veil.")
        color: Theme.soft
    }
    Choice {
        width: page.pageWidth
        name: qsTr("Applies to")
        choices: page.scenery.scope.levels
        currentIndex: page.scenery.scope.level
        onActivated: index => page.scenery.scope.choose(index)
    }
    Prose {
        width: page.pageWidth
        visible: !page.scenery.scope.isPossible
        text: qsTr("Send a message first: these settings belong to a conversation.")
        color: Theme.accent
    }
    Choice {
        width: page.pageWidth
        enabled: page.scenery.scope.isPossible
        name: qsTr("Background")
        choices: page.scenery.kinds
        currentIndex: page.scenery.kind
        onActivated: index => page.scenery.choose_kind(index)
    }
    QuietButton {
        visible: page.scenery.scope.isPossible
        text: qsTr("Choose a picture…")
        onClicked: picture.open()
    }
    Column {
        width: page.pageWidth
        spacing: 2
        enabled: page.scenery.scope.isPossible && page.scenery.isSeen
        opacity: enabled ? 1 : 0.5
        Prose {
            text: qsTr("Blur")
        }
        Level {
            width: parent.width
            name: qsTr("Blur")
            from: 0
            to: 100
            stepSize: 5
            value: page.scenery.blur
            onMoved: page.scenery.look(value, page.scenery.strength)
        }
        Prose {
            text: qsTr("Strength")
        }
        Level {
            width: parent.width
            name: qsTr("Strength")
            from: 5
            to: 100
            stepSize: 5
            value: page.scenery.strength
            onMoved: page.scenery.look(page.scenery.blur, value)
        }
    }
    Connections {
        target: page.scenery
        function onPictureWanted() {
            picture.open();
        }
    }
    FileDialog {
        id: picture
        title: qsTr("A picture for the background")
        nameFilters: [qsTr("Pictures (*.png *.jpg *.jpeg *.webp *.gif)")]
        onAccepted: page.scenery.take(selectedFile)
    }
}
