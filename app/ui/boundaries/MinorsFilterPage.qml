// The one thing no setting opens, said openly, with what the check can and cannot do.
pragma ComponentBehavior: Bound
import QtQuick
import kit

ScrollPage {
    id: page
    gap: Theme.gap

    Prose {
        width: page.pageWidth
        text: qsTr("Nothing sexual or romantic that involves anybody under 18. Ever.")
        font.weight: Font.DemiBold
    }
    Repeater {
        model: [qsTr("No level, card, prompt or companion opens this; it is fixed in the program."), qsTr("What you write, what a model says, what describes a companion and what you are called are all looked at, on this computer, by the program itself. Nobody is told, and nothing is noted down."), qsTr("A message that crosses it is neither kept nor read by the model; it stays in the field so that you can say it otherwise. A reply that crosses it is cut at once, and everything of it is deleted: its text, what the model holds of it, and what was kept for going on after a restart."), qsTr("Ordinary talk about children passes: a kiss goodnight, worries about a teenager's first crush, memories, the law."), qsTr("With a companion that is, or seems, under 18, romance and mature levels stay closed."), qsTr("The check reads English. It is measured, and it errs: it lets some things through and stops some that are harmless. Other languages are not covered yet; there the model is only told."), qsTr("If it stopped something harmless, say it in other words, with everybody's age plain.")]
        delegate: Row {
            id: point
            required property string modelData
            width: page.pageWidth
            spacing: 12
            Rectangle {
                y: Math.round(Theme.textSize * 0.55)
                width: 7
                height: 7
                radius: 4
                color: Theme.accent
            }
            Prose {
                width: point.width - 19
                text: point.modelData
            }
        }
    }
}
