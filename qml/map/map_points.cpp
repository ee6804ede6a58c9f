// SPDX-License-Identifier: Apache-2.0
#include "qml/map/map_points.h"
#include <QMetaProperty>
#include <cmath>
#include <optional>

namespace qoloner {
namespace {

constexpr qsizetype kMostPoints = 20'000;

std::optional<double> field(const QVariant& v, std::initializer_list<const char*> names)
{
    bool ok = false;
    if (v.canConvert<QVariantMap>()) {
        const QVariantMap map = v.toMap();
        for (const char* n : names)
            if (const double d = map.value(QLatin1String(n)).toDouble(&ok); ok)
                return d;
    }
    if (const QMetaObject* meta = v.metaType().metaObject())
        for (const char* n : names)
            if (const int i = meta->indexOfProperty(n); i >= 0) {
                const double d = meta->property(i).readOnGadget(v.constData()).toDouble(&ok);
                if (ok)
                    return d;
            }
    return std::nullopt;
}

std::optional<WorldPoint> pointOf(const QVariant& v)
{
    std::optional<double> lat, lon;
    if (v.metaType().id() == QMetaType::QVariantList) {
        const QVariantList pair = v.toList();
        if (pair.size() >= 2) {
            lat = pair[0].toDouble();
            lon = pair[1].toDouble();
        }
    } else {
        lat = field(v, {"lat", "latitude"});
        lon = field(v, {"lon", "longitude"});
    }
    if (!lat || !lon || !std::isfinite(*lat) || !std::isfinite(*lon) || std::abs(*lat) > 90 ||
        std::abs(*lon) > 180)
        return std::nullopt;
    return worldFromDegrees(*lat, *lon);
}

} // namespace

std::vector<WorldPoint> worldPoints(const QVariantList& points)
{
    std::vector<WorldPoint> out;
    for (const QVariant& v : points.first(std::min(points.size(), kMostPoints)))
        if (const auto p = pointOf(v))
            out.push_back(*p);
    return out;
}

} // namespace qoloner
