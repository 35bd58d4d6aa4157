// A field over everything, and below it whom and what its letters may mean.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Popup {
    id: sheet
    required property PaletteViewModel finder
    parent: Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round(Math.max(Theme.pad, parent.height * 0.12)) : 0
    width: Math.min(620, parent ? parent.width - 2 * Theme.pad : 620)
    height: parent ? Math.min(parent.height - y - Theme.pad, 520) : 520
    modal: true
    focus: true
    padding: 12
    Overlay.modal: Rectangle {
        color: Theme.shade
    }
    background: Rectangle {
        radius: Theme.radius
        color: Theme.raised
        border.color: Theme.line
    }
    onAboutToShow: {
        input.text = "";
        sheet.finder.begin();
        found.currentIndex = 0;
    }
    onOpened: input.forceActiveFocus()

    function choose(index: int) {
        const line = found.itemAtIndex(index) as PaletteLine;
        if (line === null)
            return;
        const key = line.key;
        // Closed first: what comes next may open a page of its own.
        sheet.close();
        Qt.callLater(sheet.finder.choose, key);
    }

    component PaletteLine: ItemDelegate {
        id: line
        required property int index
        required property string key
        required property string kind
        required property string title
        required property string detail
        required property string portrait
        required property string sign
        required property string keys
        Accessible.role: Accessible.ListItem
        Accessible.name: title + (detail !== "" ? ", " + detail : "") + (keys !== "" ? ", " + keys : "")
        Accessible.selected: ListView.isCurrentItem
        width: ListView.view.width
        height: Math.max(46, words.implicitHeight + 10)
        padding: 8
        focusPolicy: Qt.NoFocus
        background: Rectangle {
            radius: 10
            color: line.ListView.isCurrentItem ? Theme.chosen : line.hovered ? Theme.hover : "transparent"
        }
        contentItem: Item {
            Avatar {
                id: face
                visible: line.kind === "person"
                anchors.verticalCenter: parent.verticalCenter
                name: line.title
                portrait: line.portrait
                size: 34
                Accessible.ignored: true
            }
            Sign {
                visible: line.kind !== "person"
                size: 34
                anchors.verticalCenter: parent.verticalCenter
                sign: line.kind === "conversation" ? "thought" : line.sign
            }
            Column {
                id: words
                anchors.left: parent.left
                anchors.leftMargin: 46
                anchors.right: shortcut.left
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                Prose {
                    width: parent.width
                    text: line.title
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    lineHeight: 1.1
                }
                Prose {
                    visible: text !== ""
                    width: parent.width
                    text: line.detail
                    color: Theme.soft
                    font.pixelSize: Theme.small
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    lineHeight: 1.1
                }
            }
            Prose {
                id: shortcut
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: line.keys
                color: Theme.soft
                font.pixelSize: Theme.small
            }
        }
        onClicked: sheet.choose(index)
    }
    contentItem: Item {
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Go to")

        TextField {
            id: input
            ContextMenu.menu: EditMenu {
                field: input
            }
            Accessible.name: qsTr("Search companions, conversations and commands")
            width: parent.width
            implicitHeight: 46
            leftPadding: 14
            font.family: Theme.sans
            font.pixelSize: Theme.textSize + 1
            color: Theme.ink
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            selectByMouse: true
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
            background: Rectangle {
                radius: 10
                color: Theme.ground
                border.width: 2
                border.color: Theme.accent
            }
            Placeholder {
                anchors.leftMargin: 14
                text: qsTr("Search companions, conversations and commands")
                font.pixelSize: Theme.textSize + 1
                wanted: input.length === 0 && input.preeditText === ""
            }
            onTextEdited: {
                sheet.finder.search(text);
                found.currentIndex = 0;
                found.positionViewAtBeginning();
            }
            Keys.onDownPressed: found.incrementCurrentIndex()
            Keys.onUpPressed: found.decrementCurrentIndex()
            Keys.onReturnPressed: sheet.choose(found.currentIndex)
            Keys.onEnterPressed: sheet.choose(found.currentIndex)
        }
        ListView {
            id: found
            anchors.top: input.bottom
            anchors.topMargin: Theme.gap
            anchors.bottom: parent.bottom
            width: parent.width
            clip: true
            spacing: 2
            boundsBehavior: Flickable.StopAtBounds
            model: sheet.finder.rows
            delegate: PaletteLine {}
            ScrollBar.vertical: ScrollBar {}
            highlightMoveDuration: 0
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Results")
            Prose {
                visible: found.count === 0
                width: parent.width
                topPadding: Theme.pad
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Nothing found.")
                color: Theme.soft
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
    }
}
