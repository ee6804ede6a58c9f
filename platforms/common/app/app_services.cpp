// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/app/app_services.h"

#include "core/media/media_store.h"
#include "platforms/common/app/replay_source.h"
#include "platforms/common/app/starter_pack.h"

#include <QDir>
#include <stdexcept>

namespace qoloner {

namespace {
constexpr std::size_t databaseKeyBytes = 32;

SyncConfig syncConfig()
{
    SyncConfig config;
    std::uint64_t seed = 0;
    for (const char c : randomBytes(8))
        seed = seed << 8 | static_cast<unsigned char>(c);
    config.seed = seed;
    return config;
}
} // namespace

AppServices::AppServices(const AppOptions& options) : m_options(options)
{
    if (!QDir().mkpath(options.dataDir))
        throw std::runtime_error("the data folder cannot be made: " + options.dataDir.toStdString());
    const QDir data(options.dataDir);
    m_keys = std::make_unique<FileKeyStore>(data.filePath(QStringLiteral("keys")).toStdString());
    const std::string key =
        encryptionAvailable() ? secretOf(*m_keys, databaseKeyName, databaseKeyBytes) : std::string();

    m_settings = std::make_unique<SettingsModel>(data.filePath(QStringLiteral("settings.ini")));

    if (!options.replayTrack.isEmpty()) {
        m_positionSource = std::make_unique<ReplaySource>(options.replayTrack, options.replayIntervalMs);
    } else {
        m_positionSource.reset(QGeoPositionInfoSource::createDefaultSource(nullptr));
    }
    m_position = std::make_unique<PositionModel>(m_positionSource.get());

    ReplicaHub::Options replica;
    replica.path = data.filePath(QStringLiteral("replica.db"));
    replica.key = key;
    m_hub = std::make_unique<ReplicaHub>(replica);
    if (m_hub->waitUntilOpen()) {
        m_media = std::make_unique<MediaStore>(data.filePath(QStringLiteral("media.db")).toStdString(), key);
        m_sync = std::make_unique<SyncBridge>(*m_hub, *m_keys, m_clock, syncConfig());
        watchDevice();
    }

    Services::Parts parts;
    parts.hub = m_hub.get();
    parts.sync = m_sync.get();
    parts.settings = m_settings.get();
    parts.position = m_position.get();
    parts.media = m_media.get();
    parts.clock = &m_clock;
    parts.mapPack = options.mapPack.isEmpty() ? starterPack() : options.mapPack;
    m_services = std::make_unique<Services>(parts);
}

/// Sync goes as the device, its network and the person's choice allow.
void AppServices::watchDevice()
{
    m_device = std::make_unique<DeviceWatch>();
    SyncBridge* const sync = m_sync.get();
    const auto tell = [this, sync] { sync->setConditions(m_device->conditions()); };
    const auto tellUse = [this, sync] { sync->setMeteredUse(m_settings->meteredUse()); };
    const auto tellVisible = [this, sync] { sync->setInteractive(m_device->visible()); };
    QObject::connect(m_device.get(), &DeviceWatch::conditionsChanged, sync, tell);
    QObject::connect(m_device.get(), &DeviceWatch::visibleChanged, sync, tellVisible);
    QObject::connect(m_settings.get(), &SettingsModel::meteredUseChanged, sync, tellUse);
    tell();
    tellUse();
    tellVisible();
}

AppServices::~AppServices()
{
    m_device.reset();
    m_services.reset();
    m_hub->close(); // ends the sync client, which lives there, before its bridge goes
}

QString AppServices::openError() const
{
    return m_hub->openError();
}

void AppServices::start()
{
    if (m_sync)
        m_sync->start(m_options.serverUrl, m_options.offline);
}

} // namespace qoloner
