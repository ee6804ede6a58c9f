// SPDX-License-Identifier: Apache-2.0
#include "qml/style/palette.h"

#include <algorithm>
#include <cmath>

namespace qoloner {

namespace {

QColor rgb(unsigned value)
{
    return QColor::fromRgb(0xFF000000u | value);
}

} // namespace

const Palette& Palette::light()
{
    static const Palette p{
        .surface = rgb(0xF7F2E8),
        .surfaceRaised = rgb(0xFFFDF8),
        .surfaceSunken = rgb(0xECE4D5),
        .text = rgb(0x22201D),
        .textMuted = rgb(0x5F574C),
        .primary = rgb(0xA5342B),
        .onPrimary = rgb(0xFFFDF8),
        .primarySoft = rgb(0xF2DDD3),
        .onPrimarySoft = rgb(0x7C231C),
        .outline = rgb(0xDDD2BF),
        .outlineStrong = rgb(0x857A69),
        .success = rgb(0x405A2F),
        .successSoft = rgb(0xE2EAD6),
        .warning = rgb(0x744C00),
        .warningSoft = rgb(0xF6E8C8),
        .danger = rgb(0x8C1D40),
        .onDanger = rgb(0xFFFDF8),
        .dangerSoft = rgb(0xF4DCE1),
        .info = rgb(0x2B3F72),
        .infoSoft = rgb(0xDFE4F0),
        .pending = rgb(0x744C00),
        .offline = rgb(0x5A5348),
        .ornament = rgb(0xC98A1B),
        .focus = rgb(0x2B3F72),
        .scrim = QColor(34, 32, 29, 110),
        .inverse = rgb(0x2E2A26),
        .onInverse = rgb(0xF7F2E8),
    };
    return p;
}

const Palette& Palette::dark()
{
    static const Palette p{
        .surface = rgb(0x171513),
        .surfaceRaised = rgb(0x221F1B),
        .surfaceSunken = rgb(0x2B2722),
        .text = rgb(0xF1EADD),
        .textMuted = rgb(0xB9AE9D),
        .primary = rgb(0xE58C7E),
        .onPrimary = rgb(0x2B0D09),
        .primarySoft = rgb(0x46241E),
        .onPrimarySoft = rgb(0xF6C4B9),
        .outline = rgb(0x3A342D),
        .outlineStrong = rgb(0x8C8171),
        .success = rgb(0xA8C98C),
        .successSoft = rgb(0x27321D),
        .warning = rgb(0xE8B95F),
        .warningSoft = rgb(0x3A2D12),
        .danger = rgb(0xF09BB0),
        .onDanger = rgb(0x35081A),
        .dangerSoft = rgb(0x44202B),
        .info = rgb(0xAEBCEB),
        .infoSoft = rgb(0x232B45),
        .pending = rgb(0xE8B95F),
        .offline = rgb(0xBDB2A2),
        .ornament = rgb(0xC98A1B),
        .focus = rgb(0xAEBCEB),
        .scrim = QColor(0, 0, 0, 150),
        .inverse = rgb(0xEDE5D6),
        .onInverse = rgb(0x22201D),
    };
    return p;
}

const Palette& Palette::contrast()
{
    static const Palette p{
        .surface = rgb(0xFFFFFF),
        .surfaceRaised = rgb(0xFFFFFF),
        .surfaceSunken = rgb(0xF1F1F1),
        .text = rgb(0x000000),
        .textMuted = rgb(0x2E2A26),
        .primary = rgb(0x78120B),
        .onPrimary = rgb(0xFFFFFF),
        .primarySoft = rgb(0xFFE9E3),
        .onPrimarySoft = rgb(0x5C0D07),
        .outline = rgb(0x4A443C),
        .outlineStrong = rgb(0x1C1A17),
        .success = rgb(0x1F3D10),
        .successSoft = rgb(0xEDF5E6),
        .warning = rgb(0x4A2F00),
        .warningSoft = rgb(0xFFF3D6),
        .danger = rgb(0x6A0A2A),
        .onDanger = rgb(0xFFFFFF),
        .dangerSoft = rgb(0xFFE8EE),
        .info = rgb(0x14265A),
        .infoSoft = rgb(0xE9EEFB),
        .pending = rgb(0x4A2F00),
        .offline = rgb(0x2E2A26),
        .ornament = rgb(0x8A5A00),
        .focus = rgb(0x0A2A9C),
        .scrim = QColor(0, 0, 0, 170),
        .inverse = rgb(0x000000),
        .onInverse = rgb(0xFFFFFF),
    };
    return p;
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const auto luminance = [&](const QColor& c) {
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
    };
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace qoloner
