// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "core/models/services.h"
#include "platforms/common/app/device_watch.h"
#include "platforms/common/app/file_key_store.h"
#include "platforms/common/app/sync_bridge.h"

#include <QString>
#include <memory>

namespace qoloner {

class MediaStore;

/// What the command line or the platform decides before anything is built.
struct AppOptions {
    QString dataDir;             ///< everything the app keeps; made when missing
    QString serverUrl;           ///< for a visitor; an enrolled device knows its own
    bool offline = false;        ///< no network in this run
    QString replayTrack;         ///< NMEA file to play instead of a real position; empty: none
    int replayIntervalMs = 1000; ///< between two positions of the track
    QString mapPack;             ///< MBTiles file; empty: the starter pack that comes with the app
};

/// The composition root: builds the services in order, owns them, takes them
/// down in reverse. The only place where models and sync meet.
///
/// Throws std::runtime_error when the data folder or its keys cannot be used;
/// a replica that cannot be opened is told by `openError`.
class AppServices {
public:
    explicit AppServices(const AppOptions& options);
    ~AppServices();

    /// Empty, or the code of why the local data cannot be opened ("replica_newer", ...).
    QString openError() const;
    /// Begins to sync. After the interface stands.
    void start();

    Services& services() { return *m_services; }
    SyncBridge& sync() { return *m_sync; }
    MediaStore& media() { return *m_media; }

private:
    void watchDevice();

    AppOptions m_options;
    SystemClock m_clock;
    std::unique_ptr<FileKeyStore> m_keys;
    std::unique_ptr<SettingsModel> m_settings;
    std::unique_ptr<QGeoPositionInfoSource> m_positionSource;
    std::unique_ptr<PositionModel> m_position;
    std::unique_ptr<MediaStore> m_media;
    std::unique_ptr<ReplicaHub> m_hub;
    std::unique_ptr<SyncBridge> m_sync;
    std::unique_ptr<DeviceWatch> m_device; ///< after what it tells
    std::unique_ptr<Services> m_services;
};

/// Name under which the key of the local databases rests.
constexpr std::string_view databaseKeyName = "database-key";

} // namespace qoloner
