// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct pg_conn;
struct pg_result;

namespace qoloner {

class PgDatabase;

/// A statement of a PgDatabase with the same face as Statement (core/store/database.h):
/// parameters are `?` and count from 1, columns from 0. Integers are bigint, text is text,
/// blobs are bytea; all travel in binary.
///
/// What is bound is copied. A NUL, which PostgreSQL's text cannot hold, becomes U+FFFD.
class PgStatement {
public:
    PgStatement(PgStatement&&) noexcept = default;
    PgStatement& operator=(PgStatement&&) = delete;

    PgStatement& bind(int index, std::int64_t value);
    PgStatement& bind(int index, int value) { return bind(index, std::int64_t(value)); }
    PgStatement& bind(int index, std::uint64_t value) { return bind(index, std::int64_t(value)); }
    PgStatement& bind(int index, std::string_view text);
    PgStatement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
    PgStatement& bindBlob(int index, std::string_view bytes);

    /// True while there is a row to read; all rows are here after the first call.
    bool step();
    /// Within a write transaction: sent, and not waited for. What goes wrong shows at the
    /// next `step`, at the commit at the latest.
    void run();

    std::int64_t integer(int column) const;
    /// Valid as long as the statement.
    std::string_view text(int column) const { return bytes(column); }
    std::string_view blob(int column) const { return bytes(column); }
    std::string string(int column) const { return std::string(bytes(column)); }
    bool isNull(int column) const;

private:
    friend class PgDatabase;
    struct Parameter {
        std::uint32_t type = 0; ///< OID
        std::string bytes;
    };
    PgStatement(PgDatabase& db, std::string_view sql) : m_db(&db), m_sql(sql) {}
    Parameter& at(int index);
    std::string_view bytes(int column) const;

    PgDatabase* m_db;
    std::string m_sql;
    std::vector<Parameter> m_parameters;
    std::shared_ptr<pg_result> m_result;
    int m_row = -1;
};

/// One connection to PostgreSQL (libpq). Not shared between threads.
///
/// Errors are thrown as the SQLite side throws them (core/store/database.h): StorageFull
/// for SQLSTATE 53100, ConstraintViolation for class 23, StorageError for all else, a lost
/// connection among it; the next transaction then connects anew.
class PgDatabase {
public:
    /// `dsn`: a connection string or URI of libpq. Throws StorageError when nobody answers.
    explicit PgDatabase(std::string dsn);
    PgDatabase(const PgDatabase&) = delete;
    PgDatabase& operator=(const PgDatabase&) = delete;
    ~PgDatabase();

    PgStatement prepare(std::string_view sql) { return {*this, sql}; }
    /// One or more statements without parameters; not within a write transaction.
    void exec(const std::string& sql);
    /// First column of the first row, or `fallback` without a row.
    std::int64_t integer(std::string_view sql, std::int64_t fallback = 0);

private:
    friend class PgStatement;
    friend class PgWriteTransaction;
    using Result = std::shared_ptr<pg_result>;

    void connect();
    void connectIfLost();
    void beginPipeline();
    void endPipeline();
    void abandon() noexcept;
    void post(const PgStatement& statement);
    Result ask(const PgStatement& statement);
    const std::string& prepared(const PgStatement& statement);
    void send(const PgStatement& statement, const std::string& name);
    void settle();
    Result nextResult();
    static void check(const Result& result);
    [[noreturn]] void fail(const char* doing) const;

    std::string m_dsn;
    pg_conn* m_connection = nullptr;
    std::unordered_map<std::string, std::string> m_names; ///< SQL -> name of the prepared statement
    bool m_piped = false;
    bool m_inTransaction = false; ///< one that `exec` began
    std::size_t m_awaited = 0;    ///< results of the pipeline that nobody has looked at yet
};

/// The city's one writer, over all processes and machines: BEGIN, then an advisory lock that
/// goes with the transaction. Who waits for it in vain looks at who has it, and has PostgreSQL
/// close the connection of one that fell silent in the middle; should that one wake, it finds
/// nothing of its transaction kept, and cannot commit it.
class PgWriteTransaction {
public:
    explicit PgWriteTransaction(PgDatabase& db);
    PgWriteTransaction(const PgWriteTransaction&) = delete;
    PgWriteTransaction& operator=(const PgWriteTransaction&) = delete;
    ~PgWriteTransaction();
    void commit();

private:
    PgDatabase& m_db;
    bool m_open = true;
};

} // namespace qoloner
