// Making or changing a companion: a form on the left, a test chat beside it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property EditorViewModel editor
    property int page: 0
    readonly property bool wide: availableWidth > 860
    readonly property real room: Math.max(260, sheet.parent ? sheet.parent.height - 5 * Theme.pad - 2 * sheet.padding - 2 * Theme.large - tabs.height - buttons.height : 400)

    title: editor.isNew ? qsTr("New companion") : qsTr("Edit %1").arg(editor.name)
    wanted: 1160
    full: true
    closePolicy: Popup.NoAutoClose
    onAboutToShow: page = 0
    onClosed: editor.close()

    function back() {
        leave();
    }
    function leave() {
        if (sheet.editor.isChanged)
            losing.ask(qsTr("Your changes since it was last saved will be lost."));
        else
            sheet.close();
    }
    Shortcut {
        sequence: "Escape"
        enabled: sheet.opened && !losing.opened && !crop.opened && !picture.visible && !((form.item as ExpressionsPage)?.choosing ?? false)
        onActivated: sheet.leave()
    }
    Shortcut {
        sequences: [StandardKey.Save]
        enabled: sheet.opened
        onActivated: sheet.editor.save()
    }
    Connections {
        target: sheet.editor.portrait
        function onCropWanted() {
            crop.open();
        }
    }

    Tabs {
        id: tabs
        width: parent.width
        readonly property list<string> pages: [qsTr("Basics"), qsTr("First messages"), qsTr("Expressions"), qsTr("Advanced"), qsTr("Versions")]
        names: sheet.wide ? pages : [...pages, qsTr("Try it")]
        current: sheet.page
        onWanted: page => sheet.page = page
    }
    Row {
        width: sheet.availableWidth
        height: sheet.room
        spacing: Theme.pad
        Loader {
            id: form
            width: sheet.wide ? parent.width - trial.width - Theme.pad : parent.width
            height: parent.height
            visible: !trialPage.visible
            sourceComponent: [plain, greetings, expressions, more, versions, null][sheet.page]
        }
        TryPage {
            id: trial
            visible: sheet.wide
            width: visible ? 320 : 0
            height: parent.height
            editor: sheet.editor
        }
        TryPage {
            id: trialPage
            visible: !sheet.wide && sheet.page === 5
            width: parent.width
            height: parent.height
            editor: sheet.editor
        }
    }
    SheetButtons {
        id: buttons
        PrimaryButton {
            text: sheet.editor.isNew ? qsTr("Create") : qsTr("Save")
            enabled: sheet.editor.canSave
            onClicked: {
                if (sheet.editor.save())
                    sheet.close();
            }
        }
        QuietButton {
            text: qsTr("Close")
            onClicked: sheet.leave()
        }
    }
    Component {
        id: plain
        PlainPage {
            editor: sheet.editor
            onPictureWanted: picture.open()
        }
    }
    Component {
        id: greetings
        GreetingsPage {
            editor: sheet.editor
        }
    }
    Component {
        id: expressions
        ExpressionsPage {
            expressions: sheet.editor.expressions
        }
    }
    Component {
        id: more
        MorePage {
            editor: sheet.editor
        }
    }
    Component {
        id: versions
        VersionsPage {
            editor: sheet.editor
        }
    }
    FileDialog {
        id: picture
        title: qsTr("Choose a portrait")
        nameFilters: [qsTr("Pictures (*.png *.jpg *.jpeg *.webp *.gif)")]
        onAccepted: sheet.editor.portrait.choose(selectedFile)
    }
    CropSheet {
        id: crop
        editor: sheet.editor
    }
    ConfirmSheet {
        id: losing
        title: qsTr("Discard the changes?")
        action: qsTr("Discard")
        isDanger: true
        other: sheet.editor.canSave ? (sheet.editor.isNew ? qsTr("Create and close") : qsTr("Save and close")) : ""
        onConfirmed: sheet.close()
        onOtherWanted: {
            if (sheet.editor.save())
                sheet.close();
        }
    }
}
