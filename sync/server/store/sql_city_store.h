// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/store/city_store.h"

namespace qoloner {

/// What differs between the engines: SqlDialect<Db> has
///   WriteTransaction       made from a Db&, with commit(); rolls back unless it was reached
///   beginRead              statement that begins a consistent read
///   later                  function that gives the greater of two values
///   isDeleted              condition of synced_row's partial index
///   isShared               the tables are at the end of a line, and other processes use them too:
///                          what was read once is kept for the transaction
/// and whatever rows a statement of Db gives, it gives as Statement (core/store/database.h) does.
template <class Db> struct SqlDialect;

/// A city in SQL tables, said once for all engines: parameters are `?`, and what is
/// not in every dialect comes from SqlDialect. The connection is one thread's at a time.
template <class Db> class SqlCityStore : public CityStore {
public:
    void write(const std::function<void()>& work) override;
    void read(const std::function<void()>& work) override;
    std::string meta(const std::string& key) override;
    void setMeta(const std::string& key, const std::string& value) override;
    std::uint64_t head() override;
    void setHead(std::uint64_t rev) override;
    std::optional<DeviceRecord> device(DeviceId id) override;
    void putDevice(const DeviceRecord& device) override;
    std::vector<DeviceRecord> devices() override;
    int forksOf(DeviceId root) override;
    std::optional<ActorRecord> actor(const std::string& id) override;
    void putActor(const ActorRecord& actor) override;
    std::optional<InviteRecord> invite(const std::string& codeHash) override;
    void putInvite(const InviteRecord& invite) override;
    std::optional<LogRecord> logged(DeviceId device, Dseq dseq) override;
    std::optional<Outcome> outcome(const Dot& dot) override;
    void putLog(const LogRecord& record) override;
    void settleLog(DeviceId device, const Answer& answer) override;
    void hold(const HeldRecord& held) override;
    void holdGapped(const HeldRecord& held) override;
    void release(DeviceId device, Dseq dseq) override;
    void reorderHeld(std::uint64_t from, std::uint64_t to) override;
    Dseq firstHeld(DeviceId device) override;
    std::optional<HeldRecord> held(DeviceId device, Dseq dseq) override;
    std::vector<HeldRecord> gapped(DeviceId device, Dseq from, std::size_t limit) override;
    void releaseGapped(const HeldRecord& held) override;
    std::vector<DeviceId> gappedSince(std::uint64_t deadlineMs, std::size_t limit) override;
    std::vector<HeldRecord> refilling(std::uint64_t upTo, std::size_t limit) override;
    std::vector<HeldRecord> ripe(std::uint64_t deadlineMs, std::size_t limit) override;
    void quarantine(DeviceId device, const SignedMutation& mutation, const std::string& reason,
                    std::uint64_t nowMs) override;
    std::optional<QuarantineRecord> quarantinedAs(const std::string& hash) override;
    std::vector<QuarantineRecord> quarantined(std::size_t limit) override;
    void pardon(const std::string& hash) override;
    std::optional<Dot> reissuedAs(const std::string& hash) override;
    void putReissued(const std::string& hash, const Dot& dot) override;
    void putTwin(const Dot& twin, const Dot& dot) override;
    Dot mergedAs(const Dot& dot) override;
    void expect(const std::vector<RowKey>& rows) override;
    std::optional<StoredRow> row(const RowKey& key) override;
    void putRow(const StoredRow& row) override;
    std::vector<StoredRow> rowsOf(TableId table, const std::string& artisan) override;
    std::vector<StoredRow> rowsOwnedBy(const std::string& artisan) override;
    void putFeed(const std::string& scope, const FeedEntry& entry) override;
    void feed(const std::string& scope, std::uint64_t after,
              const std::function<bool(FeedRow)>& take) override;
    std::uint64_t newest(const std::string& scope) override;
    StoreCounts counts() override;
    std::uint64_t floorOf(const std::string& scope) override;
    void raiseFloor(const std::string& scope, std::uint64_t rev) override;
    std::optional<Stamp> grave(std::uint16_t entity, const std::string& row) override;
    void putGrave(std::uint16_t entity, const std::string& row, const Stamp& stamp) override;
    void markRev(std::uint64_t ms, std::uint64_t rev) override;
    std::uint64_t revBefore(std::uint64_t ms) override;
    std::vector<StoredRow> tombstones(std::uint64_t after, std::uint64_t upTo, std::size_t limit) override;
    void removeRow(const RowKey& key, const std::vector<std::string>& scopes) override;
    std::size_t foldLeaves(std::uint64_t upTo, std::size_t limit) override;
    void eachRow(TableId table, const std::function<void(const StoredRow&)>& use) override;
    std::vector<StoredTuple> tuples(const StoredTable& table, const StoredTuple& after) override;
    void putTuple(const StoredTable& table, const StoredTuple& tuple) override;
    void clear(const StoredTable& table) override;

protected:
    template <class... Arguments>
    explicit SqlCityStore(Arguments&&... arguments) : m_db(std::forward<Arguments>(arguments)...)
    {}

    Db m_db;

private:
    using Query = decltype(std::declval<Db&>().prepare(std::string_view()));

    std::int64_t scopeNumber(const std::string& scope, bool create);
    void forgetOtherEpochs();
    static StoredRow rowFrom(Query& query);
    static DeviceRecord deviceFrom(const Query& query);
    static HeldRecord heldFrom(const Query& query);
    static HeldRecord gappedFrom(const Query& query);
    static QuarantineRecord quarantineFrom(const Query& query);

    std::map<std::string, std::int64_t> m_scopes;
    std::string m_scopesEpoch; ///< whose numbers these are
    // Of the write in progress, where the dialect is shared.
    void forgetReads();
    bool m_writing = false;
    std::map<RowKey, std::optional<StoredRow>> m_rows;
    std::map<std::pair<std::uint16_t, std::string>, std::optional<Stamp>> m_graves;
    std::optional<bool> m_anyGapped;
};

} // namespace qoloner
