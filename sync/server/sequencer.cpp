// SPDX-License-Identifier: Apache-2.0
#include "sync/server/sequencer.h"

namespace qoloner {

namespace {
/// A batch up to this many mutations is somebody waiting for an answer.
constexpr std::size_t smallBatch = 20;
/// A group takes no more batches from here on, so that the next one is not kept waiting long.
constexpr std::size_t groupMutations = 1000;
} // namespace

Sequencer::Sequencer(SyncEngine& engine) : m_engine(engine), m_thread([this] { loop(); }) {}

Sequencer::~Sequencer()
{
    stop();
}

void Sequencer::push(CheckedPush batch, Done done)
{
    {
        const std::lock_guard lock(m_mutex);
        auto& queue = batch.mutations.size() <= smallBatch ? m_small : m_large;
        queue.push_back({std::move(batch), std::move(done)});
    }
    m_wake.notify_one();
}

void Sequencer::run(std::function<void(SyncEngine&)> work)
{
    {
        const std::lock_guard lock(m_mutex);
        m_works.push_back(std::move(work));
    }
    m_wake.notify_one();
}

void Sequencer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

Sequencer::Counts Sequencer::counts() const
{
    const std::lock_guard lock(m_mutex);
    return m_counts;
}

/// Moves batches into the group while there is room; always one if it is the first.
void Sequencer::takeFrom(std::deque<Waiting>& queue, std::size_t& room)
{
    while (!queue.empty() && (m_group.empty() || queue.front().batch.mutations.size() <= room)) {
        const std::size_t size = queue.front().batch.mutations.size();
        room -= std::min(room, size);
        m_counts.mutations += size;
        m_group.push_back(std::move(queue.front().batch));
        m_dones.push_back(std::move(queue.front().done));
        queue.pop_front();
    }
}

void Sequencer::mergeGroup()
{
    std::vector<MergedPush> merged = m_engine.merge(m_group);
    for (std::size_t i = 0; i < merged.size(); ++i)
        m_dones[i](std::move(merged[i]));
    m_group.clear();
    m_dones.clear();
}

void Sequencer::loop()
{
    std::unique_lock lock(m_mutex);
    bool largeFirst = false;
    while (true) {
        m_wake.wait(
            lock, [this] { return m_stopping || !m_works.empty() || !m_small.empty() || !m_large.empty(); });
        if (!m_works.empty()) {
            const auto work = std::move(m_works.front());
            m_works.pop_front();
            lock.unlock();
            work(m_engine);
            lock.lock();
            continue;
        }
        std::size_t room = groupMutations;
        // In turn, so that a stream of small ones cannot starve a large one.
        takeFrom(largeFirst ? m_large : m_small, room);
        takeFrom(largeFirst ? m_small : m_large, room);
        largeFirst = !largeFirst && !m_large.empty();
        if (m_group.empty())
            return; // stopping, and nothing is left
        ++m_counts.groups;
        m_counts.batches += m_group.size();
        lock.unlock();
        mergeGroup();
        lock.lock();
    }
}

} // namespace qoloner
