// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "qml/style/palette.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#define QOLONER_TOKEN(name)                                                                                  \
    Q_PROPERTY(QColor name READ name NOTIFY paletteChanged)                                                  \
public:                                                                                                      \
    QColor name() const                                                                                      \
    {                                                                                                        \
        return m_palette->name;                                                                              \
    }                                                                                                        \
                                                                                                             \
private:

namespace qoloner {

/// Colours, type scale and motion of the interface, one instance an engine.
///
/// `mode` is what the user asked for ("system", "light", "dark", "contrast");
/// `dark` is what came of it. Text sizes are pixels, already scaled.
class Theme : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    Q_PROPERTY(QString mode READ mode WRITE setMode NOTIFY paletteChanged)
    Q_PROPERTY(bool dark READ dark NOTIFY paletteChanged)
    Q_PROPERTY(bool highContrast READ highContrast NOTIFY paletteChanged)
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY textScaleChanged)
    Q_PROPERTY(bool reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY motionChanged)

    Q_PROPERTY(int captionSize READ captionSize NOTIFY textScaleChanged)
    Q_PROPERTY(int labelSize READ labelSize NOTIFY textScaleChanged)
    Q_PROPERTY(int bodySize READ bodySize NOTIFY textScaleChanged)
    Q_PROPERTY(int titleSize READ titleSize NOTIFY textScaleChanged)
    Q_PROPERTY(int headlineSize READ headlineSize NOTIFY textScaleChanged)
    Q_PROPERTY(int displaySize READ displaySize NOTIFY textScaleChanged)
    /// A drawing that stands in a line of words.
    Q_PROPERTY(int iconSmall READ iconSmall NOTIFY textScaleChanged)

    Q_PROPERTY(int quick READ quick NOTIFY motionChanged)
    Q_PROPERTY(int gentle READ gentle NOTIFY motionChanged)

    QOLONER_TOKEN(surface)
    QOLONER_TOKEN(surfaceRaised)
    QOLONER_TOKEN(surfaceSunken)
    QOLONER_TOKEN(text)
    QOLONER_TOKEN(textMuted)
    QOLONER_TOKEN(primary)
    QOLONER_TOKEN(onPrimary)
    QOLONER_TOKEN(primarySoft)
    QOLONER_TOKEN(onPrimarySoft)
    QOLONER_TOKEN(outline)
    QOLONER_TOKEN(outlineStrong)
    QOLONER_TOKEN(success)
    QOLONER_TOKEN(successSoft)
    QOLONER_TOKEN(warning)
    QOLONER_TOKEN(warningSoft)
    QOLONER_TOKEN(danger)
    QOLONER_TOKEN(onDanger)
    QOLONER_TOKEN(dangerSoft)
    QOLONER_TOKEN(info)
    QOLONER_TOKEN(infoSoft)
    QOLONER_TOKEN(pending)
    QOLONER_TOKEN(offline)
    QOLONER_TOKEN(ornament)
    QOLONER_TOKEN(focus)
    QOLONER_TOKEN(scrim)
    QOLONER_TOKEN(inverse)
    QOLONER_TOKEN(onInverse)

public:
    explicit Theme(QObject* parent = nullptr);

    QString mode() const { return m_mode; }
    /// An unknown mode is taken as "system".
    void setMode(const QString& mode);
    bool dark() const { return m_palette == &Palette::dark(); }
    bool highContrast() const { return m_palette == &Palette::contrast(); }

    double textScale() const { return m_textScale; }
    /// Kept within 0.85..2.
    void setTextScale(double scale);

    bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool reduced);

    int captionSize() const { return scaled(12); }
    int labelSize() const { return scaled(14); }
    int bodySize() const { return scaled(16); }
    int titleSize() const { return scaled(20, 0.7); }
    int headlineSize() const { return scaled(26, 0.6); }
    int displaySize() const { return scaled(34, 0.5); }
    int iconSmall() const { return scaled(18); }

    /// Milliseconds; 0 with reduced motion.
    int quick() const { return m_reducedMotion ? 0 : 120; }
    int gentle() const { return m_reducedMotion ? 0 : 220; }

signals:
    void paletteChanged();
    void textScaleChanged();
    void motionChanged();

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resolve();
    int scaled(int pixels, double share = 1.0) const;

    QString m_mode = QStringLiteral("system");
    const Palette* m_palette = &Palette::light();
    double m_textScale = 1.0;
    bool m_reducedMotion = false;
};

} // namespace qoloner

#undef QOLONER_TOKEN
