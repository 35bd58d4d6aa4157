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

    readonly property color ground: dark ? "#1b1715" : "#fbf7f2"
    readonly property color panel: dark ? "#231e1b" : "#f3ece4"
    readonly property color raised: dark ? "#2d2723" : "#ffffff"
    readonly property color mine: dark ? "#4a3226" : "#f5dfcf"
    readonly property color hover: dark ? "#332c28" : "#ebe2d8"
    readonly property color chosen: dark ? "#3d332d" : "#e5d8ca"
    readonly property color line: dark ? "#5a4c42" : "#d8cabb"
    readonly property color ink: dark ? "#f2eae3" : "#2a211c"
    readonly property color soft: dark ? "#b9aca1" : "#6b5c51"
    readonly property color accent: dark ? "#eb9a6b" : "#a44a22"
    readonly property color accentInk: dark ? "#24150d" : "#ffffff"
    readonly property color warning: dark ? "#ffb4a3" : "#a3261a"
    readonly property color danger: warning
    readonly property color good: dark ? "#2f5d43" : "#d3ead9"
    readonly property color goodInk: dark ? "#d8f3e0" : "#1d4a30"
    readonly property color theirs: dark ? "#2a2420" : "#f4ede5"
    readonly property color speech: dark ? "#f3b088" : "#8f3d18"
    readonly property color action: dark ? "#b9aca1" : "#6b5c51"
    readonly property color code: dark ? "#14110f" : "#f0e8df"

    readonly property int small: Math.max(12, textSize - 3)
    readonly property int large: textSize + 6
    readonly property int huge: textSize + 16
    readonly property int gap: 8
    readonly property int pad: 16
    readonly property int radius: 14
    readonly property int target: 36
    readonly property int column: 760
    readonly property string sans: "Inter"
    // What is read in a conversation: a book has serifs.
    readonly property string reading: chatStyle === "book" ? serif : sans

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
