// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QStringList>

namespace qoloner {

/// Every error code that can reach a screen, so that a test can ask for the sentence of each.
class ErrorCodes : public QObject {
    Q_OBJECT
    /// Ascending, each once.
    Q_PROPERTY(QStringList all READ all CONSTANT)
public:
    using QObject::QObject;
    static QStringList all();
};

} // namespace qoloner
