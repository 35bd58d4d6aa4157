// How words are chosen: in plain words first, every number below, for whom one wants.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property SamplingViewModel sampling

    title: qsTr("Sampling")
    beside: true
    wanted: 680
    onAboutToShow: sampling.refresh()

    Trouble {
        visible: text !== ""
        text: sheet.sampling.trouble
    }
    ScrollPage {
        id: page
        width: sheet.availableWidth
        height: Math.min(wantedHeight, sheet.parent ? sheet.parent.height - 160 - 5 * Theme.textSize : 0)
        gap: 2

        SettingItem {
            width: page.pageWidth
            label: qsTr("Applies to")
            help: qsTr("Narrower choices override wider ones.")
            kind: "choice"
            value: sheet.sampling.reach
            choices: sheet.sampling.reaches
            controlWidth: 330
            low: 0
            high: 0
            onPut: value => sheet.sampling.choose_reach(value)
        }
        SettingItem {
            width: page.pageWidth
            label: qsTr("Creativity")
            help: qsTr("Close to the likeliest words, with some surprises, or with many.")
            kind: "choice"
            value: sheet.sampling.manner
            choices: sheet.sampling.manners
            low: 0
            high: 0
            onPut: value => sheet.sampling.choose_manner(value)
        }
        Lines {
            width: page.pageWidth
            topPadding: Theme.gap
            label: qsTr("Banned phrases")
            help: qsTr("One per line. They are taken back before you see them, and said another way.")
            value: sheet.sampling.banned
            onPut: text => sheet.sampling.put("banned", text)
        }
        Lines {
            width: page.pageWidth
            topPadding: Theme.gap
            label: qsTr("Words more or less likely")
            help: qsTr("One word and number per line: “suddenly -5” makes it rare, “lantern 2” more likely.")
            value: sheet.sampling.bias
            onPut: text => sheet.sampling.put("bias", text)
        }
        Heading {
            text: qsTr("Advanced")
        }
        Repeater {
            model: sheet.sampling.knobs
            delegate: SettingItem {
                id: knob
                required property string key
                required property string about
                width: page.pageWidth
                help: about
                kind: "line"
                choices: []
                low: 0
                high: 0
                onPut: value => sheet.sampling.put(knob.key, value)
            }
        }
        Lines {
            width: page.pageWidth
            topPadding: Theme.gap
            label: qsTr("Grammar")
            help: qsTr("Constrains the form of every reply, in llama.cpp's GBNF notation. Leave it empty for no constraint.")
            value: sheet.sampling.grammar
            onPut: text => sheet.sampling.put("grammar", text)
        }
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Done")
            onClicked: sheet.close()
        }
        QuietButton {
            enabled: sheet.sampling.isChanged
            text: qsTr("Reset all")
            onClicked: sheet.sampling.reset()
        }
    }
}
