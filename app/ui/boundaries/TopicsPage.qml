// Topics never to touch, and topics to treat with care.
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property BoundariesViewModel boundaries
    gap: Theme.pad

    SettingItem {
        width: page.pageWidth
        label: qsTr("Applies to")
        help: qsTr("Topics add up: what is never touched everywhere is never touched here.")
        kind: "choice"
        value: page.boundaries.reach
        choices: page.boundaries.reaches
        low: 0
        high: 0
        onPut: value => page.boundaries.choose_reach(value)
    }
    Lines {
        width: page.pageWidth
        label: qsTr("Never touch")
        help: qsTr("One per line, in your own words; separate alternatives with commas, and any one of them counts. A reply ends before it touches one, and you are asked when you write of one yourself.")
        value: page.boundaries.never
        onPut: text => page.boundaries.put_never(text)
    }
    Lines {
        width: page.pageWidth
        label: qsTr("Treat with care")
        help: qsTr("One per line. The model is asked to be gentle with these, and not to bring them up.")
        value: page.boundaries.careful
        onPut: text => page.boundaries.put_careful(text)
    }
}
