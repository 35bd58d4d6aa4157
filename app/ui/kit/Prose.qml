// Text a person reads.
import QtQuick

Text {
    color: Theme.ink
    font.family: Theme.sans
    font.pixelSize: Theme.textSize
    lineHeight: 1.3
    // Qt puts a line's extra height below it; half of it above keeps words in the middle of their box.
    topPadding: Math.round(font.pixelSize * (lineHeight - 1) / 2)
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
}
