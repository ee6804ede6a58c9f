// SPDX-License-Identifier: Apache-2.0
#include "sync/server/revocations.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

namespace qoloner {

Revocations::Revocations(const std::filesystem::path& folder) : m_file(folder / "revoked") {}

void Revocations::add(DeviceId device, std::uint64_t nowMs)
{
    const int handle = ::open(m_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (handle < 0)
        throw std::runtime_error(m_file.string() + ": " + std::strerror(errno));
    // The break comes first: an unfinished line must not become part of this one.
    const std::string line = "\n" + std::to_string(device) + " " + std::to_string(nowMs) + " .\n";
    const bool written =
        ::write(handle, line.data(), line.size()) == ssize_t(line.size()) && ::fsync(handle) == 0;
    ::close(handle);
    if (!written)
        throw std::runtime_error(m_file.string() + ": cannot be written");
    const int folder = ::open(m_file.parent_path().c_str(), O_RDONLY | O_CLOEXEC);
    const bool named = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0)
        ::close(folder);
    if (!named)
        throw std::runtime_error(m_file.parent_path().string() + ": cannot be written");
}

std::vector<DeviceId> Revocations::all() const
{
    std::vector<DeviceId> devices;
    std::ifstream in(m_file);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        DeviceId device = 0;
        std::uint64_t ms = 0;
        std::string end;
        if (words >> device >> ms >> end && end == ".")
            devices.push_back(device);
    }
    return devices;
}

} // namespace qoloner
