// One picture, large; what it shows in words, which can be changed, and a copy of it for whoever wants one.
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property AttachmentsViewModel attachments
    property int key
    property string source
    property string digest
    property string before
    property int seconds

    title: seconds > 0 ? qsTr("Recording") : qsTr("Picture")
    wanted: 900

    function show(picture: var) {
        key = picture.key;
        source = picture.source;
        digest = picture.source.split("/").pop();
        seconds = picture.seconds;
        before = picture.alt;
        words.input.text = picture.alt;
        open();
    }
    function keep() {
        if (words.input.text.trim() !== before)
            attachments.put_alt(key, words.input.text);
        close();
    }
    onClosed: source = ""

    QuietButton {
        visible: sheet.seconds > 0
        text: sheet.attachments.playing ? qsTr("Stop") : qsTr("Play (%1 s)").arg(sheet.seconds)
        onClicked: sheet.attachments.play(sheet.digest)
    }
    Image {
        visible: sheet.seconds === 0
        width: sheet.availableWidth
        height: sheet.parent ? Math.max(120, sheet.parent.height - 24 * Theme.textSize) : 300
        source: visible ? sheet.source : ""
        sourceSize: Qt.size(2048, 2048)
        fillMode: Image.PreserveAspectFit
        asynchronous: true
        mipmap: true
        Accessible.role: Accessible.Graphic
        Accessible.name: words.input.text !== "" ? words.input.text : qsTr("Picture, not described")
    }
    TextBox {
        id: words
        least: 2
        width: sheet.availableWidth
        label: sheet.seconds > 0 ? qsTr("What is said in it") : qsTr("What it shows")
    }
    Prose {
        width: sheet.availableWidth
        text: sheet.seconds > 0 ? qsTr("A model that cannot hear reads these words instead.") : qsTr("A model that cannot see reads these words instead. Screen readers say them, and your boundaries go by them.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Row {
        anchors.right: parent.right
        spacing: Theme.gap
        QuietButton {
            visible: sheet.seconds === 0 && sheet.attachments.mayDescribe && words.input.text.trim() === ""
            text: qsTr("Describe it")
            onClicked: {
                sheet.attachments.describe(sheet.key);
                sheet.close();
            }
        }
        QuietButton {
            visible: sheet.seconds === 0
            text: qsTr("Save a copy…")
            onClicked: saving.open()
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        }
        PrimaryButton {
            text: qsTr("Done")
            onClicked: sheet.keep()
        }
    }
    FileDialog {
        id: saving
        title: qsTr("Save a copy of the picture")
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Pictures (*.png *.jpg)")]
        onAccepted: sheet.attachments.save_copy(sheet.digest, selectedFile)
    }
}
