// SPDX-License-Identifier: Apache-2.0
// A search box that waits until the typing rests.
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style

T.TextField {
    id: root

    property int debounce: 250         // milliseconds
    property string name: qsTr("Search")

    signal searched(string query)

    function submit(): void {
        pause.stop();
        root.searched(root.text.trim());
    }

    implicitWidth: 280
    implicitHeight: Math.max(Metrics.touch + 4, contentHeight + topPadding + bottomPadding)
    leftPadding: Metrics.touch
    rightPadding: Metrics.touch
    topPadding: Metrics.s
    bottomPadding: Metrics.s
    verticalAlignment: TextInput.AlignVCenter
    font.pixelSize: Theme.bodySize
    color: Theme.text
    placeholderText: qsTr("Name, craft or street")
    placeholderTextColor: Theme.textMuted
    selectionColor: Theme.info
    selectedTextColor: Theme.infoSoft
    selectByMouse: true
    maximumLength: 200
    inputMethodHints: Qt.ImhNoPredictiveText
    Accessible.role: Accessible.EditableText
    Accessible.name: name
    onTextChanged: pause.restart()
    onAccepted: submit()
    Keys.onEscapePressed: event => {
        event.accepted = root.text !== "";
        root.clear();
    }

    Timer { id: pause; interval: root.debounce; onTriggered: root.submit() }
    Icon {
        x: Metrics.m
        anchors.verticalCenter: parent.verticalCenter
        width: Metrics.icon - 2
        height: width
        name: "search"
        color: Theme.textMuted
    }
    AppText {
        visible: root.text === "" && root.preeditText === ""
        anchors { left: parent.left; leftMargin: root.leftPadding; right: parent.right; rightMargin: Metrics.m; verticalCenter: parent.verticalCenter }
        text: root.placeholderText
        color: Theme.textMuted
        maximumLineCount: 1
        fontSizeMode: Text.HorizontalFit
        verticalAlignment: Text.AlignVCenter
        minimumPixelSize: 13
        Accessible.ignored: true
    }
    IconButton {
        objectName: "clear"
        visible: root.text !== ""
        anchors { right: parent.right; rightMargin: 2; verticalCenter: parent.verticalCenter }
        iconName: "close"
        name: qsTr("Clear the search")
        ink: Theme.textMuted
        onClicked: {
            root.clear();
            root.submit();
            root.forceActiveFocus();
        }
    }
    background: Rectangle {
        radius: height / 2
        color: Theme.surfaceSunken
        border { width: root.activeFocus ? Metrics.focusRing : Metrics.hair; color: root.activeFocus ? Theme.focus : Theme.outline }
    }
}
