// SPDX-License-Identifier: Apache-2.0
// Any bytes as a mutation that a known device has signed: refused, or applied to the rows
// of a city as every rule has it; never half, never with an exception. Each input is a
// few mutations of people in any role.
#include "core/domain/ids.h"
#include "sync/server/city_folder.h"
#include "sync/server/engine.h"
#include "sync/server/store/sqlite_city_store.h"
#include "sync/sim/crash_vfs.h"
#include "sync/sim/seeded_random.h"
#include "tests/fuzz/fuzz_input.h"
#include "tests/support/replica_fixture.h"
#include <cstdlib>

using namespace qoloner;
using namespace qoloner::test;

namespace {

struct Undo {}; // thrown to take back what an input did

class City {
public:
    City() : m_vfs("fuzz-city"), m_key(SigningKey::fromSeed(std::string(32, 's')))
    {
        sim::seedRandomness(1);
        m_store = std::make_unique<SqliteCityStore>("/city", SqliteCityStore::Access::Create, m_vfs.name());
        foundCity(*m_store, m_key, "almaty", "epoch-1", m_clock);
        SyncEngine engine(*m_store, m_clock, m_key);
        // A few rows to collide with.
        for (int n = 1; n <= 3; ++n) {
            const Change change = newArtisan(rowId(n));
            engine.applyLocal({{OpKind::Put, change.entity, change.row, change.fields, {}}});
        }
        m_device = m_key.device();
        m_rev = m_store->head();
    }

    void run(FuzzInput in)
    {
        try {
            m_store->write([&] {
                Applier applier(*m_store, "almaty", m_device);
                std::uint64_t rev = m_rev;
                for (int i = 0; i < 4 && !in.empty(); ++i) {
                    const auto role = Role(in.below(6));
                    const std::string_view body = i < 3 ? in.bytes(4096) : in.rest();
                    const auto mutation = decodeMutation(body);
                    if (!mutation)
                        continue;
                    if (encodeMutation(*mutation) != body)
                        std::abort();
                    const Principal who{role, rowId(900), "almaty", rowId(1), {"KZ-62"}};
                    const Verdict verdict =
                        applier.apply(*mutation, who, Hlc::of(m_clock.ms + rev), rev + 1, Terms(in.below(3)));
                    const bool taken =
                        verdict.outcome == Outcome::Applied || verdict.outcome == Outcome::Merged;
                    if ((verdict.outcome == Outcome::Rejected) != !verdict.error.code.empty())
                        std::abort(); // a refusal has a reason, and nothing else has
                    if (taken) {
                        ++rev;
                        m_store->setHead(rev);
                        requireReadable(*mutation);
                    }
                }
                throw Undo{};
            });
        } catch (const Undo&) {
            return;
        }
    }

private:
    /// What was stored can be read back, and travels.
    void requireReadable(const Mutation& mutation)
    {
        for (const Op& op : mutation.ops) {
            const Entity* entity = findEntity(op.entity);
            if (!entity)
                continue; // of a newer catalogue
            for (const Facet facet : entity->facets())
                if (const auto row = m_store->row({TableId::of(op.entity, facet), op.row}))
                    if (!decodeRowState(encodeRowState(row->state)))
                        std::abort();
        }
    }

    sim::CrashVfs m_vfs;
    FakeClock m_clock;
    SigningKey m_key;
    std::unique_ptr<SqliteCityStore> m_store;
    DeviceId m_device = 0;
    std::uint64_t m_rev = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static City city;
    city.run(FuzzInput(data, size));
    return 0;
}
