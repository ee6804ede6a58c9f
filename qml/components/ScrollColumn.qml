// SPDX-License-Identifier: Apache-2.0
// A page's content in one column, centred at reading width, scrolling.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Qoloner.Style

Flickable {
    id: root

    default property alias content: column.data
    property alias spacing: column.spacing

    clip: true
    contentWidth: width
    contentHeight: column.implicitHeight + Metrics.s + Metrics.xxl
    boundsBehavior: Flickable.StopAtBounds
    T.ScrollBar.vertical: AppScrollBar {}

    ColumnLayout {
        id: column
        x: Metrics.margin(root.width)
        y: Metrics.s
        width: root.width - 2 * x
        spacing: Metrics.l
    }
}
