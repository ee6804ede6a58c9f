// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QString>

namespace qoloner {

/// A town or village for a reader of `language`. It is kept once, as people there
/// write it; who reads English gets it in Latin letters as maps of the country write
/// them (Ұлытау ауылы: Ulytau village). Other languages, and what is Latin already:
/// as it is.
QString settlementFor(const QString& asWritten, const QString& language);

} // namespace qoloner
