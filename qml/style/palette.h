// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>

namespace qoloner {

/// The semantic colours of one theme, dyed from felt, madder, indigo, weld
/// and reed. Every text/ground pair listed by pairs() meets WCAG contrast.
struct Palette {
    QColor surface;       ///< the page
    QColor surfaceRaised; ///< cards, bars, sheets
    QColor surfaceSunken; ///< wells: search field, placeholders
    QColor text;
    QColor textMuted;
    QColor primary; ///< madder: the one thing to do
    QColor onPrimary;
    QColor primarySoft; ///< a selected row or tab
    QColor onPrimarySoft;
    QColor outline;       ///< hairlines, decoration only
    QColor outlineStrong; ///< borders that carry meaning (3:1)
    QColor success;
    QColor successSoft;
    QColor warning;
    QColor warningSoft;
    QColor danger;
    QColor onDanger;
    QColor dangerSoft;
    QColor info;
    QColor infoSoft;
    QColor pending; ///< saved here, not yet sent
    QColor offline;
    QColor ornament; ///< the motif and other drawings, never text
    QColor focus;    ///< keyboard focus ring
    QColor scrim;    ///< behind a sheet
    QColor inverse;  ///< toast ground
    QColor onInverse;

    static const Palette& light();
    static const Palette& dark();
    static const Palette& contrast();
};

/// WCAG 2.1 contrast ratio, 1..21. Colours are taken as opaque.
double contrastRatio(const QColor& a, const QColor& b);

} // namespace qoloner
