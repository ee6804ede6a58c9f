// SPDX-License-Identifier: Apache-2.0
#include "qml/style/theme.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace qoloner {

Theme::Theme(QObject* parent) : QObject(parent)
{
    if (auto* app = QCoreApplication::instance())
        app->installEventFilter(this);
    resolve();
}

void Theme::setMode(const QString& mode)
{
    static const QStringList known{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark"),
                                   QStringLiteral("contrast")};
    const QString wanted = known.contains(mode) ? mode : known.front();
    if (wanted == m_mode)
        return;
    m_mode = wanted;
    resolve();
    emit paletteChanged();
}

void Theme::setTextScale(double scale)
{
    const double bounded = std::isfinite(scale) ? std::clamp(scale, 0.85, 2.0) : 1.0;
    if (qFuzzyCompare(bounded, m_textScale))
        return;
    m_textScale = bounded;
    emit textScaleChanged();
}

void Theme::setReducedMotion(bool reduced)
{
    if (reduced == m_reducedMotion)
        return;
    m_reducedMotion = reduced;
    emit motionChanged();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ApplicationPaletteChange && m_mode == QLatin1String("system")) {
        const Palette* before = m_palette;
        resolve();
        if (before != m_palette)
            emit paletteChanged();
    }
    return QObject::eventFilter(watched, event);
}

// Qt 6.4 cannot ask the system for its colour scheme; a window ground darker
// than its text means dark on every platform we know.
void Theme::resolve()
{
    bool dark = m_mode == QLatin1String("dark");
    if (m_mode == QLatin1String("system") && qGuiApp) {
        const QPalette p = QGuiApplication::palette();
        dark = p.color(QPalette::Window).lightness() < p.color(QPalette::WindowText).lightness();
    }
    if (m_mode == QLatin1String("contrast"))
        m_palette = &Palette::contrast();
    else
        m_palette = dark ? &Palette::dark() : &Palette::light();
}

// Large sizes take only a share of the scale: they are legible as they are,
// and a title that breaks inside its words is not.
int Theme::scaled(int pixels, double share) const
{
    return static_cast<int>(std::lround(pixels * (1 + (m_textScale - 1) * share)));
}

} // namespace qoloner
