// SPDX-License-Identifier: Apache-2.0
#include "core/media/media_store.h"

#include "core/domain/ids.h"
#include "core/domain/keys.h"

namespace qoloner {

namespace {
constexpr int mediaVersion = 1;

Database::Options withKey(const std::string& key)
{
    Database::Options options;
    options.key = key;
    return options;
}
} // namespace

MediaStore::MediaStore(const std::string& path, const std::string& key) : m_db(path, withKey(key))
{
    const std::int64_t have = m_db.integer("PRAGMA user_version");
    if (have > mediaVersion)
        throw NewerFile(0, "the media file was written by a newer version");
    if (have == mediaVersion)
        return;
    Transaction transaction(m_db);
    m_db.exec(
        "CREATE TABLE photo (sha256 TEXT NOT NULL PRIMARY KEY, jpeg BLOB NOT NULL, thumbnail BLOB NOT NULL,"
        " width INTEGER NOT NULL, height INTEGER NOT NULL) STRICT");
    m_db.exec("PRAGMA user_version = 1");
    transaction.commit();
}

void MediaStore::put(const Photo& photo)
{
    const std::lock_guard lock(m_mutex);
    Transaction transaction(m_db);
    Statement add =
        m_db.prepare("INSERT INTO photo (sha256, jpeg, thumbnail, width, height) VALUES (?, ?, ?, ?, ?) "
                     "ON CONFLICT (sha256) DO NOTHING");
    add.bind(1, photo.sha256);
    add.bindBlob(2, photo.jpeg).bindBlob(3, photo.thumbnail);
    add.bind(4, photo.width).bind(5, photo.height);
    add.run();
    transaction.commit();
}

std::optional<std::string> MediaStore::photo(const std::string& sha)
{
    const std::lock_guard lock(m_mutex);
    Statement query = m_db.prepare("SELECT jpeg FROM photo WHERE sha256 = ?");
    query.bind(1, sha);
    if (!query.step())
        return std::nullopt;
    std::string bytes(query.blob(0));
    if (toHex(sha256(bytes)) != sha)
        return std::nullopt;
    return bytes;
}

std::optional<std::string> MediaStore::thumbnail(const std::string& sha)
{
    const std::lock_guard lock(m_mutex);
    Statement query = m_db.prepare("SELECT thumbnail FROM photo WHERE sha256 = ?");
    query.bind(1, sha);
    return query.step() ? std::optional(std::string(query.blob(0))) : std::nullopt;
}

bool MediaStore::contains(const std::string& sha)
{
    const std::lock_guard lock(m_mutex);
    Statement query = m_db.prepare("SELECT 1 FROM photo WHERE sha256 = ?");
    query.bind(1, sha);
    return query.step();
}

void MediaStore::remove(const std::string& sha)
{
    const std::lock_guard lock(m_mutex);
    Statement gone = m_db.prepare("DELETE FROM photo WHERE sha256 = ?");
    gone.bind(1, sha);
    gone.run();
}

} // namespace qoloner
