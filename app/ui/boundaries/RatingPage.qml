// The dial and its sliders, for everything, a companion or a conversation.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property BoundariesViewModel boundaries
    signal passphraseWanted
    gap: Theme.gap

    SettingItem {
        width: page.pageWidth
        label: qsTr("Applies to")
        help: qsTr("A narrower choice overrides a wider one.")
        kind: "choice"
        value: page.boundaries.reach
        choices: page.boundaries.reaches
        low: 0
        high: 0
        onPut: value => page.boundaries.choose_reach(value)
    }
    Tabs {
        width: page.pageWidth
        Accessible.name: qsTr("Level")
        names: page.boundaries.levels
        current: page.boundaries.level
        onWanted: level => page.boundaries.choose_level(level)
    }
    Prose {
        width: page.pageWidth
        text: page.boundaries.levelMeans
        color: Theme.soft
    }
    Prose {
        visible: page.boundaries.isStarter
        width: page.pageWidth
        text: qsTr("The small starter model knows only whether romance is welcome; a larger model reads all of this. Topics, and what is never allowed, hold with every model.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Trouble {
        width: page.pageWidth
        text: page.boundaries.lock.trouble
    }
    Prose {
        visible: page.boundaries.seemsYoung
        width: page.pageWidth
        text: qsTr("This companion, or what you are called, is or seems under 18: romance, intimacy and mature levels stay closed here, whatever is set.")
        color: Theme.warning
    }
    Repeater {
        model: page.boundaries.sliders
        delegate: Steps {
            id: slider
            required property string key
            width: page.pageWidth
            topPadding: Theme.gap
            onPut: step => page.boundaries.slide(slider.key, step)
        }
    }
    Heading {
        text: qsTr("Mature levels and the passphrase")
    }
    Prose {
        width: page.pageWidth
        text: !page.boundaries.lock.isPossible ? qsTr("Set a passphrase under Security, and mature levels can wait for it after every start.") : page.boundaries.lock.isLocked ? qsTr("Mature levels are locked until you give your passphrase: until then the rating stays at “Open”.") : page.boundaries.lock.isOn ? qsTr("Mature levels are open until the app is closed, and wait for the passphrase after that.") : qsTr("Anybody using the unlocked app can change the rating. With your passphrase you can lock the levels above “Open”.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Field {
        id: passphrase
        visible: page.boundaries.lock.isPossible
        width: page.pageWidth
        label: qsTr("Passphrase")
        secret: true
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.gap
        visible: page.boundaries.lock.isPossible
        function give(call: var) {
            call(passphrase.text);
            passphrase.text = "";
        }
        QuietButton {
            visible: page.boundaries.lock.isLocked
            text: qsTr("Unlock until the app closes")
            enabled: passphrase.text !== ""
            onClicked: parent.give(text => page.boundaries.lock.unlock(text))
        }
        QuietButton {
            text: page.boundaries.lock.isOn ? qsTr("Stop locking them") : qsTr("Lock mature levels")
            enabled: passphrase.text !== ""
            onClicked: parent.give(text => page.boundaries.lock.lock(text, !page.boundaries.lock.isOn))
        }
    }
    QuietButton {
        visible: !page.boundaries.lock.isPossible
        text: qsTr("Set a passphrase…")
        onClicked: page.passphraseWanted()
    }
}
