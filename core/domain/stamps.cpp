// SPDX-License-Identifier: Apache-2.0
#include "core/domain/stamps.h"

#include "core/codec/cbor.h"
#include <algorithm>

namespace qoloner {

std::optional<RowStamps> RowStamps::decode(std::string_view encoded)
{
    RowStamps stamps;
    if (encoded.empty())
        return stamps;
    CborReader in(encoded);
    std::vector<std::uint16_t> seen;
    for (std::size_t n = in.array(256); in.ok() && n > 0; --n) {
        if (in.array(4) != 4)
            in.fail();
        Group group;
        group.stamp.hlc.packed = in.uint();
        group.stamp.dot.device = in.uint();
        group.stamp.dot.dseq = in.uint();
        const std::string_view fields = in.bytes();
        if (fields.empty() || fields.size() % 2 != 0 || fields.size() > 512)
            in.fail();
        for (std::size_t i = 0; in.ok() && i < fields.size(); i += 2) {
            const auto id = std::uint16_t(static_cast<unsigned char>(fields[i]) << 8 |
                                          static_cast<unsigned char>(fields[i + 1]));
            if (!group.fields.empty() && id <= group.fields.back())
                in.fail();
            group.fields.push_back(id);
        }
        if (!stamps.m_groups.empty() && group.stamp <= stamps.m_groups.back().stamp)
            in.fail();
        seen.insert(seen.end(), group.fields.begin(), group.fields.end());
        stamps.m_groups.push_back(std::move(group));
    }
    std::sort(seen.begin(), seen.end());
    if (!in.finished() || stamps.m_groups.empty() ||
        std::adjacent_find(seen.begin(), seen.end()) != seen.end())
        return std::nullopt;
    return stamps;
}

std::string RowStamps::encode() const
{
    if (m_groups.empty())
        return {};
    CborWriter out;
    out.array(m_groups.size());
    for (const Group& group : m_groups) {
        out.array(4);
        out.uint(group.stamp.hlc.packed);
        out.uint(group.stamp.dot.device);
        out.uint(group.stamp.dot.dseq);
        std::string fields;
        fields.reserve(group.fields.size() * 2);
        for (const std::uint16_t id : group.fields) {
            fields.push_back(char(id >> 8));
            fields.push_back(char(id & 0xff));
        }
        out.bytes(fields);
    }
    return out.take();
}

std::optional<Stamp> RowStamps::of(std::uint16_t field) const
{
    for (const Group& group : m_groups)
        if (std::binary_search(group.fields.begin(), group.fields.end(), field))
            return group.stamp;
    return std::nullopt;
}

void RowStamps::erase(std::uint16_t field)
{
    for (auto group = m_groups.begin(); group != m_groups.end(); ++group) {
        const auto it = std::lower_bound(group->fields.begin(), group->fields.end(), field);
        if (it != group->fields.end() && *it == field) {
            group->fields.erase(it);
            if (group->fields.empty())
                m_groups.erase(group);
            return;
        }
    }
}

void RowStamps::set(std::uint16_t field, const Stamp& stamp)
{
    erase(field);
    auto group = std::lower_bound(m_groups.begin(), m_groups.end(), stamp,
                                  [](const Group& g, const Stamp& s) { return g.stamp < s; });
    if (group == m_groups.end() || group->stamp != stamp)
        group = m_groups.insert(group, Group{stamp, {}});
    group->fields.insert(std::lower_bound(group->fields.begin(), group->fields.end(), field), field);
}

std::optional<Stamp> RowStamps::latest() const
{
    if (m_groups.empty())
        return std::nullopt;
    return m_groups.back().stamp;
}

} // namespace qoloner
