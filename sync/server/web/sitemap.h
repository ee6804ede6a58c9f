// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/web/view.h"

namespace qoloner::web {

std::string robotsText(const View& view);
/// All pages that search engines may show, in all languages: sitemaps.org, at most 50,000 addresses.
std::string sitemapOf(const View& view);

} // namespace qoloner::web
