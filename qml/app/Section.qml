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
    // Nor does an empty list stand beside an empty half.
    readonly property bool both: frame.both

    signal sectionAsked(string key)

    function navigate(page: string, params: var, fromList: bool): void {
        if (page in Pages.roots && (!(page in Pages.pages) || !params?.rowId)) {
            sectionAsked(page);
            return;
        }
        if (fromList)
            stack.clear();
        const known = page in Pages.pages;
        const item = stack.push(Pages.url(known ? Pages.pages[page] : Pages.notFound), known ? params ?? {} : {});
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

    ListDetail {
        id: frame
        anchors.fill: parent
        mayShare: Pages.split.indexOf(root.key) >= 0 && !root.whole && !(root.depth === 0 && first.item?.nothing && !first.item?.loading)
        showDetail: root.depth > 0
        list: Loader {
            id: first
            property bool takesSplit: false
            property bool takesSelection: false
            anchors.fill: parent
            onLoaded: {
                takesSplit = "split" in item;
                takesSelection = "selectedId" in item;
            }
            source: Pages.url(Pages.roots[root.key])
        }

        Loader {
            anchors.fill: parent
            active: root.both && root.depth === 0
            sourceComponent: first.item?.wide ?? null
        }
        EmptyState {
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
            visible: root.both && root.depth === 0 && !first.item?.wide
            title: qsTr("Choose something from the list")
        }
        T.StackView {
            id: stack
            anchors.fill: parent
            visible: depth > 0
        }
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
    NumberAnimation { id: fade; target: stack; property: "opacity"; from: 0.3; to: 1; duration: Theme.quick }
}
