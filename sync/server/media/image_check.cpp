// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/image_check.h"

#include "sync/server/media/file_handle.h"
#include "sync/server/media/thumbnail_sides.h"
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace qoloner {

namespace {

constexpr std::size_t maxAnswer = 8 * 1024 * 1024;
using Moment = std::chrono::steady_clock::time_point;

struct SpawnActions {
    posix_spawn_file_actions_t actions{};
    SpawnActions() { ::posix_spawn_file_actions_init(&actions); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions); }
};

/// A process that is waited for, whatever happens.
class Child {
public:
    explicit Child(pid_t pid) : m_pid(pid) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child()
    {
        if (m_pid > 0) {
            kill();
            wait();
        }
    }
    void kill() const { ::kill(m_pid, SIGKILL); }
    /// Its status.
    int wait()
    {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_pid = -1;
        return status;
    }

private:
    pid_t m_pid;
};

/// All that comes until the other end closes; false when it takes too long or is too much.
bool readAnswer(const FileHandle& from, Moment deadline, std::string& answer)
{
    std::array<char, 64 * 1024> buffer{};
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        pollfd wait{from.get(), POLLIN, 0};
        const int ready = left.count() <= 0 ? 0 : ::poll(&wait, 1, int(left.count()));
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        const ssize_t got = ::read(from.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        answer.append(buffer.data(), std::size_t(got));
        if (answer.size() > maxAnswer)
            return false;
    }
}

Result<CheckedImage> read(const std::string& answer)
{
    const std::size_t end = answer.find('\n');
    std::istringstream line(answer.substr(0, end));
    std::string word, code;
    line >> word;
    if (word == "refused" && line >> code)
        return failure(code);
    CheckedImage image;
    line >> image.mime >> image.width >> image.height;
    std::size_t at = end == std::string::npos ? answer.size() : end + 1;
    for ([[maybe_unused]] const int side : thumbnailSides) {
        std::size_t size = 0;
        line >> size;
        if (!line || size == 0 || size > answer.size() - at)
            throw std::runtime_error("qoloner-media-check gave half an answer");
        image.thumbnails.push_back(answer.substr(at, size));
        at += size;
    }
    if (word != "picture" || at != answer.size())
        throw std::runtime_error("qoloner-media-check gave an answer that is none");
    return image;
}

} // namespace

ImageCheck::ImageCheck(std::filesystem::path program, Limits limits)
    : m_program(std::move(program)), m_limits(limits)
{}

Result<CheckedImage> ImageCheck::check(const std::filesystem::path& file) const
{
    const FileHandle picture(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!picture)
        throwStorage(file.string(), errno);
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throwStorage("pipe", errno);
    const FileHandle from(ends[0]);
    FileHandle to(ends[1]);
    SpawnActions files;
    ::posix_spawn_file_actions_adddup2(&files.actions, picture.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files.actions, to.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&files.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&files.actions, STDERR_FILENO + 1);
    std::string program = m_program.string(), memory = "--memory-mib", cpu = "--cpu-seconds",
                memoryMib = std::to_string(m_limits.memoryMib),
                cpuSeconds = std::to_string(m_limits.cpuSeconds);
    std::array<char*, 6> arguments = {program.data(), memory.data(),     memoryMib.data(),
                                      cpu.data(),     cpuSeconds.data(), nullptr};
    std::array<char*, 1> environment = {nullptr};
    pid_t pid = -1;
    const int error =
        ::posix_spawn(&pid, program.c_str(), &files.actions, nullptr, arguments.data(), environment.data());
    if (error != 0)
        throw std::runtime_error(program + ": " + std::strerror(error));
    Child child(pid);
    to = {};
    std::string answer;
    const bool whole = readAnswer(from, std::chrono::steady_clock::now() + m_limits.wall, answer);
    if (!whole)
        child.kill();
    const int status = child.wait();
    if (!whole || (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)))
        return failure("media_costly");
    if (WIFSIGNALED(status)) // it broke over it, or was made to reach for something
        return failure("media_damaged");
    if (WEXITSTATUS(status) != 0)
        throw std::runtime_error(program + " ended with " + std::to_string(WEXITSTATUS(status)));
    return read(answer);
}

} // namespace qoloner
