// What goes out: the offline switch, the access token, and every connection there was.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property NetworkViewModel network
    gap: Theme.gap

    function keep() {
        page.network.keep_token(token.text);
    }
    Connections {
        target: page.network
        function onTokenKept() {
            token.text = "";
        }
    }

    SettingItem {
        width: page.pageWidth
        label: qsTr("Stay offline")
        help: qsTr("Nothing is looked up or downloaded, whatever is asked for, until this is turned off.")
        kind: "switch"
        value: page.network.offline
        choices: []
        low: 0
        high: 0
        onPut: value => page.network.set_offline(value)
    }
    Heading {
        text: qsTr("Access token")
    }
    Prose {
        width: page.pageWidth
        text: qsTr("Some makers want their terms accepted first. Make an account on huggingface.co, accept them on the model's page, make an access token with the right to read (Settings, Access Tokens) and put it in here. It is tried at once, kept in your vault, and sent to Hugging Face alone, only for such models.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Prose {
        width: page.pageWidth
        visible: page.network.wantedBy !== ""
        text: qsTr("The model you want is one of these. Open its page in a browser:")
    }
    TextEdit {
        width: page.pageWidth
        visible: page.network.wantedBy !== ""
        text: page.network.wantedBy
        readOnly: true
        activeFocusOnTab: true
        selectByMouse: true
        wrapMode: TextEdit.WrapAnywhere
        textFormat: TextEdit.PlainText
        color: Theme.accent
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        font.family: Theme.sans
        font.pixelSize: Theme.textSize
        Accessible.name: qsTr("Address of the model's page")
    }
    Field {
        id: token
        width: page.pageWidth
        label: page.network.hasToken ? qsTr("Another access token") : qsTr("Access token")
        secret: true
        onAccepted: page.keep()
    }
    Trouble {
        width: page.pageWidth
        text: page.network.tokenTrouble
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.gap
        QuietButton {
            text: page.network.trying ? qsTr("Trying it…") : qsTr("Try and keep it")
            enabled: !page.network.trying && token.text !== ""
            onClicked: page.keep()
        }
        QuietButton {
            visible: page.network.hasToken
            text: qsTr("Forget the token")
            onClicked: page.network.forget_token()
        }
    }
    Heading {
        text: qsTr("All connections made")
    }
    Prose {
        width: page.pageWidth
        text: page.network.isEmpty ? qsTr("This list is empty.") : qsTr("The latest 300. Inglenook connects for what is listed here and for nothing else; the list is kept in your vault.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Repeater {
        model: page.network.ledger
        delegate: ActionItem {
            required property string why
            required property string facts
            width: page.pageWidth
            label: why
            detail: facts
            action: ""
        }
    }
    QuietButton {
        visible: !page.network.isEmpty
        text: qsTr("Clear this list")
        onClicked: clearing.ask(qsTr("You will no longer be able to see what Inglenook has connected to so far."))
    }
    ConfirmSheet {
        id: clearing
        title: qsTr("Clear this list?")
        action: qsTr("Clear")
        onConfirmed: page.network.clear()
    }
}
