// SPDX-License-Identifier: Apache-2.0
#include "core/models/settings_model.h"

#include <algorithm>

namespace qoloner {

QStringList SettingsModel::languages()
{
    return {QStringLiteral("kk"), QStringLiteral("ru"), QStringLiteral("en")};
}

QStringList SettingsModel::themes()
{
    return {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark"),
            QStringLiteral("contrast")};
}

QStringList SettingsModel::meteredUses()
{
    return {QStringLiteral("small"), QStringLiteral("everything"), QStringLiteral("nothing")};
}

SettingsModel::SettingsModel(const QString& file, QObject* parent)
    : QObject(parent), m_settings(file, QSettings::IniFormat)
{
    m_language = m_settings.value(QStringLiteral("language")).toString();
    if (!languages().contains(m_language))
        m_language = QStringLiteral("kk");
    m_theme = m_settings.value(QStringLiteral("theme")).toString();
    if (!themes().contains(m_theme))
        m_theme = QStringLiteral("system");
    m_textScale = std::clamp(m_settings.value(QStringLiteral("textScale"), 1.0).toDouble(), 0.8, 2.0);
    m_meteredUse = m_settings.value(QStringLiteral("meteredUse")).toString();
    if (!meteredUses().contains(m_meteredUse))
        m_meteredUse = meteredUses().constFirst();
}

void SettingsModel::setLanguage(const QString& language)
{
    if (language == m_language || !languages().contains(language))
        return;
    m_language = language;
    m_settings.setValue(QStringLiteral("language"), language);
    emit languageChanged();
}

void SettingsModel::setTheme(const QString& theme)
{
    if (theme == m_theme || !themes().contains(theme))
        return;
    m_theme = theme;
    m_settings.setValue(QStringLiteral("theme"), theme);
    emit themeChanged();
}

void SettingsModel::setTextScale(double scale)
{
    scale = std::clamp(scale, 0.8, 2.0);
    if (scale == m_textScale)
        return;
    m_textScale = scale;
    m_settings.setValue(QStringLiteral("textScale"), scale);
    emit textScaleChanged();
}

void SettingsModel::setMeteredUse(const QString& use)
{
    if (use == m_meteredUse || !meteredUses().contains(use))
        return;
    m_meteredUse = use;
    m_settings.setValue(QStringLiteral("meteredUse"), use);
    emit meteredUseChanged();
}

void SettingsModel::override(const QString& language, const QString& theme, double textScale)
{
    if (languages().contains(language))
        m_language = language;
    if (themes().contains(theme))
        m_theme = theme;
    if (textScale >= 0.8 && textScale <= 2.0)
        m_textScale = textScale;
    emit languageChanged();
    emit themeChanged();
    emit textScaleChanged();
}

} // namespace qoloner
