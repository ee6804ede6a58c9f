// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/account_model.h"
#include "core/models/conflicts_model.h"
#include "core/models/diagnostics_model.h"
#include "core/models/error_codes.h"
#include "core/models/media_model.h"
#include "core/models/my_records_model.h"
#include "core/models/outbox_model.h"
#include "core/models/queue_model.h"

#include <QQmlEngine>

namespace qoloner {

struct QueueModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::QueueModel)
    QML_NAMED_ELEMENT(QueueModel)
};

struct ConflictsModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::ConflictsModel)
    QML_NAMED_ELEMENT(ConflictsModel)
};

struct OutboxModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::OutboxModel)
    QML_NAMED_ELEMENT(OutboxModel)
};

struct MyRecordsModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::MyRecordsModel)
    QML_NAMED_ELEMENT(MyRecordsModel)
};

struct MediaModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::MediaModel)
    QML_NAMED_ELEMENT(MediaModel)
};

struct AccountModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::AccountModel)
    QML_NAMED_ELEMENT(AccountModel)
};

struct DiagnosticsModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::DiagnosticsModel)
    QML_NAMED_ELEMENT(DiagnosticsModel)
};

struct ErrorCodesForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::ErrorCodes)
    QML_NAMED_ELEMENT(ErrorCodes)
    QML_SINGLETON
};

} // namespace qoloner
