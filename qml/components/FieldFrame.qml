// SPDX-License-Identifier: Apache-2.0
// The outline of a field: at rest, being typed into, wrong.
import QtQuick
import Qoloner.Style

Rectangle {
    id: root

    required property TextFieldRow row
    property bool active: false

    radius: Metrics.radiusSmall
    color: row.readOnly ? Theme.surfaceSunken : Theme.surfaceRaised
    border {
        width: active || row.error !== "" ? Metrics.focusRing : Metrics.hair
        color: row.error !== "" ? Theme.danger : active ? Theme.focus : Theme.outlineStrong
    }
}
