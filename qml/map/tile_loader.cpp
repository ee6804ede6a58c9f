// SPDX-License-Identifier: Apache-2.0
#include "qml/map/tile_loader.h"
#include <QMetaObject>
#include <algorithm>

namespace qoloner {

void TileLoader::Mailbox::post(Result result)
{
    const std::lock_guard lock(mutex);
    if (!receiver)
        return;
    results.push_back(std::move(result));
    if (results.size() == 1) // one wake-up empties the whole box
        QMetaObject::invokeMethod(receiver, "collect", Qt::QueuedConnection);
}

TileLoader::TileLoader(QObject* parent) : QObject(parent), m_mailbox(std::make_shared<Mailbox>())
{
    m_mailbox->receiver = this;
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 1, 4));
}

TileLoader::~TileLoader()
{
    {
        const std::lock_guard lock(m_mailbox->mutex);
        m_mailbox->receiver = nullptr;
    }
    cancelAll();
    m_pool.clear();
    m_pool.waitForDone();
}

void TileLoader::open(const QString& path)
{
    cancelAll();
    ++m_generation;
    ++m_packGeneration;
    m_cache.clear();
    m_bytes = 0;
    m_wanted.clear();
    m_pack.reset();
    if (path.isEmpty())
        return;
    m_pool.start([box = m_mailbox, generation = m_packGeneration, file = path.toStdString()] {
        Result r;
        r.generation = generation;
        r.isPack = true;
        r.pack = Pack::open(file, r.error);
        box->post(std::move(r));
    });
}

void TileLoader::setStyle(std::shared_ptr<const Style> style)
{
    const bool same = style && m_style && style->geometryKey() == m_style->geometryKey();
    m_style = std::move(style);
    if (same)
        return;
    cancelAll();
    ++m_generation;
    m_cache.clear();
    m_bytes = 0;
    m_wanted.clear();
}

void TileLoader::want(const std::vector<TileId>& tiles)
{
    if (!m_pack || !m_style)
        return;
    m_wanted = {tiles.begin(), tiles.end()};
    std::erase_if(m_jobs, [this](const auto& job) {
        const bool stale = !m_wanted.contains(job.first);
        if (stale)
            job.second->cancelled = true;
        return stale;
    });
    int priority = int(tiles.size());
    for (const TileId id : tiles) {
        --priority;
        if (const auto it = m_cache.find(id); it != m_cache.end())
            it->second.used = ++m_clock;
        else if (!m_jobs.contains(id))
            start(id, priority);
    }
}

void TileLoader::start(TileId id, int priority)
{
    auto job = std::make_shared<Job>();
    m_jobs.emplace(id, job);
    m_pool.start(
        [box = m_mailbox, generation = m_generation, pack = m_pack, style = m_style, job, id] {
            if (job->cancelled)
                return;
            Result r;
            r.generation = generation;
            r.id = id;
            std::string bytes;
            switch (pack->tile(id, bytes)) {
            case Pack::TileStatus::Found:
                r.mesh = buildTile(id, bytes, *style, &job->cancelled);
                if (!r.mesh)
                    return;
                break;
            case Pack::TileStatus::Absent:
                r.absent = true;
                break;
            case Pack::TileStatus::Damaged:
            case Pack::TileStatus::TooLarge: {
                auto refused = std::make_shared<TileMesh>();
                refused->id = id;
                refused->error = "the stored tile is damaged or too large";
                refused->buckets.resize(style->buckets().size());
                r.mesh = refused;
                break;
            }
            }
            if (!job->cancelled)
                box->post(std::move(r));
        },
        priority);
}

TileLoader::State TileLoader::state(TileId id) const
{
    if (const auto it = m_cache.find(id); it != m_cache.end())
        return it->second.mesh ? State::Ready : State::Absent;
    return m_jobs.contains(id) ? State::Pending : State::Unknown;
}

std::shared_ptr<const TileMesh> TileLoader::mesh(TileId id)
{
    const auto it = m_cache.find(id);
    if (it == m_cache.end())
        return nullptr;
    it->second.used = ++m_clock;
    return it->second.mesh;
}

void TileLoader::collect()
{
    std::vector<Result> results;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        results.swap(m_mailbox->results);
    }
    bool fresh = false;
    for (Result& r : results) {
        if (r.isPack) {
            if (r.generation != m_packGeneration)
                continue; // another pack was asked for meanwhile
            m_pack = r.pack;
            if (m_pack)
                emit opened();
            else
                emit refused(int(r.error.kind), QString::fromStdString(r.error.detail));
            continue;
        }
        if (r.generation != m_generation)
            continue;
        m_jobs.erase(r.id);
        Cached& c = m_cache[r.id];
        m_bytes -= c.bytes;
        c.mesh = r.mesh;
        c.used = ++m_clock;
        c.bytes = r.mesh ? r.mesh->bytes() : sizeof(Cached);
        m_bytes += c.bytes;
        if (r.mesh && !r.mesh->error.empty())
            emit tileRefused(QString::fromStdString(r.mesh->error));
        fresh = true;
    }
    evict();
    if (fresh)
        emit tileReady();
}

void TileLoader::cancelAll()
{
    for (const auto& [id, job] : m_jobs)
        job->cancelled = true;
    m_jobs.clear();
}

void TileLoader::evict()
{
    while (m_bytes > m_budget) {
        auto oldest = m_cache.end();
        for (auto it = m_cache.begin(); it != m_cache.end(); ++it)
            if (!m_wanted.contains(it->first) &&
                (oldest == m_cache.end() || it->second.used < oldest->second.used))
                oldest = it;
        if (oldest == m_cache.end())
            return; // all of it is on screen
        m_bytes -= oldest->second.bytes;
        m_cache.erase(oldest);
    }
}

} // namespace qoloner
