// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/app/file_key_store.h"

#include "core/domain/ids.h"
#include "core/domain/keys.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <stdexcept>

namespace qoloner {

FileKeyStore::FileKeyStore(std::string folder) : m_folder(std::move(folder))
{
    const QString dir = QString::fromStdString(m_folder);
    if (!QDir().mkpath(dir) ||
        !QFile::setPermissions(dir, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        throw std::runtime_error("the folder for keys cannot be made: " + m_folder);
}

std::string FileKeyStore::path(std::string_view name) const
{
    // Names are ours, but a path must never come out of one.
    return m_folder + "/" + toHex(name) + ".key";
}

std::optional<std::string> FileKeyStore::load(std::string_view name)
{
    QFile file(QString::fromStdString(path(name)));
    if (!file.open(QIODevice::ReadOnly) || file.size() > 4096)
        return std::nullopt;
    return file.readAll().toStdString();
}

bool FileKeyStore::store(std::string_view name, std::string_view secret)
{
    QSaveFile file(QString::fromStdString(path(name)));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return false;
    file.write(secret.data(), qint64(secret.size()));
    return file.commit();
}

std::string secretOf(KeyStore& keys, std::string_view name, std::size_t bytes)
{
    if (auto known = keys.load(name); known && known->size() == bytes)
        return *known;
    else if (known)
        throw std::runtime_error("a damaged key is in the way: " + std::string(name));
    std::string secret = randomBytes(bytes);
    if (!keys.store(name, secret))
        throw std::runtime_error("the key cannot be kept: " + std::string(name));
    return secret;
}

} // namespace qoloner
