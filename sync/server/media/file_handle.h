// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace qoloner {

/// An open file of the system, closed when this goes.
class FileHandle {
public:
    FileHandle() = default;
    /// Of what `open` gave: -1 is none.
    explicit FileHandle(int file) : m_file(file) {}
    FileHandle(FileHandle&& other) noexcept : m_file(std::exchange(other.m_file, -1)) {}
    FileHandle& operator=(FileHandle&& other) noexcept
    {
        std::swap(m_file, other.m_file);
        return *this;
    }
    FileHandle(const FileHandle&) = delete;
    FileHandle& operator=(const FileHandle&) = delete;
    ~FileHandle();

    int get() const { return m_file; }
    explicit operator bool() const { return m_file >= 0; }

private:
    int m_file = -1;
};

/// StorageFull or StorageError for `error` (errno) about `what`.
[[noreturn]] void throwStorage(const std::string& what, int error);
/// All of `bytes`, or throws.
void writeAll(const FileHandle& file, std::string_view bytes);
/// What was written is on the disk; throws.
void syncFile(const FileHandle& file);
/// What was made, renamed or removed in `folder` is on the disk; throws.
void syncFolder(const std::filesystem::path& folder);
/// Makes `folder` and those above it, for nobody else to read. Durable.
void makeFolders(const std::filesystem::path& folder);
/// `file` holds `text` or what it held before, whatever happens; for nobody else to read.
void replaceFile(const std::filesystem::path& file, std::string_view text);

} // namespace qoloner
