// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/crash_vfs.h"

#include "sync/sim/vfs_locks.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <new>
#include <sqlite3.h>
#include <stdexcept>

namespace qoloner::sim {

struct CrashVfs::Impl {
    std::string name;
    SimulatedDisk disk;
    const Clock* clock = nullptr;
    std::mutex mutex;
    sqlite3_vfs vfs{};
    std::map<SimulatedDisk::FileId, FileLock> locks;
    std::map<SimulatedDisk::FileId, std::shared_ptr<SharedMemory>> memory;
    std::uint64_t epoch = 1; ///< handles of an earlier one are dead
    int lastErrno = 0;

    void startProcess()
    {
        disk.restart();
        locks.clear();
        memory.clear();
        ++epoch;
    }
};

namespace {

using Impl = CrashVfs::Impl;
constexpr std::uint64_t standingClock = 1'780'000'000'000;

/// What SQLite allocates for an open file.
struct CrashFile {
    sqlite3_file base;
    Impl* vfs;
    std::uint64_t epoch;
    SimulatedDisk::FileId id; ///< 0: a temporary file, only in `temporary`
    std::string* temporary;
    int level;
    bool directoryToSync; ///< its name is new
    SharedMemory::Held held;
    std::shared_ptr<SharedMemory>* memory;

    bool alive() const { return epoch == vfs->epoch && !vfs->disk.isDead(); }
};

Impl& implOf(sqlite3_vfs* vfs)
{
    return *static_cast<Impl*>(vfs->pAppData);
}

CrashFile& fileOf(sqlite3_file* file)
{
    return *reinterpret_cast<CrashFile*>(file);
}

int resultOf(Impl& vfs, DiskStatus status, int failed)
{
    switch (status) {
    case DiskStatus::Ok:
        return SQLITE_OK;
    case DiskStatus::Full:
        vfs.lastErrno = ENOSPC;
        return SQLITE_FULL;
    case DiskStatus::NotFound:
        vfs.lastErrno = ENOENT;
        return failed;
    case DiskStatus::Failed:
    case DiskStatus::Dead:
        break;
    }
    vfs.lastErrno = EIO;
    return failed;
}

// --- files

int closeFile(sqlite3_file* base)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    if (file.epoch == file.vfs->epoch && file.id != 0) {
        if (file.memory) {
            (*file.memory)->unlock(file.held, 0, SharedMemory::lockCount);
            if (file.memory->use_count() == 2) // this handle's and the table's
                file.vfs->memory.erase(file.id);
        }
        file.vfs->locks[file.id].lower(&file, file.level, SQLITE_LOCK_NONE);
        file.vfs->disk.close(file.id);
    }
    delete file.memory;
    delete file.temporary;
    return SQLITE_OK;
}

int readFile(sqlite3_file* base, void* into, int amount, sqlite3_int64 offset)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    const std::span<char> bytes(static_cast<char*>(into), std::size_t(amount));
    std::size_t got = 0;
    if (file.temporary) {
        if (std::size_t(offset) < file.temporary->size())
            got = file.temporary->copy(bytes.data(), bytes.size(), std::size_t(offset));
    } else {
        if (!file.alive())
            return resultOf(*file.vfs, DiskStatus::Dead, SQLITE_IOERR_READ);
        const DiskStatus status = file.vfs->disk.read(file.id, std::uint64_t(offset), bytes, got);
        if (status != DiskStatus::Ok)
            return resultOf(*file.vfs, status, SQLITE_IOERR_READ);
    }
    if (got == bytes.size())
        return SQLITE_OK;
    std::fill(bytes.begin() + std::ptrdiff_t(got), bytes.end(), '\0');
    return SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file* base, const void* from, int amount, sqlite3_int64 offset)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    const std::string_view bytes(static_cast<const char*>(from), std::size_t(amount));
    if (file.temporary) {
        file.temporary->resize(std::max(file.temporary->size(), std::size_t(offset) + bytes.size()));
        std::copy(bytes.begin(), bytes.end(), file.temporary->begin() + offset);
        return SQLITE_OK;
    }
    if (!file.alive())
        return resultOf(*file.vfs, DiskStatus::Dead, SQLITE_IOERR_WRITE);
    return resultOf(*file.vfs, file.vfs->disk.write(file.id, std::uint64_t(offset), bytes),
                    SQLITE_IOERR_WRITE);
}

int truncateFile(sqlite3_file* base, sqlite3_int64 size)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    if (file.temporary) {
        file.temporary->resize(std::size_t(size));
        return SQLITE_OK;
    }
    if (!file.alive())
        return resultOf(*file.vfs, DiskStatus::Dead, SQLITE_IOERR_TRUNCATE);
    return resultOf(*file.vfs, file.vfs->disk.truncate(file.id, std::uint64_t(size)), SQLITE_IOERR_TRUNCATE);
}

int syncFile(sqlite3_file* base, int)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    if (file.temporary)
        return SQLITE_OK;
    if (!file.alive())
        return resultOf(*file.vfs, DiskStatus::Dead, SQLITE_IOERR_FSYNC);
    const DiskStatus status = file.vfs->disk.sync(file.id);
    if (status != DiskStatus::Ok || !file.directoryToSync)
        return resultOf(*file.vfs, status, SQLITE_IOERR_FSYNC);
    // As SQLite does on unix: the first sync of a new journal makes its name certain too.
    const DiskStatus named = file.vfs->disk.syncDirectory();
    file.directoryToSync = named != DiskStatus::Ok;
    return resultOf(*file.vfs, named, SQLITE_IOERR_DIR_FSYNC);
}

int fileSize(sqlite3_file* base, sqlite3_int64* size)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    if (file.temporary) {
        *size = sqlite3_int64(file.temporary->size());
        return SQLITE_OK;
    }
    if (!file.alive())
        return resultOf(*file.vfs, DiskStatus::Dead, SQLITE_IOERR_FSTAT);
    *size = sqlite3_int64(file.vfs->disk.size(file.id));
    return SQLITE_OK;
}

int lockFile(sqlite3_file* base, int wanted)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    if (file.temporary)
        return SQLITE_OK;
    if (!file.alive())
        return resultOf(*file.vfs, DiskStatus::Dead, SQLITE_IOERR_LOCK);
    return file.vfs->locks[file.id].raise(&file, file.level, wanted) ? SQLITE_OK : SQLITE_BUSY;
}

int unlockFile(sqlite3_file* base, int wanted)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    if (!file.temporary && file.epoch == file.vfs->epoch)
        file.vfs->locks[file.id].lower(&file, file.level, wanted);
    return SQLITE_OK;
}

int checkReserved(sqlite3_file* base, int* reserved)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    *reserved = !file.temporary && file.alive() && file.vfs->locks[file.id].reserved() ? 1 : 0;
    return SQLITE_OK;
}

int fileControl(sqlite3_file* base, int what, void* argument)
{
    if (what == SQLITE_FCNTL_LOCKSTATE) {
        *static_cast<int*>(argument) = fileOf(base).level;
        return SQLITE_OK;
    }
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file*)
{
    return 4096; // as SQLite assumes of every unix
}

int characteristics(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; // the same
}

// --- the wal-index

int mapMemory(sqlite3_file* base, int number, int bytes, int extend, void volatile** out)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    *out = nullptr;
    if (!file.alive())
        return resultOf(*file.vfs, DiskStatus::Dead, SQLITE_IOERR_SHMMAP);
    if (!file.memory) {
        auto& shared = file.vfs->memory[file.id];
        if (!shared)
            shared = std::make_shared<SharedMemory>();
        file.memory = new std::shared_ptr<SharedMemory>(shared);
    }
    *out = (*file.memory)->region(number, bytes, extend != 0);
    return SQLITE_OK;
}

int lockMemory(sqlite3_file* base, int first, int count, int flags)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    if (flags & SQLITE_SHM_UNLOCK) {
        if (file.memory)
            (*file.memory)->unlock(file.held, first, count);
        return SQLITE_OK;
    }
    if (!file.alive() || !file.memory)
        return resultOf(*file.vfs, DiskStatus::Dead, SQLITE_IOERR_SHMLOCK);
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    return (*file.memory)->lock(file.held, first, count, exclusive) ? SQLITE_OK : SQLITE_BUSY;
}

void memoryBarrier(sqlite3_file* base)
{
    const std::lock_guard lock(fileOf(base).vfs->mutex);
}

int unmapMemory(sqlite3_file* base, int)
{
    CrashFile& file = fileOf(base);
    const std::lock_guard lock(file.vfs->mutex);
    if (!file.memory)
        return SQLITE_OK;
    (*file.memory)->unlock(file.held, 0, SharedMemory::lockCount);
    if (file.epoch == file.vfs->epoch && file.memory->use_count() == 2)
        file.vfs->memory.erase(file.id);
    delete file.memory;
    file.memory = nullptr;
    return SQLITE_OK;
}

constexpr sqlite3_io_methods ioMethods = {
    2,          closeFile,     readFile,      writeFile,   truncateFile, syncFile,        fileSize,
    lockFile,   unlockFile,    checkReserved, fileControl, sectorSize,   characteristics, mapMemory,
    lockMemory, memoryBarrier, unmapMemory,   nullptr,     nullptr};

// --- the file system

int openFile(sqlite3_vfs* base, const char* name, sqlite3_file* out, int flags, int* outFlags)
{
    Impl& vfs = implOf(base);
    const std::lock_guard lock(vfs.mutex);
    out->pMethods = nullptr;
    auto* file = new (out) CrashFile{};
    file->vfs = &vfs;
    file->epoch = vfs.epoch;
    if (!name) {
        file->temporary = new std::string;
    } else {
        bool created = false;
        const DiskStatus status = vfs.disk.open(name, (flags & SQLITE_OPEN_CREATE) != 0, file->id, created);
        if (status != DiskStatus::Ok) {
            // No room for a new file is told apart by the system's error number, as on unix.
            const int rc = resultOf(vfs, status, SQLITE_CANTOPEN);
            return rc == SQLITE_FULL ? SQLITE_CANTOPEN : rc;
        }
        // Also for one that was there: its entry may be of a process that died before it synced.
        file->directoryToSync =
            (flags & SQLITE_OPEN_CREATE) &&
            (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL));
    }
    if (outFlags)
        *outFlags = flags;
    out->pMethods = &ioMethods;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* base, const char* name, int syncDirectory)
{
    Impl& vfs = implOf(base);
    const std::lock_guard lock(vfs.mutex);
    const DiskStatus status = vfs.disk.remove(name);
    if (status == DiskStatus::NotFound)
        return SQLITE_IOERR_DELETE_NOENT;
    if (status != DiskStatus::Ok)
        return resultOf(vfs, status, SQLITE_IOERR_DELETE);
    return syncDirectory ? resultOf(vfs, vfs.disk.syncDirectory(), SQLITE_IOERR_DIR_FSYNC) : SQLITE_OK;
}

int accessFile(sqlite3_vfs* base, const char* name, int, int* result)
{
    Impl& vfs = implOf(base);
    const std::lock_guard lock(vfs.mutex);
    if (vfs.disk.isDead())
        return resultOf(vfs, DiskStatus::Dead, SQLITE_IOERR_ACCESS);
    *result = vfs.disk.exists(name) ? 1 : 0;
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs*, const char* name, int size, char* out)
{
    const std::size_t length = std::strlen(name);
    if (length >= std::size_t(size))
        return SQLITE_CANTOPEN;
    std::memcpy(out, name, length + 1);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs* base, int size, char* out)
{
    Impl& vfs = implOf(base);
    const std::lock_guard lock(vfs.mutex);
    std::generate_n(out, size, [&] { return char(vfs.disk.random()); });
    return size;
}

int sleepFor(sqlite3_vfs*, int microseconds)
{
    return microseconds; // nobody else can run meanwhile
}

int currentTimeMs(sqlite3_vfs* base, sqlite3_int64* out)
{
    constexpr sqlite3_int64 julianOf1970 = 210'866'760'000'000; // ms
    const Impl& vfs = implOf(base);
    *out = julianOf1970 + sqlite3_int64(vfs.clock ? vfs.clock->nowMs() : standingClock);
    return SQLITE_OK;
}

int currentTime(sqlite3_vfs* base, double* out)
{
    sqlite3_int64 ms = 0;
    currentTimeMs(base, &ms);
    *out = double(ms) / 86'400'000.0;
    return SQLITE_OK;
}

int lastError(sqlite3_vfs* base, int, char*)
{
    Impl& vfs = implOf(base);
    const std::lock_guard lock(vfs.mutex);
    return vfs.lastErrno;
}

} // namespace

CrashVfs::CrashVfs(std::string name, SimulatedDisk disk, const Clock* clock) : m_impl(new Impl)
{
    if (sqlite3_vfs_find(name.c_str()))
        throw std::invalid_argument("a VFS of this name is there already: " + name);
    m_impl->name = std::move(name);
    m_impl->disk = std::move(disk);
    m_impl->clock = clock;
    sqlite3_vfs& vfs = m_impl->vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(CrashFile);
    vfs.mxPathname = 512;
    vfs.zName = m_impl->name.c_str();
    vfs.pAppData = m_impl.get();
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPath;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleepFor;
    vfs.xCurrentTime = currentTime;
    vfs.xGetLastError = lastError;
    vfs.xCurrentTimeInt64 = currentTimeMs;
    if (sqlite3_vfs_register(&vfs, 0) != SQLITE_OK)
        throw std::runtime_error("SQLite takes no further VFS");
}

CrashVfs::~CrashVfs()
{
#ifndef QOLONER_SYSTEM_SQLITE
    // Made by SQLite3 Multiple Ciphers over this one when a key was given.
    sqlite3mc_vfs_destroy(("multipleciphers-" + m_impl->name).c_str());
#endif
    sqlite3_vfs_unregister(&m_impl->vfs);
}

const char* CrashVfs::name() const
{
    return m_impl->name.c_str();
}

SimulatedDisk& CrashVfs::disk()
{
    return m_impl->disk;
}

void CrashVfs::restart()
{
    const std::lock_guard lock(m_impl->mutex);
    if (!m_impl->disk.isDead())
        m_impl->disk.crashNow(CrashKind::Kill);
    m_impl->startProcess();
}

void CrashVfs::insert(SimulatedDisk disk)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->disk = std::move(disk);
    m_impl->startProcess();
}

} // namespace qoloner::sim
