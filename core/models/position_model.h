// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDateTime>
#include <QGeoCoordinate>
#include <QGeoPositionInfo>
#include <QGeoPositionInfoSource>
#include <QObject>

namespace qoloner {

/// Where the device is, from whatever source it was given (or none).
class PositionModel : public QObject {
    Q_OBJECT
    /// There is a source at all.
    Q_PROPERTY(bool available READ available CONSTANT)
    Q_PROPERTY(bool active READ active WRITE setActive NOTIFY activeChanged)
    /// There has been a position since start.
    Q_PROPERTY(bool valid READ valid NOTIFY positionChanged)
    Q_PROPERTY(QGeoCoordinate coordinate READ coordinate NOTIFY positionChanged)
    Q_PROPERTY(double latitude READ latitude NOTIFY positionChanged)
    Q_PROPERTY(double longitude READ longitude NOTIFY positionChanged)
    /// Metres, NaN when unknown.
    Q_PROPERTY(double accuracy READ accuracy NOTIFY positionChanged)
    /// Degrees from north, NaN when unknown.
    Q_PROPERTY(double heading READ heading NOTIFY positionChanged)
    Q_PROPERTY(QDateTime timestamp READ timestamp NOTIFY positionChanged)
    /// Empty, or "position_denied", "position_unavailable".
    Q_PROPERTY(QString errorCode READ errorCode NOTIFY errorChanged)

public:
    /// `source` may be null and must outlive the model otherwise.
    explicit PositionModel(QGeoPositionInfoSource* source, QObject* parent = nullptr);

    bool available() const { return m_source != nullptr; }
    bool active() const { return m_active; }
    void setActive(bool active);
    bool valid() const { return m_info.isValid(); }
    QGeoCoordinate coordinate() const { return m_info.coordinate(); }
    double latitude() const { return m_info.coordinate().latitude(); }
    double longitude() const { return m_info.coordinate().longitude(); }
    double accuracy() const;
    double heading() const;
    QDateTime timestamp() const { return m_info.timestamp(); }
    QString errorCode() const { return m_error; }
    const QGeoPositionInfo& info() const { return m_info; }

    /// Counted: the source runs while anybody has started it.
    Q_INVOKABLE void start();
    Q_INVOKABLE void stop();

signals:
    void activeChanged();
    void positionChanged();
    void errorChanged();

private:
    void apply();

    QGeoPositionInfoSource* m_source;
    QGeoPositionInfo m_info;
    QString m_error;
    int m_users = 0;
    bool m_active = false;
};

} // namespace qoloner
