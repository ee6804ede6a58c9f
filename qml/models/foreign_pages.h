// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/event_page.h"
#include "core/models/master_page.h"
#include "core/models/place_page.h"
#include "core/models/route_follower.h"
#include "core/models/route_page.h"
#include "core/models/work_page.h"

#include <QQmlEngine>

namespace qoloner {

struct PageModelForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::PageModel)
    QML_ANONYMOUS
};

struct PlacePageForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::PlacePage)
    QML_NAMED_ELEMENT(PlacePage)
};

struct MasterPageForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::MasterPage)
    QML_NAMED_ELEMENT(MasterPage)
};

struct EventPageForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::EventPage)
    QML_NAMED_ELEMENT(EventPage)
};

struct RoutePageForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::RoutePage)
    QML_NAMED_ELEMENT(RoutePage)
};

struct WorkPageForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::WorkPage)
    QML_NAMED_ELEMENT(WorkPage)
};

struct RouteFollowerForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::RouteFollower)
    QML_NAMED_ELEMENT(RouteFollower)
};

} // namespace qoloner
