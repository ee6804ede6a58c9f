// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/position_model.h"
#include "core/models/replica_hub.h"
#include "core/models/settings_model.h"
#include "core/models/sync_port.h"

#include <QObject>

namespace qoloner {

class MediaStore;

/// The services that view models work with, handed down by the composition
/// root, which owns them all and outlives every model.
class Services : public QObject {
    Q_OBJECT
    Q_PROPERTY(qoloner::SyncPort* sync READ sync CONSTANT)
    Q_PROPERTY(qoloner::SettingsModel* settings READ settings CONSTANT)
    Q_PROPERTY(qoloner::PositionModel* position READ position CONSTANT)
    /// MBTiles file of the map; empty when none was found.
    Q_PROPERTY(QString mapPack READ mapPack CONSTANT)

public:
    struct Parts {
        ReplicaHub* hub = nullptr;
        SyncPort* sync = nullptr; ///< may be null in tests
        SettingsModel* settings = nullptr;
        PositionModel* position = nullptr;
        MediaStore* media = nullptr;
        const Clock* clock = nullptr;
        QString mapPack;
    };
    explicit Services(Parts parts, QObject* parent = nullptr) : QObject(parent), m_parts(std::move(parts)) {}

    ReplicaHub* hub() const { return m_parts.hub; }
    SyncPort* sync() const { return m_parts.sync; }
    SettingsModel* settings() const { return m_parts.settings; }
    PositionModel* position() const { return m_parts.position; }
    MediaStore* media() const { return m_parts.media; }
    const Clock& clock() const { return *m_parts.clock; }
    QString mapPack() const { return m_parts.mapPack; }

private:
    Parts m_parts;
};

} // namespace qoloner
