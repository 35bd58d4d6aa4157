// Colours, sizes and times: the only place where they are numbers.
pragma Singleton
import QtQuick

QtObject {
    property bool dark: false
    property bool still: false
    property int textSize: 16
    property url resources
    property string mono: "monospace"
    property string chatStyle: "bubbles"
    property string serif: "serif"

    // As in resources/themes; these until the window is told which.
    property var colours: ({})
    property bool outlined: false
    readonly property color ground: colours.ground ?? "#fbf7f2"
    readonly property color panel: colours.panel ?? "#f3ece4"
    readonly property color raised: colours.raised ?? "#ffffff"
    readonly property color mine: colours.mine ?? "#f5dfcf"
    readonly property color theirs: colours.theirs ?? "#f4ede5"
    readonly property color hover: colours.hover ?? "#ebe2d8"
    readonly property color chosen: colours.chosen ?? "#ebe0d5"
    readonly property color line: colours.line ?? "#d8cabb"
    readonly property color ink: colours.ink ?? "#2a211c"
    readonly property color soft: colours.soft ?? "#6b5c51"
    readonly property color accent: colours.accent ?? "#a44a22"
    readonly property color accentInk: colours.accent_ink ?? "#ffffff"
    readonly property color warning: colours.warning ?? "#a3261a"
    readonly property color good: colours.good ?? "#d3ead9"
    readonly property color goodInk: colours.good_ink ?? "#1d4a30"
    readonly property color speech: colours.speech ?? "#8f3d18"
    readonly property color action: colours.action ?? "#66574d"
    readonly property color code: colours.code ?? "#f0e8df"
    readonly property color toast: colours.toast ?? "#2a211c"
    readonly property color toastInk: colours.toast_ink ?? "#f2eae3"
    readonly property color shade: colours.shade ?? "#80000000"
    readonly property color danger: warning
    // Whose words these are, where several talk: each has a colour of their own, the seventh that of the first.
    function speaker(place: int): color {
        return place > 0 ? colours["speaker_" + ((place - 1) % 6 + 1)] ?? accent : accent;
    }

    readonly property int small: Math.max(12, textSize - 3)
    readonly property int large: textSize + 6
    readonly property int huge: textSize + 16
    readonly property int gap: 8
    readonly property int pad: 16
    readonly property int radius: 14
    readonly property int target: 36
    // From this width on a page stands beside the conversation.
    readonly property int wide: 1000
    property int column: 760
    property int turnGap: 16
    readonly property string sans: "Inter"
    // What is read in a conversation: a book has serifs.
    property string font: "Inter"
    readonly property string reading: chatStyle === "book" ? serif : font

    function icon(name: string): url {
        return resources.toString() === "" ? "" : resources + "icons/" + name + ".svg";
    }
    function tile(name: string): url {
        return name.indexOf("/") > 0 ? "image://portraits/" + name + "/tile" : portrait(name);
    }
    function whole(name: string): url {
        return "image://portraits/" + name;
    }
    function portrait(name: string): url {
        // What lies in the vault comes from it, never over a file.
        if (name.indexOf("/") > 0)
            return "image://portraits/" + name + "/round";
        return resources.toString() === "" ? "" : resources + "portraits/" + name + ".svg";
    }
}
