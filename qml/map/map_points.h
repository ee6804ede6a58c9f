// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "qml/map/map_camera.h"
#include <QVariantList>
#include <vector>

namespace qoloner {

/// Points that QML gives: [{lat, lon}, ...], [[lat, lon], ...] or coordinates
/// with latitude and longitude, in degrees. What is no point of the Earth is
/// passed over; at most 20,000 are taken.
std::vector<WorldPoint> worldPoints(const QVariantList& points);

} // namespace qoloner
