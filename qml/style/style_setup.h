// SPDX-License-Identifier: Apache-2.0
#pragma once

class QQmlEngine;
class QString;

namespace qoloner {

class Theme;

/// Loads the embedded font family and makes it the application's font.
/// Call once, after QGuiApplication and before the first window.
void installFont();

/// Makes `import Qoloner.*` work in this engine (Qt 6.4 does not look there).
void addQmlImports(QQmlEngine& engine);

/// The theme of this engine: mode, text scale, reduced motion.
Theme& theme(QQmlEngine& engine);

/// Switches the interface to "kk", "ru" or "en" while it runs: translations,
/// number formats and every qsTr binding. Unknown languages become "kk".
/// Returns the language that is in use now.
QString setInterfaceLanguage(QQmlEngine& engine, const QString& language);

} // namespace qoloner
