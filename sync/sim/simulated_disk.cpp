// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/simulated_disk.h"

#include <algorithm>
#include <set>

namespace qoloner::sim {

namespace {
// Of what a sector, a size or a name was between two syncs; older ones are forgotten.
constexpr std::size_t maxVersions = 8;
constexpr std::size_t maxSizes = 64;

template <class T> void remember(std::vector<T>& versions, T version, std::size_t most = maxVersions)
{
    if (versions.size() >= most)
        versions.erase(versions.begin());
    versions.push_back(std::move(version));
}
} // namespace

SimulatedDisk::SimulatedDisk(std::uint64_t seed, std::size_t sectorBytes)
    : m_random(seed), m_sector(sectorBytes)
{}

/// splitmix64
std::uint64_t SimulatedDisk::random()
{
    std::uint64_t z = m_random += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

// --- crashes and faults

void SimulatedDisk::crashAt(std::uint64_t nth, CrashKind kind)
{
    m_crashIn = nth;
    m_crashKind = kind;
}

void SimulatedDisk::crashNow(CrashKind kind)
{
    m_crashIn = 0;
    m_dead = true;
    if (kind == CrashKind::PowerCut) {
        for (auto& [id, file] : m_files)
            losePower(file);
        loseNames();
    }
}

void SimulatedDisk::restart()
{
    m_dead = false;
    m_crashIn = 0;
    ++m_generation;
    for (auto& [id, file] : m_files)
        file.open = 0;
    forgetUnnamed();
}

void SimulatedDisk::inject(DiskFault fault, std::uint64_t nth, bool lasting)
{
    at(fault).in = nth;
    at(fault).lasting = lasting;
}

void SimulatedDisk::clearFaults()
{
    for (Pending& fault : m_faults)
        fault.in = 0;
}

bool SimulatedDisk::strikes(DiskFault fault)
{
    Pending& it = at(fault);
    if (it.in == 0)
        return false;
    if (it.in > 1) {
        --it.in;
        return false;
    }
    if (!it.lasting)
        it.in = 0;
    ++it.struck;
    return true;
}

/// Counts a change; true when the disk dies in it. The caller decides how much of
/// the change gets done, and then calls crashNow.
bool SimulatedDisk::dies()
{
    ++m_changes;
    if (m_crashIn == 0)
        return false;
    return --m_crashIn == 0;
}

std::uint64_t SimulatedDisk::usedBytes() const
{
    std::uint64_t used = 0;
    for (const auto& [id, file] : m_files)
        used += (file.cached.size() + m_sector - 1) / m_sector * m_sector;
    return used;
}

// --- names

std::vector<std::string> SimulatedDisk::names() const
{
    std::vector<std::string> result;
    for (const auto& [name, file] : m_names)
        result.push_back(name);
    return result;
}

void SimulatedDisk::bind(const std::string& name, std::optional<FileId> file)
{
    const auto before = m_names.find(name);
    remember(m_dirtyNames[name], before == m_names.end() ? std::nullopt : std::optional(before->second));
    if (file)
        m_names[name] = *file;
    else
        m_names.erase(name);
}

/// Files that no name can lead to any more, whatever a crash brings back.
void SimulatedDisk::forgetUnnamed()
{
    std::set<FileId> reachable;
    for (const Names* names : {&m_names, &m_durableNames})
        for (const auto& [name, file] : *names)
            reachable.insert(file);
    for (const auto& [name, versions] : m_dirtyNames)
        for (const auto& file : versions)
            if (file)
                reachable.insert(*file);
    std::erase_if(m_files, [&](const auto& entry) {
        return entry.second.open == 0 && !reachable.contains(entry.first);
    });
}

DiskStatus SimulatedDisk::open(const std::string& name, bool create, FileId& file, bool& created)
{
    created = false;
    if (m_dead)
        return DiskStatus::Dead;
    auto it = m_names.find(name);
    if (it == m_names.end()) {
        if (!create)
            return DiskStatus::NotFound;
        ++m_counts.names;
        const bool last = dies();
        if (!last) {
            if (strikes(DiskFault::Full))
                return DiskStatus::Full;
            if (strikes(DiskFault::WriteError))
                return DiskStatus::Failed;
        }
        if (!last || below(2) == 0) {
            m_files[++m_lastFile] = {};
            bind(name, m_lastFile);
            created = true;
        }
        if (last) {
            crashNow(m_crashKind);
            return DiskStatus::Dead;
        }
        it = m_names.find(name);
    }
    file = it->second;
    ++m_files[file].open;
    return DiskStatus::Ok;
}

void SimulatedDisk::close(FileId file)
{
    if (const auto it = m_files.find(file); it != m_files.end() && it->second.open > 0)
        --it->second.open;
    forgetUnnamed();
}

DiskStatus SimulatedDisk::remove(const std::string& name)
{
    if (m_dead)
        return DiskStatus::Dead;
    if (!m_names.contains(name))
        return DiskStatus::NotFound;
    ++m_counts.names;
    const bool last = dies();
    if (!last && strikes(DiskFault::WriteError))
        return DiskStatus::Failed;
    if (!last || below(2) == 0)
        bind(name, std::nullopt);
    if (last) {
        crashNow(m_crashKind);
        return DiskStatus::Dead;
    }
    forgetUnnamed();
    return DiskStatus::Ok;
}

DiskStatus SimulatedDisk::syncDirectory()
{
    if (m_dead)
        return DiskStatus::Dead;
    ++m_counts.syncs;
    if (dies()) {
        crashNow(m_crashKind);
        return DiskStatus::Dead;
    }
    if (strikes(DiskFault::SyncError))
        return DiskStatus::Failed;
    if (!m_ignoresSync) {
        m_durableNames = m_names;
        m_dirtyNames.clear();
        forgetUnnamed();
    }
    return DiskStatus::Ok;
}

/// After a power cut each name stands for any file it stood for since the last sync.
void SimulatedDisk::loseNames()
{
    for (auto& [name, versions] : m_dirtyNames) {
        const auto durable = m_durableNames.find(name);
        versions.push_back(durable == m_durableNames.end() ? std::nullopt : std::optional(durable->second));
        const auto now = m_names.find(name);
        versions.push_back(now == m_names.end() ? std::nullopt : std::optional(now->second));
        if (const auto& kept = versions[below(versions.size())])
            m_names[name] = *kept;
        else
            m_names.erase(name);
    }
    m_dirtyNames.clear();
    m_durableNames = m_names;
}

// --- contents

std::uint64_t SimulatedDisk::size(FileId file) const
{
    const auto it = m_files.find(file);
    return it == m_files.end() ? 0 : it->second.cached.size();
}

std::string SimulatedDisk::contents(const std::string& name) const
{
    const auto it = m_names.find(name);
    return it == m_names.end() ? std::string() : m_files.at(it->second).cached;
}

DiskStatus SimulatedDisk::read(FileId id, std::uint64_t offset, std::span<char> into, std::size_t& got)
{
    got = 0;
    if (m_dead)
        return DiskStatus::Dead;
    ++m_counts.reads;
    if (strikes(DiskFault::ReadError))
        return DiskStatus::Failed;
    const std::string& bytes = m_files.at(id).cached;
    if (offset < bytes.size())
        got = std::size_t(std::min<std::uint64_t>(into.size(), bytes.size() - offset));
    if (got > 0 && strikes(DiskFault::ShortRead))
        got = std::size_t(below(got));
    std::copy_n(bytes.data() + (got ? offset : 0), got, into.data());
    return DiskStatus::Ok;
}

std::string SimulatedDisk::sector(const std::string& of, std::uint64_t number) const
{
    const std::uint64_t start = number * m_sector;
    return start < of.size() ? of.substr(start, m_sector) : std::string();
}

void SimulatedDisk::apply(File& file, std::uint64_t offset, std::string_view bytes)
{
    if (bytes.empty())
        return;
    const std::uint64_t end = offset + bytes.size();
    for (std::uint64_t number = offset / m_sector; number * m_sector < end; ++number) {
        const auto [it, first] = file.dirty.try_emplace(number);
        if (!first)
            remember(it->second, sector(file.cached, number));
    }
    if (end > file.cached.size()) {
        remember(file.sizes, std::uint64_t(file.cached.size()), maxSizes);
        file.cached.resize(end);
    }
    std::copy(bytes.begin(), bytes.end(), file.cached.begin() + std::ptrdiff_t(offset));
}

/// What a write that was interrupted, or found too little room, leaves behind:
/// its beginning, to the end of some sector.
void SimulatedDisk::applyPart(File& file, std::uint64_t offset, std::string_view bytes)
{
    const std::uint64_t sectors = (offset + bytes.size() + m_sector - 1) / m_sector - offset / m_sector;
    const std::uint64_t whole = below(sectors + 1);
    if (whole == 0)
        return;
    const std::uint64_t end = (offset / m_sector + whole) * m_sector;
    apply(file, offset, bytes.substr(0, std::size_t(std::min<std::uint64_t>(end - offset, bytes.size()))));
}

DiskStatus SimulatedDisk::write(FileId id, std::uint64_t offset, std::string_view bytes)
{
    if (m_dead)
        return DiskStatus::Dead;
    ++m_counts.writes;
    File& file = m_files.at(id);
    if (dies()) {
        // The power goes at any moment; which sectors were on their way is drawn from the cache.
        if (m_crashKind == CrashKind::PowerCut)
            apply(file, offset, bytes);
        else
            applyPart(file, offset, bytes);
        crashNow(m_crashKind);
        return DiskStatus::Dead;
    }
    const bool full = strikes(DiskFault::Full);
    if (full || strikes(DiskFault::WriteError)) {
        applyPart(file, offset, bytes);
        return full ? DiskStatus::Full : DiskStatus::Failed;
    }
    const std::uint64_t end = offset + bytes.size();
    if (m_capacity != unlimited && end > file.cached.size()) {
        const std::uint64_t held = (file.cached.size() + m_sector - 1) / m_sector * m_sector;
        const std::uint64_t used = usedBytes();
        const std::uint64_t most = held + (m_capacity > used ? m_capacity - used : 0);
        if (end > most) {
            if (most > offset)
                apply(file, offset, bytes.substr(0, std::size_t(most - offset)));
            ++at(DiskFault::Full).struck;
            return DiskStatus::Full;
        }
    }
    apply(file, offset, bytes);
    m_counts.bytesWritten += bytes.size();
    return DiskStatus::Ok;
}

void SimulatedDisk::cut(File& file, std::uint64_t size)
{
    if (size == file.cached.size())
        return;
    const std::uint64_t end = std::max<std::uint64_t>(size, file.cached.size());
    for (std::uint64_t number = size / m_sector; number * m_sector < end; ++number) {
        const auto [it, first] = file.dirty.try_emplace(number);
        if (!first)
            remember(it->second, sector(file.cached, number));
    }
    remember(file.sizes, std::uint64_t(file.cached.size()), maxSizes);
    file.cached.resize(size);
}

DiskStatus SimulatedDisk::truncate(FileId id, std::uint64_t size)
{
    if (m_dead)
        return DiskStatus::Dead;
    ++m_counts.writes;
    File& file = m_files.at(id);
    const bool last = dies();
    if (!last && strikes(DiskFault::WriteError))
        return DiskStatus::Failed;
    if (!last || below(2) == 0)
        cut(file, size);
    if (last) {
        crashNow(m_crashKind);
        return DiskStatus::Dead;
    }
    return DiskStatus::Ok;
}

void SimulatedDisk::flush(File& file)
{
    file.durable.resize(file.cached.size());
    for (const auto& [number, versions] : file.dirty) {
        const std::uint64_t start = number * m_sector;
        if (start < file.cached.size()) {
            const std::size_t length = std::min<std::size_t>(m_sector, file.cached.size() - start);
            std::copy_n(file.cached.data() + start, length, file.durable.data() + start);
        }
    }
    file.dirty.clear();
    file.sizes.clear();
}

DiskStatus SimulatedDisk::sync(FileId id)
{
    if (m_dead)
        return DiskStatus::Dead;
    ++m_counts.syncs;
    if (dies()) {
        crashNow(m_crashKind);
        return DiskStatus::Dead;
    }
    File& file = m_files.at(id);
    if (strikes(DiskFault::SyncError)) {
        // Some of it was written. The system takes the rest for written too: the next
        // sync succeeds without it, unless it is written anew.
        const std::string seen = file.cached;
        losePower(file);
        file.cached = seen;
        file.durable.resize(seen.size());
        return DiskStatus::Failed;
    }
    if (!m_ignoresSync)
        flush(file);
    return DiskStatus::Ok;
}

/// Sectors and size are drawn independently, with a bias for each cut that reaches
/// from "nothing was written" to "all was".
void SimulatedDisk::losePower(File& file)
{
    if (!file.dirty.empty() || !file.sizes.empty()) {
        const std::uint64_t kept = below(5); // of 4 sectors
        const bool garbage = below(2) == 0;
        std::vector<std::uint64_t> sizes = file.sizes;
        sizes.push_back(file.durable.size());
        std::uint64_t size = file.cached.size();
        if (kept < 4 && below(4) >= kept)
            size = sizes[std::size_t(below(sizes.size()))];

        std::string result = file.durable;
        const std::uint64_t old = result.size();
        result.resize(std::max({size, old, std::uint64_t(file.cached.size())}));
        if (garbage)
            for (std::uint64_t i = old; i < result.size(); ++i)
                result[std::size_t(i)] = char(random());
        for (const auto& [number, versions] : file.dirty) {
            const std::uint64_t start = number * m_sector;
            std::string content;
            if (below(4) < kept)
                content = sector(file.cached, number);
            else if (const std::uint64_t which = below(versions.size() + 1); which < versions.size())
                content = versions[std::size_t(which)];
            else
                continue; // as the platter has it
            if (start < result.size())
                result.replace(std::size_t(start),
                               std::min(content.size(), result.size() - std::size_t(start)), content, 0,
                               result.size() - std::size_t(start));
        }
        result.resize(size);
        file.durable = std::move(result);
        file.dirty.clear();
        file.sizes.clear();
    }
    file.cached = file.durable;
}

} // namespace qoloner::sim
