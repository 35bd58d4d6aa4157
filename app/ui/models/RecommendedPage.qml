// For you: the catalogue, judged for this computer.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property RecommendedViewModel advice
    signal downloadsWanted
    gap: Theme.pad - 4

    Prose {
        width: page.pageWidth
        text: qsTr("Good chat models, judged by how much memory this computer has free now. Opening this page contacts nobody; a download goes to Hugging Face and nowhere else.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Prose {
        width: page.pageWidth
        visible: page.advice.measuring
        text: page.advice.judging ? qsTr("Looking at this computer…") : qsTr("Measuring how fast this computer is, once…")
        color: Theme.accent
        font.pixelSize: Theme.small
        Accessible.role: Accessible.Indicator
        Accessible.name: text
    }
    Trouble {
        width: page.pageWidth
        text: page.advice.trouble
    }
    Repeater {
        model: page.advice.cards
        delegate: ModelCard {
            required property string key
            required property string name
            required property string goodAt
            required isRecommended
            width: page.pageWidth
            title: name
            about: goodAt
            onGetWanted: page.advice.get(key)
            onStopWanted: page.advice.stop()
            onDownloadsWanted: page.downloadsWanted()
        }
    }
    ActionItem {
        width: page.pageWidth
        label: page.advice.embedderName
        detail: page.advice.embedderFacts
        action: page.advice.mayGetEmbedder ? qsTr("Download") : ""
        onActed: page.advice.get(page.advice.embedderKey)
    }
}
