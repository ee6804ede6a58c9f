// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/html.h"

#include <cmath>

namespace qoloner::web {

Html& Html::number(double value)
{
    const long long tenths = std::isfinite(value) ? std::llround(value * 10) : 0;
    if (tenths < 0)
        m_out += '-';
    const long long size = std::llabs(tenths);
    m_out += std::to_string(size / 10);
    if (size % 10 != 0)
        m_out.append(".").append(std::to_string(size % 10));
    return *this;
}

} // namespace qoloner::web
