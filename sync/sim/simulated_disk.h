// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qoloner::sim {

/// How a run on a disk ends.
enum class CrashKind : std::uint8_t {
    Kill,     ///< the process dies; what it wrote is in the system's cache and stays
    PowerCut, ///< the cache dies too: only what was synced is certain
};

/// What can go wrong on a disk that lives on.
enum class DiskFault : std::uint8_t {
    Full,       ///< a write, growth or new file finds no room; a part of a write may be done
    WriteError, ///< a write, truncation, creation or removal fails
    SyncError,  ///< a sync fails, and the system forgets that it still had something to write
    ReadError,  ///< a read fails
    ShortRead,  ///< a read ends early, as if the file did
};
constexpr std::size_t diskFaultCount = 5;

enum class DiskStatus : std::uint8_t {
    Ok,
    NotFound,
    Full,
    Failed,
    Dead, ///< it crashed and was not restarted
};

struct DiskCounts {
    std::uint64_t writes = 0, syncs = 0, reads = 0, names = 0, bytesWritten = 0;
};

/// A disk in memory below a system with a write cache, as POSIX allows it to be.
///
/// A process always reads back what it wrote. What survives a power cut is drawn
/// from a seeded generator: each sector written since the file's last sync holds
/// any content it had since then, each file any size, each name that was made or
/// removed since the directory's last sync any file it stood for. So writes get
/// lost, torn, reordered; files grow without their data; removed files come back.
///
/// A change is a write, truncation, sync, creation, removal or a directory's sync.
/// Same seed, same calls: same disk. A copy is a clone of the disk, cache included.
class SimulatedDisk {
public:
    using FileId = std::uint64_t;
    static constexpr std::uint64_t unlimited = ~std::uint64_t(0);

    explicit SimulatedDisk(std::uint64_t seed = 1, std::size_t sectorBytes = 512);

    /// Chance from here on is drawn from `seed`: clones go their own ways.
    void reseed(std::uint64_t seed) { m_random = seed; }
    /// The disk's generator, for whatever must be as repeatable as the disk.
    std::uint64_t random();

    // --- crashes

    /// The disk dies in the `nth` change from now, 1 the next. The change may be done,
    /// in part or not at all.
    void crashAt(std::uint64_t nth, CrashKind kind);
    void crashNow(CrashKind kind);
    /// Forgets a crash that has not come yet.
    void calmDown() { m_crashIn = 0; }
    bool isDead() const { return m_dead; }
    /// The machine and the process are up again; what was open is not.
    void restart();
    /// Counts restarts: what was opened before the last one is void.
    std::uint64_t generation() const { return m_generation; }

    // --- faults

    /// The `nth` operation from now that `fault` can hit fails, 1 the next; all
    /// that follow as well if `lasting`.
    void inject(DiskFault fault, std::uint64_t nth, bool lasting = false);
    void clearFaults();
    /// How often `fault` has struck.
    std::uint64_t struck(DiskFault fault) const { return at(fault).struck; }
    /// Room for all files together, in bytes; whole sectors are taken.
    void setCapacity(std::uint64_t bytes) { m_capacity = bytes; }
    std::uint64_t usedBytes() const;
    /// A disk that says it has synced and has not: the proof that syncs matter.
    void setIgnoresSync(bool ignores) { m_ignoresSync = ignores; }

    /// Changes so far; of crashAt's kind.
    std::uint64_t changes() const { return m_changes; }
    const DiskCounts& counts() const { return m_counts; }

    // --- files

    bool exists(const std::string& name) const { return m_names.contains(name); }
    std::vector<std::string> names() const;
    /// Opens `name`, made when it is not there and `create` says so; NotFound, Full, Failed or Dead.
    DiskStatus open(const std::string& name, bool create, FileId& file, bool& created);
    void close(FileId file);
    /// The name goes; the file itself stays until nobody has it open.
    DiskStatus remove(const std::string& name);
    /// Makes all changes of names certain.
    DiskStatus syncDirectory();

    /// `got`: how much there was to read.
    DiskStatus read(FileId file, std::uint64_t offset, std::span<char> into, std::size_t& got);
    DiskStatus write(FileId file, std::uint64_t offset, std::string_view bytes);
    DiskStatus truncate(FileId file, std::uint64_t size);
    DiskStatus sync(FileId file);
    std::uint64_t size(FileId file) const;
    /// What a process would read; empty when there is no such file.
    std::string contents(const std::string& name) const;

private:
    struct File {
        std::string cached;  ///< what processes see
        std::string durable; ///< what the platter holds
        /// Sectors written since the last sync, with the contents they had in between.
        std::map<std::uint64_t, std::vector<std::string>> dirty;
        std::vector<std::uint64_t> sizes; ///< the file had since the last sync
        unsigned open = 0;
    };
    struct Pending {
        std::uint64_t in = 0; ///< operations until it strikes; 0: not set
        bool lasting = false;
        std::uint64_t struck = 0;
    };
    using Names = std::map<std::string, FileId>;

    Pending& at(DiskFault fault) { return m_faults[std::size_t(fault)]; }
    const Pending& at(DiskFault fault) const { return m_faults[std::size_t(fault)]; }
    bool strikes(DiskFault fault);
    bool dies();
    std::uint64_t below(std::uint64_t bound) { return random() % bound; }
    std::string sector(const std::string& of, std::uint64_t number) const;
    void apply(File& file, std::uint64_t offset, std::string_view bytes);
    void applyPart(File& file, std::uint64_t offset, std::string_view bytes);
    void cut(File& file, std::uint64_t size);
    void bind(const std::string& name, std::optional<FileId> file);
    void flush(File& file);
    void losePower(File& file);
    void loseNames();
    void forgetUnnamed();

    std::uint64_t m_random;
    std::size_t m_sector;
    std::map<FileId, File> m_files;
    Names m_names;
    Names m_durableNames;
    std::map<std::string, std::vector<std::optional<FileId>>> m_dirtyNames;
    FileId m_lastFile = 0;
    std::uint64_t m_capacity = unlimited;
    bool m_ignoresSync = false;

    std::array<Pending, diskFaultCount> m_faults;
    std::uint64_t m_crashIn = 0;
    CrashKind m_crashKind = CrashKind::PowerCut;
    bool m_dead = false;
    std::uint64_t m_generation = 1;
    std::uint64_t m_changes = 0;
    DiskCounts m_counts;
};

} // namespace qoloner::sim
