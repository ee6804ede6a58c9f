// SPDX-License-Identifier: Apache-2.0
// What stands between this device and its server, while something does.
import QtQuick
import Qoloner.Components
import Qoloner.Models

Banner {
    id: root

    readonly property bool failing: Services.sync.lastErrorCode !== ""
    readonly property bool saving: !failing && Services.sync.waitsForUnmetered

    objectName: "sync.problem"
    visible: !Services.sync.offline && (failing || saving)
    kind: failing ? "warning" : "info"
    text: failing ? ErrorText.sentence(Services.sync.lastErrorCode, "", Services.sync.lastErrorArgs)
        : saving ? qsTr("Mobile data is being saved: the rest waits for Wi-Fi.") : ""
    actionText: saving ? qsTr("Fetch it now") : ""
    onActed: Services.sync.syncNow()
}
