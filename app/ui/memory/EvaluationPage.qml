// The self-test: questions from what was said, answered with memory and without.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property ExamViewModel exam
    required property string name
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: qsTr("A small exam, made from what you said and from some things you never did. %1 answers each question twice, with memory and without, and the answers are compared with your own words. None of it is kept, and nobody sees it.").arg(page.name)
        color: Theme.soft
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.gap
        PrimaryButton {
            text: page.exam.running ? qsTr("Stop") : qsTr("Begin the exam")
            onClicked: page.exam.running ? page.exam.stop() : page.exam.run()
        }
        Prose {
            height: Theme.target
            verticalAlignment: Text.AlignVCenter
            visible: page.exam.running
            text: qsTr("Asking…")
            color: Theme.accent
            Accessible.role: Accessible.Indicator
            Accessible.name: text
        }
    }
    Prose {
        width: page.pageWidth
        visible: text !== ""
        text: page.exam.summary
        font.weight: Font.DemiBold
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    Repeater {
        model: page.exam.results
        delegate: Column {
            id: asked
            required property string question
            required property string wanted
            required property string withMemory
            required property string without
            width: page.pageWidth
            spacing: 2
            Prose {
                width: parent.width
                text: asked.question
                font.weight: Font.DemiBold
            }
            Prose {
                width: parent.width
                text: asked.wanted
                color: Theme.soft
                font.pixelSize: Theme.small
            }
            Prose {
                width: parent.width
                text: qsTr("With memory %1").arg(asked.withMemory)
            }
            Prose {
                width: parent.width
                text: qsTr("Without %1").arg(asked.without)
                color: Theme.soft
            }
        }
    }
}
