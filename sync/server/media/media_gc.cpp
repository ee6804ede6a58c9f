// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/media_gc.h"

#include "sync/server/media/file_handle.h"
#include <algorithm>
#include <fstream>

namespace qoloner {

MediaGc::MediaGc(BlobStore& blobs, BlobReferences& references, const Clock& clock, Settings settings)
    : m_blobs(blobs), m_references(references), m_clock(clock), m_settings(std::move(settings))
{}

MediaGc::Marks MediaGc::load() const
{
    Marks marks;
    std::ifstream in(m_settings.marks);
    std::string sha256;
    std::uint64_t since = 0;
    while (in >> sha256 >> since)
        if (isSha256(sha256))
            marks[sha256] = since;
    return marks;
}

void MediaGc::save(const Marks& marks) const
{
    std::string text;
    for (const auto& [sha256, since] : marks)
        text += sha256 + " " + std::to_string(since) + "\n";
    replaceFile(m_settings.marks, text);
}

std::map<std::string, MediaGc::Photo> MediaGc::listed(const std::function<bool()>& goOn)
{
    std::map<std::string, Photo> photos;
    m_blobs.list([&](const BlobInfo& blob) {
        Photo& photo = photos[blob.name.sha256];
        photo.bytes += blob.bytes;
        photo.storedMs = std::max(photo.storedMs, blob.storedMs);
        return goOn();
    });
    return photos;
}

/// What was made of a photo goes first: whoever dies midway leaves the photo, and with it the mark.
bool MediaGc::removeAll(const std::string& sha256)
{
    for (const int side : thumbnailSides)
        m_blobs.remove({sha256, side});
    return m_blobs.remove({sha256, 0});
}

MediaGc::Counts MediaGc::collect(CityStore& reader, const Alone& alone, bool dry,
                                 const std::function<bool()>& goOn)
{
    const std::uint64_t now = m_clock.nowMs();
    Counts counts;
    const auto photos = listed(goOn);
    if (!goOn())
        return counts;
    // Asked after the list: what came into it has had its row by now or is young.
    const auto named = m_references.allNamed(reader);
    const Marks before = load();
    Marks marks;
    std::vector<std::string> due;
    for (const auto& [sha256, photo] : photos) {
        ++counts.photos;
        if (named.contains(sha256))
            continue;
        ++counts.unnamed;
        const auto mark = before.find(sha256);
        // A mark from the future is a clock that was wrong, and begins anew.
        const std::uint64_t since = mark == before.end() || mark->second > now ? now : mark->second;
        marks[sha256] = since;
        if (now - since >= m_settings.graceMs && photo.storedMs + m_settings.graceMs <= now)
            due.push_back(sha256);
    }
    if (!dry)
        save(marks);
    for (std::size_t done = 0; done < due.size() && goOn(); done += m_settings.batch) {
        const std::size_t end = std::min(due.size(), done + m_settings.batch);
        const auto removeBatch = [&](CityStore* store) {
            for (std::size_t i = done; i < end; ++i) {
                const std::string& sha256 = due[i];
                if (store) {
                    const auto found = m_blobs.find({sha256, 0});
                    const bool youngAgain = found && found->storedMs + m_settings.graceMs > now;
                    if (youngAgain || m_references.namedWithin(sha256, *store))
                        continue;
                    removeAll(sha256);
                    marks.erase(sha256);
                }
                ++counts.removed;
                counts.bytes += photos.at(sha256).bytes;
            }
        };
        if (dry)
            removeBatch(nullptr);
        else
            alone([&](CityStore& store) { removeBatch(&store); });
    }
    if (!dry)
        save(marks);
    return counts;
}

std::size_t MediaGc::erase(const std::vector<std::string>& photos)
{
    return std::size_t(std::count_if(photos.begin(), photos.end(),
                                     [&](const std::string& sha256) { return removeAll(sha256); }));
}

} // namespace qoloner
