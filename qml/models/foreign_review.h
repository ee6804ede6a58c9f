// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/diff_model.h"
#include "core/models/review_page.h"

#include <QQmlEngine>

namespace qoloner {

struct DiffModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::DiffModel)
    QML_NAMED_ELEMENT(DiffModel)
};

struct ReviewPageForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::ReviewPage)
    QML_NAMED_ELEMENT(ReviewPage)
};

} // namespace qoloner
