// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/map/style.h"
#include "core/map/tile_builder.h"
#include "qml/map/map_camera.h"
#include <QAbstractListModel>
#include <QColor>
#include <QHash>
#include <QtQml/qqmlregistration.h>
#include <memory>
#include <span>
#include <vector>

namespace qoloner {

/// A name that has found its place.
struct PlacedLabel {
    std::uint64_t key = 0; ///< the same thing keeps its key in every language
    QString text;
    WorldPoint at;
    double angle = 0;
    int pixelSize = 12;
    bool bold = false, italic = false;
    double letterSpacing = 0;
    QColor colour, halo;
};

/// What the placement needs to know besides the tiles.
struct LabelScene {
    const MapCamera* camera = nullptr;
    const Style* style = nullptr;
    QString language;
    QString fontFamily;
    double textScale = 1;
    QStringList hiddenLayers;
    double bottomInset = 0;           ///< pixels below that something else covers
    std::vector<ScreenBox> obstacles; ///< markers and controls
};

/// The labels on the map, as slots that delegates keep: a label that stays in
/// sight stays in its slot, whatever happens to the others.
class LabelModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS

public:
    static constexpr int kMost = 100;
    enum Role {
        TextRole = Qt::UserRole + 1,
        XRole,
        YRole,
        AngleRole,
        SizeRole,
        BoldRole,
        ItalicRole,
        SpacingRole,
        ColourRole,
        HaloRole,
        ShownRole
    };

    explicit LabelModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Chooses and places names; at most kMost, important ones first.
    void place(const LabelScene& scene, const std::vector<std::shared_ptr<const TileMesh>>& tiles);
    /// Moves what is placed with the camera.
    void follow(const MapCamera& camera);
    void clear();
    /// For tests and screen readers: what is on the map now.
    QStringList texts() const;

private:
    struct Slot {
        PlacedLabel label;
        QPointF at;
        bool shown = false;
    };
    struct Candidate;
    double widthOf(const QString& text, const PlacedLabel& l, const QString& family);
    void collect(const LabelScene& scene, const TileMesh& tile, std::vector<Candidate>& out) const;
    void show(std::vector<PlacedLabel> labels, const MapCamera& camera);

    std::vector<Slot> m_slots;
    QHash<QString, double> m_widths;
};

} // namespace qoloner
