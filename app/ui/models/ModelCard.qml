// One model that could be downloaded: what it is, whether it runs here and why, and what one can do.
pragma ComponentBehavior: Bound
import QtQuick
import kit

Rectangle {
    id: card
    required property string title
    required property string verdict
    required property string verdictWords
    required property string about
    required property string facts
    required property string summary
    required property string standing
    required property string trouble
    required property bool mayGet
    property bool isRecommended: false
    signal getWanted
    signal stopWanted
    signal downloadsWanted

    implicitHeight: body.implicitHeight + 2 * Theme.pad
    radius: Theme.radius
    color: Theme.ground
    border.width: isRecommended || activeFocus ? 2 : 1
    border.color: isRecommended || activeFocus ? Theme.accent : Theme.line
    // Where it has nothing to press, it can still be gone to and read.
    activeFocusOnTab: !mayGet || standing === "here" || standing === "coming"
    Accessible.role: Accessible.Grouping
    Accessible.name: title + (verdictWords !== "" ? ", " + verdictWords : "")
    Accessible.description: [about, facts, summary].filter(part => part !== "").join(" ")

    Column {
        id: body
        x: Theme.pad
        y: Theme.pad
        width: parent.width - 2 * Theme.pad
        spacing: 6

        Prose {
            width: parent.width
            visible: card.isRecommended
            text: qsTr("Recommended for this computer")
            color: Theme.accent
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
        }
        Flow {
            width: parent.width
            spacing: Theme.gap
            Prose {
                text: card.title
                font.weight: Font.DemiBold
                width: Math.min(implicitWidth, body.width)
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            }
            Verdict {
                verdict: card.verdict
                words: card.verdictWords
            }
        }
        Prose {
            width: parent.width
            visible: text !== ""
            text: card.about
        }
        Prose {
            width: parent.width
            visible: text !== ""
            text: card.facts
            color: Theme.soft
            font.pixelSize: Theme.small
        }
        Prose {
            width: parent.width
            visible: text !== ""
            text: card.summary
            color: Theme.soft
            font.pixelSize: Theme.small
        }
        Trouble {
            text: card.trouble
        }
        Row {
            spacing: Theme.gap
            topPadding: 4
            PrimaryButton {
                visible: card.isRecommended && card.standing === "" && card.mayGet
                text: qsTr("Download")
                Accessible.name: qsTr("Download %1").arg(card.title)
                onClicked: card.getWanted()
            }
            QuietButton {
                visible: !card.isRecommended && card.standing === "" && card.mayGet
                text: qsTr("Download")
                Accessible.name: qsTr("Download %1").arg(card.title)
                onClicked: card.getWanted()
            }
            QuietButton {
                visible: card.standing === "asking"
                text: qsTr("Checking… Cancel")
                onClicked: card.stopWanted()
            }
            QuietButton {
                visible: card.standing === "stopped"
                text: qsTr("Download stopped: show downloads")
                Accessible.name: qsTr("Download of %1 stopped: show downloads").arg(card.title)
                onClicked: card.downloadsWanted()
            }
            Prose {
                visible: card.standing === "here" || card.standing === "coming"
                text: card.standing === "here" ? qsTr("✓ On this computer") : qsTr("Downloading")
                color: Theme.accent
                font.weight: Font.DemiBold
            }
        }
    }
}
