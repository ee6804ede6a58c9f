// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.h"

#include "core/store/wal_renewal.h"

#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <limits>

#include <sqlite3.h>

namespace qoloner {

namespace {

constexpr std::size_t kCacheLimit = 64;
constexpr std::size_t kKeyBytes = 32;

/// The file: URI of `path`, opened as a file that nobody changes.
std::string immutableUri(const std::string& path)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    // An absolute path needs the empty authority, else "//host/x" would be read as one.
    std::string uri = path.front() == '/' ? "file://" : "file:";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || byte == '/' || byte == '.' || byte == '-' ||
                           byte == '_';
        if (plain) {
            uri += c;
        } else {
            uri += '%';
            uri += digits[byte >> 4U];
            uri += digits[byte & 15U];
        }
    }
    return uri + "?immutable=1";
}

void configure(const Database& db, int option, bool on)
{
    if (const int rc = sqlite3_db_config(db.handle(), option, on ? 1 : 0, nullptr); rc != SQLITE_OK)
        db.fail(rc, "configure");
}

/// Sets the raw key of the file: no derivation, so opening costs nothing.
void applyKey(const Database& db, const std::string& key)
{
#ifdef QOLONER_SYSTEM_SQLITE
    (void)db;
    (void)key;
    throw StorageError(SQLITE_MISUSE, "a key was given, but this program was built without encryption");
#else
    if (key.size() != kKeyBytes)
        throw StorageError(SQLITE_MISUSE, "a database key has exactly 32 bytes");
    const int cipher = sqlite3mc_cipher_index("chacha20");
    if (cipher <= 0 || sqlite3mc_config(db.handle(), "cipher", cipher) != cipher)
        throw StorageError(SQLITE_ERROR, "the cipher chacha20 is missing");
    // The prefix says that what follows is the key itself, not a passphrase.
    std::array<char, 4 + kKeyBytes> raw{'r', 'a', 'w', ':'};
    std::memcpy(raw.data() + 4, key.data(), kKeyBytes);
    const int rc = sqlite3_key_v2(db.handle(), "main", raw.data(), static_cast<int>(raw.size()));
    // Through a volatile pointer: a plain fill of a dying array may be left out.
    volatile char* wipe = raw.data();
    for (std::size_t i = 0; i < raw.size(); ++i)
        wipe[i] = 0;
    if (rc != SQLITE_OK)
        db.fail(rc, "set the key");
#endif
}

/// Anybody may have made this file: its schema must not be able to run
/// anything, and a damaged page must give an error, not a wrong read.
void distrust(Database& db)
{
    configure(db, SQLITE_DBCONFIG_DEFENSIVE, true);
    configure(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, false);
    configure(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, false);
    sqlite3_limit(db.handle(), SQLITE_LIMIT_LENGTH, 64 << 20);
    sqlite3_limit(db.handle(), SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
    sqlite3_limit(db.handle(), SQLITE_LIMIT_EXPR_DEPTH, 100);
    db.exec("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0");
}

} // namespace

// ---- Statement

Statement::Statement(Statement&& other) noexcept
    : m_db(other.m_db), m_stmt(other.m_stmt), m_cached(other.m_cached)
{
    other.m_stmt = nullptr;
}

Statement::~Statement()
{
    if (!m_stmt)
        return;
    if (m_cached)
        m_db->giveBack(m_stmt);
    else
        sqlite3_finalize(m_stmt);
}

Statement& Statement::bind(int index, std::nullptr_t)
{
    if (const int rc = sqlite3_bind_null(m_stmt, index); rc != SQLITE_OK)
        m_db->fail(rc, "bind null");
    return *this;
}

Statement& Statement::bind(int index, std::int64_t value)
{
    if (const int rc = sqlite3_bind_int64(m_stmt, index, value); rc != SQLITE_OK)
        m_db->fail(rc, "bind a number");
    return *this;
}

Statement& Statement::bind(int index, double value)
{
    if (const int rc = sqlite3_bind_double(m_stmt, index, value); rc != SQLITE_OK)
        m_db->fail(rc, "bind a real");
    return *this;
}

Statement& Statement::bind(int index, std::string_view text)
{
    // A null pointer would bind NULL, and an empty view may carry one.
    const char* data = text.data() ? text.data() : "";
    const int rc = sqlite3_bind_text64(m_stmt, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (rc != SQLITE_OK)
        m_db->fail(rc, "bind text");
    return *this;
}

Statement& Statement::bindBlob(int index, std::string_view bytes)
{
    const char* data = bytes.data() ? bytes.data() : "";
    const int rc = sqlite3_bind_blob64(m_stmt, index, data, bytes.size(), SQLITE_STATIC);
    if (rc != SQLITE_OK)
        m_db->fail(rc, "bind a blob");
    return *this;
}

bool Statement::step()
{
    const int rc = sqlite3_step(m_stmt);
    if (rc == SQLITE_ROW)
        return true;
    if (rc == SQLITE_DONE)
        return false;
    // The message belongs to the connection and is read first; the statement is
    // reset on the way out, so that it holds no lock and can be tried again.
    struct ResetOnExit {
        sqlite3_stmt* stmt;
        ~ResetOnExit() { sqlite3_reset(stmt); }
    } resetOnExit{m_stmt};
    m_db->fail(rc, sqlite3_sql(m_stmt));
}

void Statement::run()
{
    while (step()) {
    }
    sqlite3_reset(m_stmt);
    // Bound text is not ours; nothing may point to it any more.
    sqlite3_clear_bindings(m_stmt);
}

void Statement::reset()
{
    sqlite3_reset(m_stmt); // repeats the error of the last step, which was thrown already
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_stmt, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_stmt, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_stmt, column);
}

std::string_view Statement::text(int column) const
{
    // In this order: the first call may convert, the second counts what it made.
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_stmt, column));
    const int size = sqlite3_column_bytes(m_stmt, column);
    return data ? std::string_view(data, static_cast<std::size_t>(size)) : std::string_view();
}

std::string_view Statement::blob(int column) const
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_stmt, column));
    const int size = sqlite3_column_bytes(m_stmt, column);
    return data ? std::string_view(data, static_cast<std::size_t>(size)) : std::string_view();
}

int Statement::type(int column) const
{
    return sqlite3_column_type(m_stmt, column);
}

int Statement::columns() const
{
    return sqlite3_column_count(m_stmt);
}

// ---- Database

Database::Database(const std::string& path, const Options& options) : m_path(path)
{
    if (path.empty() || path.find('\0') != std::string::npos)
        throw StorageError(SQLITE_CANTOPEN, "a database needs the path of a file");

    const bool write = options.mode == Mode::ReadWrite;
    const bool immutable = options.mode == Mode::Immutable;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    flags |= write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    if (immutable)
        flags |= SQLITE_OPEN_URI;

    std::string vfs = options.vfs ? options.vfs : "";
    if (!vfs.empty() && !options.key.empty())
        vfs.insert(0, "multipleciphers-"); // encryption is a layer over the named one

    try {
        const std::string name = immutable ? immutableUri(path) : path;
        const int rc = sqlite3_open_v2(name.c_str(), &m_db, flags, vfs.empty() ? nullptr : vfs.c_str());
        if (rc != SQLITE_OK)
            fail(rc, "open " + path);
        sqlite3_busy_timeout(m_db, options.busyTimeoutMs);
        if (!options.key.empty())
            applyKey(*this, options.key);
        configure(*this, SQLITE_DBCONFIG_DQS_DML, false);
        configure(*this, SQLITE_DBCONFIG_DQS_DDL, false);
        if (options.untrusted)
            distrust(*this);

        // The first read: here a wrong key, or a file of another kind, shows.
        exec("SELECT count(*) FROM sqlite_schema");

        exec("PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8192");
        if (write) {
            // Where the file system has no shared memory SQLite keeps its rollback
            // journal, which is as safe; a private database in memory needs neither.
            exec("PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=16777216; PRAGMA secure_delete=ON");
            exec(options.durable ? "PRAGMA synchronous=FULL; PRAGMA fullfsync=ON"
                                 : "PRAGMA synchronous=NORMAL");
            if (options.durable)
                renewWal(m_db);
        } else {
            exec("PRAGMA query_only=ON");
            // Only of a file that nobody writes or cuts while it is mapped.
            if (immutable && !options.untrusted && options.key.empty())
                exec("PRAGMA mmap_size=67108864");
        }
    } catch (...) {
        sqlite3_close(m_db);
        throw;
    }
}

Database::~Database()
{
    for (const Cached& cached : m_cache) {
        assert(!cached.lent);
        sqlite3_finalize(cached.stmt);
    }
    [[maybe_unused]] const int rc = sqlite3_close(m_db);
    assert(rc == SQLITE_OK); // else a Statement outlives its Database
}

Statement Database::prepare(std::string_view sql)
{
    const auto known = m_bySql.find(sql);
    if (known != m_bySql.end() && !known->second->lent) {
        m_cache.splice(m_cache.begin(), m_cache, known->second);
        known->second->lent = true;
        return Statement(this, known->second->stmt, true);
    }
    if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        fail(SQLITE_TOOBIG, "prepare");

    // The same text while it is on loan: a second statement, used once.
    const bool cache = known == m_bySql.end();
    sqlite3_stmt* stmt = nullptr;
    const char* tail = nullptr;
    const int rc = sqlite3_prepare_v3(m_db, sql.data(), static_cast<int>(sql.size()),
                                      cache ? SQLITE_PREPARE_PERSISTENT : 0, &stmt, &tail);
    if (rc != SQLITE_OK)
        fail(rc, sql);
    const std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
    if (!stmt || rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
        sqlite3_finalize(stmt);
        throw StorageError(SQLITE_MISUSE, "not one statement: " + std::string(sql));
    }
    if (!cache)
        return Statement(this, stmt, false);

    m_cache.push_front({std::string(sql), stmt, true});
    m_bySql.emplace(m_cache.front().sql, m_cache.begin());
    m_byStmt.emplace(stmt, m_cache.begin());
    return Statement(this, stmt, true);
}

void Database::giveBack(sqlite3_stmt* stmt)
{
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    m_byStmt.at(stmt)->lent = false;

    // The oldest that nobody holds makes room; those on loan wait for their return.
    for (auto it = m_cache.end(); m_cache.size() > kCacheLimit && it != m_cache.begin();) {
        --it;
        if (it->lent)
            continue;
        m_bySql.erase(it->sql);
        m_byStmt.erase(it->stmt);
        sqlite3_finalize(it->stmt);
        it = m_cache.erase(it);
    }
}

void Database::exec(const std::string& sql)
{
    if (const int rc = sqlite3_exec(m_db, sql.c_str(), nullptr, nullptr, nullptr); rc != SQLITE_OK)
        fail(rc, sql);
}

std::int64_t Database::integer(std::string_view sql, std::int64_t fallback)
{
    Statement statement = prepare(sql);
    return statement.step() ? statement.integer(0) : fallback;
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(m_db);
}

std::int64_t Database::lastInsertRowId() const
{
    return sqlite3_last_insert_rowid(m_db);
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_db) == 0;
}

void Database::fail(int rc, std::string_view doing) const
{
    constexpr std::size_t longest = 300; // of the SQL in the message
    // The connection's own message, when it speaks of this very failure.
    const bool own = m_db && (sqlite3_errcode(m_db) & 0xff) == (rc & 0xff);
    const int code = own ? sqlite3_extended_errcode(m_db) : rc;
    const std::string what = std::string(own ? sqlite3_errmsg(m_db) : sqlite3_errstr(rc)) + " (" +
                             std::to_string(code) + "): " + std::string(doing.substr(0, longest));
    const int cause = m_db ? sqlite3_system_errno(m_db) : 0;
    switch (code & 0xff) {
    case SQLITE_FULL:
        throw StorageFull(code, what);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        // Not every path of the unix layer turns a full disk into SQLITE_FULL; a new
        // journal that finds no room can't be opened, says SQLite. EFBIG is the end of the
        // room too (4 GiB on a FAT card, or a limit of the process).
        if (cause == ENOSPC || cause == EDQUOT || cause == EFBIG)
            throw StorageFull(code, what);
        break;
    case SQLITE_NOTADB:
        throw NotADatabase(code, what);
    case SQLITE_CONSTRAINT:
        throw ConstraintViolation(code, what);
    default:
        break;
    }
    throw StorageError(code, what);
}

// ---- Transaction

Transaction::Transaction(Database& db) : m_db(db)
{
    m_db.prepare("BEGIN IMMEDIATE").run();
}

Transaction::~Transaction()
{
    // After a full disk or an I/O error SQLite may have rolled back by itself.
    if (m_open && m_db.inTransaction())
        sqlite3_exec(m_db.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    m_db.prepare("COMMIT").run();
    m_open = false;
}

bool encryptionAvailable()
{
#ifdef QOLONER_SYSTEM_SQLITE
    return false;
#else
    return true;
#endif
}

} // namespace qoloner
