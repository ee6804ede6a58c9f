// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/map/pack.h"
#include "core/map/tile_builder.h"
#include <QObject>
#include <QThreadPool>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace qoloner {

/// Opens a pack and turns its tiles into meshes on worker threads.
///
/// Lives on the GUI thread and never waits there. Tiles that are no longer
/// wanted are cancelled; finished ones stay cached within a budget.
class TileLoader : public QObject {
    Q_OBJECT

public:
    explicit TileLoader(QObject* parent = nullptr);
    ~TileLoader() override;

    /// Forgets everything and opens another pack; empty: none.
    void open(const QString& path);
    /// With a style of other geometry all tiles are built anew.
    void setStyle(std::shared_ptr<const Style> style);
    /// Bytes of meshes kept.
    void setBudget(std::size_t bytes) { m_budget = bytes; }

    const Pack* pack() const { return m_pack.get(); }

    /// Asks for exactly these tiles, most wanted first.
    void want(const std::vector<TileId>& tiles);
    enum class State { Unknown, Pending, Ready, Absent };
    State state(TileId id) const;
    std::shared_ptr<const TileMesh> mesh(TileId id);
    /// True when no wanted tile is outstanding.
    bool idle() const { return m_jobs.empty(); }
    std::size_t cachedBytes() const { return m_bytes; }

signals:
    void opened();
    void refused(int kind, const QString& detail);
    void tileReady();
    /// A tile was damaged; the others go on.
    void tileRefused(const QString& detail);

private:
    struct Job {
        std::atomic<bool> cancelled{false};
    };
    struct Result {
        int generation = 0;
        bool isPack = false;
        std::shared_ptr<Pack> pack;
        PackError error;
        TileId id;
        std::shared_ptr<const TileMesh> mesh; ///< null: cancelled
        bool absent = false;
    };
    /// Where workers leave results; outlives the loader if it must.
    struct Mailbox {
        std::mutex mutex;
        TileLoader* receiver = nullptr;
        std::vector<Result> results;
        void post(Result result);
    };
    struct Cached {
        std::shared_ptr<const TileMesh> mesh; ///< null: the pack has no such tile
        std::uint64_t used = 0;
        std::size_t bytes = 0;
    };

    Q_INVOKABLE void collect();
    void start(TileId id, int priority);
    void cancelAll();
    void evict();

    QThreadPool m_pool;
    std::shared_ptr<Mailbox> m_mailbox;
    std::shared_ptr<Pack> m_pack;
    std::shared_ptr<const Style> m_style;
    std::unordered_map<TileId, std::shared_ptr<Job>> m_jobs;
    std::unordered_map<TileId, Cached> m_cache;
    std::unordered_set<TileId> m_wanted;
    std::uint64_t m_clock = 0;
    std::size_t m_bytes = 0;
    std::size_t m_budget = 64u << 20;
    int m_generation = 0;
    int m_packGeneration = 0;
};

} // namespace qoloner
