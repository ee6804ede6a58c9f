// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/replica.h"
#include <optional>
#include <string>
#include <vector>

namespace qoloner::bench {

/// Rows as they come over the wire, with the bytes their views point into.
struct WireRows {
    struct Row {
        TableId table;
        std::string id;
        std::uint64_t rev;
        std::string stamps;
        std::string fields;
    };
    std::vector<Row> rows;

    /// Page number `index` of `size` rows each; the last one completes.
    PulledPage page(std::size_t index, std::size_t size) const;
    std::size_t pages(std::size_t size) const { return (rows.size() + size - 1) / size; }
};

/// `count` made-up published masters, seeded; `firstRev` and `variant` make a later state of the same rows.
WireRows makeMasters(std::size_t count, std::uint64_t firstRev = 1, int variant = 0,
                     std::size_t firstRow = 0);

/// The floor of whatever writes rows: plain prepared statements into the table
/// of the catalogue with its indices, nothing else, all in one transaction.
class RawTable {
public:
    explicit RawTable(const std::string& path);
    /// Seconds for the rows alone: their values stand ready, as a program that
    /// has them would bind them.
    double insert(const WireRows& rows);
    double commit();

private:
    Database m_db;
    std::optional<Transaction> m_transaction;
};

/// All of `rows` through a RawTable. Returns seconds.
double rawInsert(const std::string& path, const WireRows& rows);

/// A scratch folder that is removed again.
class Scratch {
public:
    Scratch();
    ~Scratch();
    std::string file(const std::string& name) const { return m_dir + "/" + name; }

private:
    std::string m_dir;
};

} // namespace qoloner::bench
