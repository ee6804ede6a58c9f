// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFile>
#include <QNmeaPositionInfoSource>
#include <QTimer>

namespace qoloner {

/// Plays an NMEA 0183 track: one fix every `intervalMs`, each with the time it
/// was taken at, so that a walk of an hour can pass in a minute and still look
/// like a walk to whoever watches its speed.
class ReplaySource final : public QNmeaPositionInfoSource {
    Q_OBJECT
public:
    /// Throws std::runtime_error when the file cannot be read.
    ReplaySource(const QString& file, int intervalMs, QObject* parent = nullptr);

    void startUpdates() override { m_timer.start(); }
    void stopUpdates() override { m_timer.stop(); }
    void requestUpdate(int timeoutMs) override;
    QGeoPositionInfo lastKnownPosition(bool) const override { return m_last; }
    int minimumUpdateInterval() const override { return 1; }

private:
    void next();

    QFile m_file;
    QTimer m_timer;
    QGeoPositionInfo m_pending; ///< from the sentences of one moment, so far
    QGeoPositionInfo m_last;
};

} // namespace qoloner
