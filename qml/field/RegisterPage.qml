// SPDX-License-Identifier: Apache-2.0
// Registers a master, or changes a record: the form over its model.
pragma ComponentBehavior: Bound
import QtQuick
import Qoloner.Style
import Qoloner.Components
import Qoloner.Account
import Qoloner.Models

Item {
    id: root

    property string rowId

    signal navigate(string page, var params)
    signal back()

    function choices(model: var, count: int): var {
        return Array.from({ length: count }, (_, i) => ({ value: model.get(i, "rowId"), label: model.get(i, "name") }));
    }

    RegisterForm {
        id: form
        services: Services
        artisanId: root.rowId
        onSaved: view.saved = true
        onFailed: (code, field, args) => view.failure = ErrorText.sentence(code, field, args)
        onPhotoAdded: view.photoError = ""
        onPhotoFailed: code => view.photoError = ErrorText.sentence(code, "", [])
    }
    CraftsModel { id: allCrafts; services: Services }
    CraftsModel { id: crafts; services: Services }
    RegionsModel { id: regions; services: Services; first: Services.sync.regions }
    Component.onCompleted: Services.position.start()
    Component.onDestruction: Services.position.stop()

    PageHeader {
        id: header
        width: parent.width
        title: root.rowId === "" ? qsTr("New master") : qsTr("Edit the record")
        subtitle: form.dirty ? qsTr("Draft kept on this phone") : ""
        showBack: true
        onBack: root.back()
    }
    RegisterView {
        id: view
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        form: form
        crafts: root.choices(crafts, crafts.count)
        regions: root.choices(regions, regions.count)
        craftName: {
            const at = allCrafts.count > 0 ? allCrafts.indexOf(form.craft) : -1;
            return at < 0 ? "" : allCrafts.get(at, "name");
        }
        searching: Services.position.active && !Services.position.valid
        onCraftSearched: text => crafts.filter = text
        onClosed: root.back()
    }
}
