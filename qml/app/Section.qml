// SPDX-License-Identifier: Apache-2.0
// One section: its first page and what was opened from it, one over the other
// on a narrow window, side by side on a wide one. The back stack lives here.
import QtQuick
import QtQuick.Templates as T
import Qoloner.Style
import Qoloner.Components

Item {
    id: root

    required property string key

    readonly property Item rootPage: first.item as Item
    readonly property Item currentPage: (stack.depth > 0 ? stack.currentItem : first.item) as Item
    readonly property int depth: stack.depth
    // A page such as the one for walking wants the whole width.
    readonly property bool whole: stack.currentItem?.wholeWidth ?? false
    readonly property bool both: Pages.split.indexOf(key) >= 0 && width >= Metrics.listPane + 360 && !whole

    signal sectionAsked(string key)

    function navigate(page: string, params: var, fromList: bool): void {
        if (!(page in Pages.pages) || (page in Pages.roots && !params?.rowId)) {
            sectionAsked(page);
            return;
        }
        if (fromList)
            stack.clear();
        const item = stack.push(Pages.url(Pages.pages[page]), params ?? {});
        if (!item)
            return;
        item.navigate.connect((page, params) => root.navigate(page, params, false));
        item.back.connect(root.pop);
        item.forceActiveFocus();
        fade.restart();
    }
    function pop(): void {
        if (stack.depth > 1)
            stack.pop();
        else
            stack.clear();
        currentPage?.forceActiveFocus();
    }
    function popAll(): void { stack.clear(); }

    Loader {
        id: first
        property bool takesSplit: false
        property bool takesSelection: false
        onLoaded: {
            takesSplit = "split" in item;
            takesSelection = "selectedId" in item;
        }
        source: Pages.url(Pages.roots[root.key])
        visible: root.both || root.depth === 0
        width: root.both ? Metrics.listPane : root.width
        height: root.height
    }
    Connections {
        target: first.item
        function onNavigate(page: string, params: var): void { root.navigate(page, params, true); }
    }
    // What the first page may want to know; not every page does.
    Binding {
        target: first.item
        when: first.takesSplit
        property: "split"
        value: root.both
        restoreMode: Binding.RestoreNone
    }
    Binding {
        target: first.item
        when: first.takesSelection
        property: "selectedId"
        value: root.both ? (stack.depth > 0 ? (stack.get(0)?.rowId ?? "") : "") : ""
        restoreMode: Binding.RestoreNone
    }
    Rectangle {
        visible: root.both
        x: Metrics.listPane
        width: Metrics.hair
        height: root.height
        color: Theme.outline
    }
    Item {
        id: detail
        x: root.both ? Metrics.listPane + Metrics.hair : 0
        width: root.width - x
        height: root.height
        visible: root.both || root.depth > 0

        Loader {
            anchors.fill: parent
            active: root.both && root.depth === 0
            sourceComponent: first.item?.wide ?? null
        }
        EmptyState {
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
            // An empty list says so itself.
            visible: root.both && root.depth === 0 && !first.item?.wide && !first.item?.nothing
            title: qsTr("Choose something from the list")
        }
        T.StackView {
            id: stack
            anchors.fill: parent
            visible: depth > 0
        }
        NumberAnimation { id: fade; target: stack; property: "opacity"; from: 0.3; to: 1; duration: Theme.quick }
    }
}
