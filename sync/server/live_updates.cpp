// SPDX-License-Identifier: Apache-2.0
#include "sync/server/live_updates.h"

#include "sync/protocol/live.h"
#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

namespace qoloner {

class LiveUpdates::Listener final : public HttpStream {
public:
    Listener(const Session& session, std::string bearer)
        : device(session.device),
          token(std::move(bearer)),
          untilMs(session.untilMs),
          scopes(grantedScopes(session.who))
    {}

    void onMore(std::function<void()> wake) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_wake = std::move(wake);
        }
        wakeUp();
    }
    std::string take() override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_news)
            return {};
        std::string text = protocol::encodeNews(*m_news);
        m_news.reset();
        return text;
    }
    bool ended() override
    {
        const std::lock_guard lock(m_mutex);
        return m_ended;
    }
    void close() override
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_wake = {};
    }

    void tell(protocol::News news)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_news = std::move(news);
        }
        wakeUp();
    }
    void end()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ended = true;
        }
        wakeUp();
    }

    const DeviceId device;
    const std::string token;
    const std::uint64_t untilMs;
    const std::vector<std::string> scopes;
    // Of the thread that looks:
    bool greeted = false;
    std::string toldEpoch;
    std::uint64_t told = 0;

private:
    void wakeUp()
    {
        std::function<void()> wake;
        {
            const std::lock_guard lock(m_mutex);
            wake = m_wake;
        }
        if (wake)
            wake();
    }

    std::mutex m_mutex;
    std::function<void()> m_wake;
    std::optional<protocol::News> m_news;
    bool m_ended = false;
};

LiveUpdates::LiveUpdates(std::unique_ptr<CityStore> store, const Clock& clock, WhoIs whoIs, Limits limits)
    : m_clock(clock),
      m_whoIs(std::move(whoIs)),
      m_limits(limits),
      m_store(std::move(store)),
      m_thread([this](const std::stop_token& stopped) { run(stopped); })
{}

LiveUpdates::~LiveUpdates() = default;

Result<std::shared_ptr<HttpStream>> LiveUpdates::listen(const std::string& token, CityStore& store)
{
    if (token.empty())
        return failure("token_missing");
    auto session = m_whoIs(token, store);
    if (!session)
        return tl::unexpected(session.error());
    if (session->revoked || session->who.actor.empty())
        return failure("permission_denied");
    auto listener = std::make_shared<Listener>(std::move(*session), token);
    std::shared_ptr<Listener> oldest;
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_listeners, [](const auto& each) { return each->ended(); });
        const auto own = [&](const auto& each) { return each->device == listener->device; };
        if (std::size_t(std::count_if(m_listeners.begin(), m_listeners.end(), own)) >= m_limits.perDevice) {
            const auto first = std::find_if(m_listeners.begin(), m_listeners.end(), own);
            oldest = *first;
            m_listeners.erase(first);
        }
        if (m_listeners.size() >= m_limits.all)
            return failure("too_many_listeners");
        m_listeners.push_back(listener);
        m_dirty = true;
    }
    m_due.notify_one();
    if (oldest)
        oldest->end();
    return listener;
}

void LiveUpdates::written()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_listeners.empty())
            return;
        m_dirty = true;
    }
    m_due.notify_one();
}

std::size_t LiveUpdates::count()
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_listeners, [](const auto& each) { return each->ended(); });
    return m_listeners.size();
}

void LiveUpdates::run(const std::stop_token& stopped)
{
    while (!stopped.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            const auto due = [this] { return m_dirty; };
            if (m_listeners.empty())
                m_due.wait(lock, stopped, due); // nobody listens: rest
            else
                m_due.wait_for(lock, stopped, m_limits.look, due);
            m_dirty = false;
        }
        if (stopped.stop_requested())
            return;
        try {
            look();
        } catch (const std::exception& error) { // the next look may do better
            const nlohmann::json line = {
                {"level", "error"}, {"event", "live_updates_failed"}, {"detail", error.what()}};
            std::fprintf(stderr, "%s\n",
                         line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
        }
    }
}

void LiveUpdates::look()
{
    std::vector<std::shared_ptr<Listener>> listeners;
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_listeners, [](const auto& each) { return each->ended(); });
        listeners = m_listeners;
    }
    std::string epoch;
    std::map<std::string, std::uint64_t> newest;
    m_store->read([&] {
        epoch = m_store->meta("epoch");
        for (const auto& listener : listeners)
            for (const std::string& scope : listener->scopes)
                if (!newest.contains(scope))
                    newest[scope] = m_store->newest(scope);
    });
    for (const auto& listener : listeners) {
        std::uint64_t rev = 0;
        for (const std::string& scope : listener->scopes)
            rev = std::max(rev, newest[scope]);
        if (m_clock.nowMs() >= listener->untilMs) {
            listener->end();
        } else if (rev > listener->told || epoch != listener->toldEpoch || !listener->greeted) {
            // Asked again each time: what was granted may have been taken since.
            const auto session = m_whoIs(listener->token, *m_store);
            if (!session || session->revoked || grantedScopes(session->who) != listener->scopes) {
                listener->end();
                continue;
            }
            listener->greeted = true;
            listener->told = rev;
            listener->toldEpoch = epoch;
            listener->tell({epoch, rev});
        }
    }
}

} // namespace qoloner
