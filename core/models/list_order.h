// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/replica.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <string>

namespace qoloner {

/// Lists whose order no column of their table has.
enum class OrderedList : int {
    PlaceNames = 1,  ///< by name, one order a language
    MasterNames = 2, ///< published masters by name, one order a language
    OwnRecords = 3,  ///< masters' drafts, the last edited first
    Queue = 4,       ///< masters that wait for a moderator, the longest waiting first
    Conflicts = 5,   ///< open conflicts, the oldest first
};

/// Where each row stands in the ordered lists, kept in the table `row_order`,
/// so that a page of a list is read by key: its own rows and no others.
///
/// Follows the replica inside its transactions: order and rows never disagree.
/// Lives on the writer's thread.
class ListOrder {
public:
    /// Makes the table when it is missing, and all orders anew when they are of another version.
    explicit ListOrder(Database& db);

    /// For Replica::setFollower.
    void follow(const TableChanges& changes);

private:
    void rebuild();
    void putName(OrderedList list, std::string_view table, const std::string& id);
    void putMaster(const std::string& id);
    void putQueued(const std::string& id);
    void putConflict(const std::string& id);
    void put(int list, const std::string& id, const std::optional<std::string>& key);
    std::optional<std::string> masterOf(std::string_view entity, const std::string& id);

    Database& m_db;
};

/// The number of a list in `row_order`; `language` for lists that have an order a language.
int orderNumber(OrderedList list, const QString& language = {});

/// Teaches a connection what the lists' SQL needs: `COLLATE qoloner_name`, and
/// qoloner_metres(lat, lon, lat0, lon0): metres from a row's position (1e-7
/// degrees) to a point in degrees, NULL when the row has none.
void registerListSql(Database& db);

} // namespace qoloner
