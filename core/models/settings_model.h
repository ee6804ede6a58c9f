// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QSettings>
#include <QStringList>

namespace qoloner {

/// What the person chose for the interface; kept in `settings.ini` of the data folder.
class SettingsModel : public QObject {
    Q_OBJECT
    /// "kk", "ru" or "en"; interface and content.
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)
    /// "system", "light", "dark" or "contrast".
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged)
    /// 0.8 to 2.0.
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY textScaleChanged)
    /// What a metered network is used for without being asked: "small" changes, "everything" or "nothing".
    Q_PROPERTY(QString meteredUse READ meteredUse WRITE setMeteredUse NOTIFY meteredUseChanged)
    Q_PROPERTY(QStringList languages READ languages CONSTANT)
    Q_PROPERTY(QStringList themes READ themes CONSTANT)
    Q_PROPERTY(QStringList meteredUses READ meteredUses CONSTANT)

public:
    explicit SettingsModel(const QString& file, QObject* parent = nullptr);

    QString language() const { return m_language; }
    QString theme() const { return m_theme; }
    double textScale() const { return m_textScale; }
    QString meteredUse() const { return m_meteredUse; }
    static QStringList languages();
    static QStringList themes();
    static QStringList meteredUses();
    /// Anything but a known word is ignored.
    void setLanguage(const QString& language);
    void setTheme(const QString& theme);
    void setTextScale(double scale);
    void setMeteredUse(const QString& use);
    /// For this run only: not written to the file.
    void override(const QString& language, const QString& theme, double textScale);

signals:
    void languageChanged();
    void themeChanged();
    void textScaleChanged();
    void meteredUseChanged();

private:
    QSettings m_settings;
    QString m_language;
    QString m_theme;
    double m_textScale;
    QString m_meteredUse;
};

} // namespace qoloner
