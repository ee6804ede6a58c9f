// SPDX-License-Identifier: Apache-2.0
#include "sync/server/store/pg_database.h"

#include "core/store/database.h"
#include <libpq-fe.h>

namespace qoloner {

namespace {

// pg_type.dat
constexpr std::uint32_t bigintType = 20, textType = 25, byteaType = 17;
constexpr int binary = 1;
/// What waits in the pipeline at most, so that neither side stops taking what the other sends.
constexpr std::size_t mostAwaited = 200;

/// Every statement has its index; a plan made while the tables were empty would go without it
/// for as long as the connection lives. Whoever waits for the writer's place looks after
/// lock_timeout whether the writer is still there.
constexpr const char* sessionSettings =
    "SET client_encoding = 'UTF8'; SET lock_timeout = '2s'; "
    "SET standard_conforming_strings = on; SET enable_seqscan = off; SET jit = off; "
    "SET plan_cache_mode = force_generic_plan";
constexpr int looks = 15;

/// Of the writer's lock: one a city, because a city has a schema of its own.
constexpr const char* takeLock =
    "SELECT pg_advisory_xact_lock(hashtextextended('qoloner ' || current_schema(), 0))";
/// Ends the connection of a writer from whom PostgreSQL has waited to hear for five seconds:
/// its process hangs, or its machine is gone. One at work is never in that state for long.
constexpr const char* depose =
    "SELECT pg_terminate_backend(a.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND a.datname = current_database() AND "
    "l.database = a.datid AND (l.classid::bigint << 32 | l.objid::bigint) = "
    "hashtextextended('qoloner ' || current_schema(), 0) AND a.wait_event = 'ClientRead' AND "
    "now() - a.query_start > interval '5 s'";
constexpr std::string_view lockTimedOut = "55P03";

std::string bigEndian(std::uint64_t value)
{
    std::string out(8, '\0');
    for (int i = 7; i >= 0; --i, value >>= 8)
        out[std::size_t(i)] = char(value & 0xff);
    return out;
}

/// `?` -> $1, $2, ...; our statements have none in a literal.
std::string numbered(std::string_view sql)
{
    std::string out;
    int n = 0;
    for (const char c : sql)
        if (c == '?')
            out += '$' + std::to_string(++n);
        else
            out += c;
    return out;
}

/// Somebody else has had the lock for longer than one waits.
class PgLockTimeout : public StorageError {
public:
    using StorageError::StorageError;
};

[[noreturn]] void raise(const char* state, const std::string& message)
{
    const std::string_view code(state ? state : "");
    constexpr int sqliteError = 1, sqliteFull = 13, sqliteConstraint = 19;
    if (code == "53100")
        throw StorageFull(sqliteFull, "PostgreSQL: " + message);
    if (code == lockTimedOut)
        throw PgLockTimeout(sqliteError, "PostgreSQL: " + message);
    if (code.starts_with("23"))
        throw ConstraintViolation(sqliteConstraint, "PostgreSQL: " + message);
    throw StorageError(sqliteError, "PostgreSQL: " + message);
}

} // namespace

// ---- statements

PgStatement::Parameter& PgStatement::at(int index)
{
    if (m_parameters.size() < std::size_t(index))
        m_parameters.resize(std::size_t(index));
    return m_parameters[std::size_t(index) - 1];
}

PgStatement& PgStatement::bind(int index, std::int64_t value)
{
    at(index) = {bigintType, bigEndian(std::uint64_t(value))};
    return *this;
}

PgStatement& PgStatement::bind(int index, std::string_view text)
{
    std::string copy(text);
    for (std::size_t nul = copy.find('\0'); nul != std::string::npos; nul = copy.find('\0', nul))
        copy.replace(nul, 1, "\xef\xbf\xbd");
    at(index) = {textType, std::move(copy)};
    return *this;
}

PgStatement& PgStatement::bindBlob(int index, std::string_view bytes)
{
    at(index) = {byteaType, std::string(bytes)};
    return *this;
}

bool PgStatement::step()
{
    if (!m_result)
        m_result = m_db->ask(*this);
    return ++m_row < PQntuples(m_result.get());
}

void PgStatement::run()
{
    m_db->post(*this);
}

bool PgStatement::isNull(int column) const
{
    return PQgetisnull(m_result.get(), m_row, column) != 0;
}

std::string_view PgStatement::bytes(int column) const
{
    return {PQgetvalue(m_result.get(), m_row, column),
            std::size_t(PQgetlength(m_result.get(), m_row, column))};
}

std::int64_t PgStatement::integer(int column) const
{
    const std::string_view raw = bytes(column);
    // bigint and int; a null has no bytes and is 0, as with SQLite.
    std::uint64_t value = !raw.empty() && (raw[0] & 0x80) ? ~std::uint64_t(0) : 0;
    for (const char byte : raw)
        value = value << 8 | std::uint8_t(byte);
    return std::int64_t(value);
}

// ---- the connection

PgDatabase::PgDatabase(std::string dsn) : m_dsn(std::move(dsn))
{
    connect();
}

PgDatabase::~PgDatabase()
{
    PQfinish(m_connection);
}

void PgDatabase::connect()
{
    PQfinish(m_connection);
    m_names.clear();
    m_piped = m_inTransaction = false;
    m_awaited = 0;
    m_connection = PQconnectdb(m_dsn.c_str());
    if (PQstatus(m_connection) != CONNECTION_OK)
        fail("connect");
    PQsetNoticeProcessor(
        m_connection, [](void*, const char*) {}, nullptr);
    exec(sessionSettings);
}

void PgDatabase::connectIfLost()
{
    if (!m_connection || PQstatus(m_connection) != CONNECTION_OK)
        connect();
}

void PgDatabase::fail(const char* doing) const
{
    raise(nullptr,
          std::string(doing) + ": " + (m_connection ? PQerrorMessage(m_connection) : "no connection"));
}

void PgDatabase::check(const Result& result)
{
    switch (PQresultStatus(result.get())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
        return;
    case PGRES_PIPELINE_ABORTED:
        raise(nullptr, "not run after an earlier error");
    default:
        raise(PQresultErrorField(result.get(), PG_DIAG_SQLSTATE), PQresultErrorMessage(result.get()));
    }
}

void PgDatabase::exec(const std::string& sql)
{
    if (!m_inTransaction)
        connectIfLost();
    m_inTransaction = false; // of a connection that fails now nothing is left
    const Result result(PQexec(m_connection, sql.c_str()), PQclear);
    if (!result)
        fail("exec");
    m_inTransaction =
        PQtransactionStatus(m_connection) != PQTRANS_IDLE && PQstatus(m_connection) == CONNECTION_OK;
    check(result);
}

std::int64_t PgDatabase::integer(std::string_view sql, std::int64_t fallback)
{
    PgStatement statement = prepare(sql);
    return statement.step() ? statement.integer(0) : fallback;
}

/// The name under which the server knows the statement; prepared at its first use.
const std::string& PgDatabase::prepared(const PgStatement& statement)
{
    const auto known = m_names.find(statement.m_sql);
    if (known != m_names.end())
        return known->second;
    std::vector<Oid> types;
    for (const auto& parameter : statement.m_parameters)
        types.push_back(parameter.type);
    std::string name = "q" + std::to_string(m_names.size());
    const std::string sql = numbered(statement.m_sql);
    if (m_piped) {
        if (!PQsendPrepare(m_connection, name.c_str(), sql.c_str(), int(types.size()), types.data()))
            fail("prepare");
        ++m_awaited;
    } else {
        const Result result(
            PQprepare(m_connection, name.c_str(), sql.c_str(), int(types.size()), types.data()), PQclear);
        if (!result)
            fail("prepare");
        check(result);
    }
    return m_names.emplace(statement.m_sql, std::move(name)).first->second;
}

namespace {
struct Parameters {
    std::vector<const char*> values;
    std::vector<int> lengths, formats;
    template <class List> explicit Parameters(const List& list)
    {
        for (const auto& each : list) {
            values.push_back(each.bytes.data());
            lengths.push_back(int(each.bytes.size()));
            formats.push_back(binary);
        }
    }
};
} // namespace

void PgDatabase::send(const PgStatement& statement, const std::string& name)
{
    const Parameters parameters(statement.m_parameters);
    if (!PQsendQueryPrepared(m_connection, name.c_str(), int(parameters.values.size()),
                             parameters.values.data(), parameters.lengths.data(), parameters.formats.data(),
                             binary))
        fail("send");
    ++m_awaited;
}

void PgDatabase::post(const PgStatement& statement)
{
    if (!m_piped) {
        ask(statement);
        return;
    }
    send(statement, prepared(statement));
    if (m_awaited >= mostAwaited)
        settle();
}

PgDatabase::Result PgDatabase::ask(const PgStatement& statement)
{
    if (!m_piped && !m_inTransaction)
        connectIfLost();
    const std::string& name = prepared(statement);
    if (!m_piped) {
        const Parameters parameters(statement.m_parameters);
        Result result(PQexecPrepared(m_connection, name.c_str(), int(parameters.values.size()),
                                     parameters.values.data(), parameters.lengths.data(),
                                     parameters.formats.data(), binary),
                      PQclear);
        if (!result)
            fail("query");
        check(result);
        return result;
    }
    send(statement, name);
    while (m_awaited > 1)
        check(nextResult());
    Result own = nextResult();
    check(own);
    return own;
}

/// The next result of the pipeline.
PgDatabase::Result PgDatabase::nextResult()
{
    if (!PQsendFlushRequest(m_connection) || PQflush(m_connection) < 0)
        fail("flush");
    Result result(PQgetResult(m_connection), PQclear);
    if (!result)
        fail("result");
    if (PGresult* end = PQgetResult(m_connection)) { // a null ends what belongs to one statement
        PQclear(end);
        fail("result");
    }
    --m_awaited;
    return result;
}

void PgDatabase::settle()
{
    while (m_awaited > 0)
        check(nextResult());
}

void PgDatabase::beginPipeline()
{
    if (!PQenterPipelineMode(m_connection))
        fail("pipeline");
    m_piped = true;
}

void PgDatabase::endPipeline()
{
    if (!PQpipelineSync(m_connection))
        fail("sync");
    while (m_awaited > 0)
        check(nextResult());
    const Result sync(PQgetResult(m_connection), PQclear);
    if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC || !PQexitPipelineMode(m_connection))
        fail("sync");
    m_piped = false;
}

/// The server rolls back what a connection leaves behind.
void PgDatabase::abandon() noexcept
{
    PQfinish(m_connection);
    m_connection = nullptr;
    m_piped = false;
}

// ---- the writer

PgWriteTransaction::PgWriteTransaction(PgDatabase& db) : m_db(db)
{
    for (int look = 1;; ++look) {
        db.connectIfLost();
        db.beginPipeline();
        try {
            db.prepare("BEGIN").run();
            db.prepare(takeLock).step();
            return;
        } catch (const PgLockTimeout&) {
            db.abandon();
            if (look == looks)
                throw;
        } catch (...) {
            db.abandon();
            throw;
        }
        db.connectIfLost();
        db.prepare(depose).step(); // none: it is only busy
    }
}

PgWriteTransaction::~PgWriteTransaction()
{
    if (m_open)
        m_db.abandon();
}

void PgWriteTransaction::commit()
{
    auto end = m_db.prepare("COMMIT");
    end.run();
    m_db.endPipeline();
    m_open = false;
}

} // namespace qoloner
