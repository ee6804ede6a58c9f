// SPDX-License-Identifier: Apache-2.0
#include "qml/models/services_singleton.h"

namespace qoloner {

namespace {
Services* provided = nullptr;
}

void provideServices(Services* services)
{
    provided = services;
}

Services* ServicesForeign::create(QQmlEngine*, QJSEngine*)
{
    // The composition root owns it, not the engine.
    QJSEngine::setObjectOwnership(provided, QJSEngine::CppOwnership);
    return provided;
}

} // namespace qoloner
