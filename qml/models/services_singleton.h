// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/services.h"

#include <QQmlEngine>

namespace qoloner {

/// Makes `services` the singleton `Services` of Qoloner.Models. Before any QML
/// is loaded; whoever owns it outlives the engine.
void provideServices(Services* services);

struct ServicesForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::Services)
    QML_NAMED_ELEMENT(Services)
    QML_SINGLETON

public:
    static Services* create(QQmlEngine*, QJSEngine*);
};

struct SyncPortForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::SyncPort)
    QML_NAMED_ELEMENT(SyncPort)
    QML_UNCREATABLE("The app has one: Services.sync")
};

struct SettingsModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::SettingsModel)
    QML_NAMED_ELEMENT(SettingsModel)
    QML_UNCREATABLE("The app has one: Services.settings")
};

struct PositionModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::PositionModel)
    QML_NAMED_ELEMENT(PositionModel)
    QML_UNCREATABLE("The app has one: Services.position")
};

} // namespace qoloner
