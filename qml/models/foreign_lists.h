// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/places_model.h"
#include "core/models/route_models.h"
#include "core/models/search_model.h"
#include "core/models/works_model.h"

#include <QQmlEngine>

namespace qoloner {

struct RowListForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::RowList)
    QML_ANONYMOUS
};

struct RowListModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::RowListModel)
    QML_ANONYMOUS
};

struct PlacesModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::PlacesModel)
    QML_NAMED_ELEMENT(PlacesModel)
};

struct MastersModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::MastersModel)
    QML_NAMED_ELEMENT(MastersModel)
};

struct WorksModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::WorksModel)
    QML_NAMED_ELEMENT(WorksModel)
};

struct EventsModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::EventsModel)
    QML_NAMED_ELEMENT(EventsModel)
};

struct RoutesModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::RoutesModel)
    QML_NAMED_ELEMENT(RoutesModel)
};

struct StopsModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::StopsModel)
    QML_NAMED_ELEMENT(StopsModel)
};

struct RegionsModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::RegionsModel)
    QML_NAMED_ELEMENT(RegionsModel)
};

struct CraftsModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::CraftsModel)
    QML_NAMED_ELEMENT(CraftsModel)
};

struct SearchModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::SearchModel)
    QML_NAMED_ELEMENT(SearchModel)
};

} // namespace qoloner
