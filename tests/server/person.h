// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/client/sync_client.h"
#include "tests/server/server_process.h"
#include "tests/support/replica_fixture.h"
#include <map>
#include <memory>
#include <optional>

namespace qoloner::test {

struct MemoryKeys final : KeyStore {
    std::map<std::string, std::string, std::less<>> secrets;
    std::optional<std::string> load(std::string_view name) override
    {
        const auto it = secrets.find(name);
        return it == secrets.end() ? std::nullopt : std::optional(it->second);
    }
    bool store(std::string_view name, std::string_view secret) override
    {
        secrets[std::string(name)] = secret;
        return true;
    }
};

/// For tests in which a server goes and comes.
inline SyncConfig impatient()
{
    SyncConfig config;
    config.backoffMinMs = 10;
    config.backoffMaxMs = 20;
    return config;
}

inline std::string urlOf(const ServerProcess& server)
{
    return "http://127.0.0.1:" + std::to_string(server.port());
}

/// A person's device with nothing but the sync client.
struct Person {
    Person(const std::string& url, const std::string& code, SyncConfig config = {})
    {
        client = std::make_unique<SyncClient>(*device.replica, clock, keys, std::move(config));
        device.replica->setListener([this](const TableChanges& changes) { client->replicaChanged(changes); });
        client->setInteractive(true);
        if (!client->enrol(url, code, "phone"))
            broken("not enrolled");
    }
    ~Person() { device.replica->setListener({}); }
    bool settled() const
    {
        return client->status().live && client->status().pendingCount == 0 &&
               client->status().phase == SyncPhase::Idle;
    }
    bool sees(const std::string& id) const
    {
        return device.replica->row(TableId::of(entity("craft").id, Facet::Published), id).has_value();
    }
    SystemClock clock;
    ReplicaFixture device;
    MemoryKeys keys;
    std::unique_ptr<SyncClient> client;
};

inline Change craft(const std::string& id)
{
    return {OpKind::Put, entity("craft").id, id, {{fieldId("craft", "name_kk"), id}}};
}

} // namespace qoloner::test
