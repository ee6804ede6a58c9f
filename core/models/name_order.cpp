// SPDX-License-Identifier: Apache-2.0
#include "core/models/name_order.h"

#include <algorithm>
#include <sqlite3.h>

namespace qoloner {

namespace {

int weight(QChar c)
{
    static const QString alphabet = QStringLiteral("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя");
    const QChar lower = c.toLower();
    const int at = int(alphabet.indexOf(lower));
    if (at >= 0)
        return 0x400 + at;
    return lower.unicode() < 0x400 ? lower.unicode() : lower.unicode() + 0x100;
}

int collate(void*, int aSize, const void* a, int bSize, const void* b)
{
    return compareNames({static_cast<const char*>(a), std::size_t(aSize)},
                        {static_cast<const char*>(b), std::size_t(bSize)});
}

} // namespace

int compareNames(std::string_view a, std::string_view b)
{
    const QString x = QString::fromUtf8(a.data(), qsizetype(a.size()));
    const QString y = QString::fromUtf8(b.data(), qsizetype(b.size()));
    const qsizetype common = std::min(x.size(), y.size());
    for (qsizetype i = 0; i < common; ++i)
        if (const int difference = weight(x[i]) - weight(y[i]))
            return difference;
    if (x.size() != y.size())
        return x.size() < y.size() ? -1 : 1;
    return a.compare(b);
}

std::string nameKey(const QString& name)
{
    std::string key;
    key.reserve(std::size_t(name.size()) * 2);
    for (const QChar c : name) {
        const int w = std::min(weight(c), 0xffff);
        key += char(w >> 8);
        key += char(w & 0xff);
    }
    return key;
}

void registerNameOrder(Database& db)
{
    const int rc =
        sqlite3_create_collation_v2(db.handle(), "qoloner_name", SQLITE_UTF8, nullptr, collate, nullptr);
    if (rc != SQLITE_OK)
        db.fail(rc, "registering the order of names");
}

} // namespace qoloner
