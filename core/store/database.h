// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace qoloner {

/// SQLite failed in a way nobody nearby can mend (corrupt file, I/O error,
/// misuse). `code()` is SQLite's extended result code.
class StorageError : public std::runtime_error {
public:
    StorageError(int code, const std::string& what) : std::runtime_error(what), m_code(code) {}
    int code() const { return m_code; }

private:
    int m_code;
};

/// The disk has no room left. The open transaction has been or must be rolled
/// back; nothing that was committed before is touched.
class StorageFull : public StorageError {
public:
    using StorageError::StorageError;
};

/// The file is not a database, or the key does not open it.
class NotADatabase : public StorageError {
public:
    using StorageError::StorageError;
};

/// A newer version of the app wrote the file: nothing is wrong with it, and nothing in it was touched.
class NewerFile : public NotADatabase {
public:
    using NotADatabase::NotADatabase;
};

/// A constraint (unique, not null, check) refused a row.
class ConstraintViolation : public StorageError {
public:
    using StorageError::StorageError;
};

class Database;

/// A prepared statement on loan from its Database; goes back, reset and
/// unbound, when it leaves scope. Parameters count from 1, columns from 0.
///
/// Text and blobs are bound without copying: what is bound must outlive the
/// next `step`/`run`.
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(int index, std::nullptr_t);
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, int value) { return bind(index, std::int64_t(value)); }
    Statement& bind(int index, std::uint64_t value) { return bind(index, std::int64_t(value)); }
    Statement& bind(int index, double value);
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
    Statement& bindBlob(int index, std::string_view bytes);

    /// Binds all arguments in order from 1: text as text, numbers as numbers.
    template <class... T> Statement& with(const T&... values)
    {
        int i = 0;
        (bind(++i, values), ...);
        return *this;
    }

    /// True while there is a row to read.
    bool step();
    /// Runs to the end, ready to be bound again.
    void run();
    void reset();

    bool isNull(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    /// Valid until the next step or reset.
    std::string_view text(int column) const;
    std::string_view blob(int column) const;
    std::string string(int column) const { return std::string(text(column)); }
    /// SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB or SQLITE_NULL.
    int type(int column) const;
    int columns() const;

    sqlite3_stmt* handle() const { return m_stmt; }

private:
    friend class Database;
    Statement(Database* db, sqlite3_stmt* stmt, bool cached) : m_db(db), m_stmt(stmt), m_cached(cached) {}

    Database* m_db;
    sqlite3_stmt* m_stmt;
    bool m_cached;
};

/// One connection to one SQLite file. Not shared between threads: each thread
/// opens its own.
class Database {
public:
    enum class Mode { ReadWrite, ReadOnly, Immutable };
    struct Options {
        Mode mode = Mode::ReadWrite;
        /// Encryption key, used as it is (32 bytes raw); empty: not encrypted.
        std::string key;
        /// true: every commit survives a power cut (synchronous=FULL).
        bool durable = true;
        /// true: a file from outside (pack, snapshot): no triggers, no views
        /// with side effects, defensive, trusted_schema off.
        bool untrusted = false;
        int busyTimeoutMs = 5000;
        /// Name of a registered sqlite3_vfs; null: the default one.
        const char* vfs = nullptr;
    };

    /// Opens or (ReadWrite) creates `path`; ":memory:" for a private one.
    /// Throws NotADatabase, StorageFull or StorageError.
    explicit Database(const std::string& path) : Database(path, Options{}) {}
    Database(const std::string& path, const Options& options);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// The cached statement for `sql`; prepared on first use.
    Statement prepare(std::string_view sql);
    /// Runs one or more statements, none of which returns rows of interest.
    void exec(const std::string& sql);
    /// First column of the first row, or `fallback` without a row.
    std::int64_t integer(std::string_view sql, std::int64_t fallback = 0);

    std::int64_t changes() const;
    std::int64_t lastInsertRowId() const;
    bool inTransaction() const;
    const std::string& path() const { return m_path; }
    sqlite3* handle() const { return m_db; }

    /// Throws the exception that fits SQLite result code `rc`.
    [[noreturn]] void fail(int rc, std::string_view doing) const;

private:
    friend class Statement;
    void giveBack(sqlite3_stmt* stmt);

    struct Cached {
        std::string sql;
        sqlite3_stmt* stmt;
        bool lent;
    };
    std::string m_path;
    sqlite3* m_db = nullptr;
    std::list<Cached> m_cache; // most recently used first
    std::unordered_map<std::string_view, std::list<Cached>::iterator> m_bySql;
    std::unordered_map<sqlite3_stmt*, std::list<Cached>::iterator> m_byStmt;
};

/// BEGIN IMMEDIATE on construction; rolls back unless `commit` was reached.
class Transaction {
public:
    explicit Transaction(Database& db);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Database& m_db;
    bool m_open = true;
};

/// True when the engine can encrypt files (false with the system's SQLite).
bool encryptionAvailable();

} // namespace qoloner
