// SPDX-License-Identifier: Apache-2.0
// Photos of a master, or of a work, after the first one, in a line that scrolls sideways.
pragma ComponentBehavior: Bound
import QtQuick
import Qoloner.Style
import Qoloner.Components
import Qoloner.Models

ListView {
    id: root

    property string artisan
    property string work                   // only photos of this one
    property string first                  // sha256 of the photo shown above

    orientation: ListView.Horizontal
    spacing: Metrics.s
    implicitHeight: 160
    visible: media.count > 1
    boundsBehavior: Flickable.StopAtBounds
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Photos")
    model: MediaModel {
        id: media
        services: Services
        artisan: root.artisan
        work: root.work
    }
    delegate: PhotoFrame {
        id: photo
        required property string sha256
        required property var model
        readonly property bool shownAbove: sha256 === root.first
        visible: !shownAbove
        height: ListView.view.height
        width: shownAbove ? 0 : height * Math.min(1.8, Math.max(0.6, model.width / Math.max(1, model.height)))
        source: "image://media/" + sha256 + "?thumb"
        placeholder: model.placeholder === "" ? Theme.surfaceSunken : model.placeholder
        alt: model.alt
    }
}
