// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/server/media_options.h"

namespace qoloner {

void MediaOptions::addTo(CLI::App& app)
{
    app.add_option("--media", folder,
                   "Folder of photos and of uploads on their way (default: media in the city's); in the "
                   "environment QOLONER_S3_ENDPOINT and _BUCKET, _REGION, _ACCESS_KEY, _SECRET_KEY keep "
                   "photos in object storage");
    app.add_option("--media-max-gib", maxGib, "Most that photos in the folder may take")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
    app.add_option("--media-file-mib", fileMib, "Largest photo that is taken")
        ->capture_default_str()
        ->check(CLI::Range(1, 128));
    app.add_option("--media-grace-days", graceDays, "How long a photo stays that nothing names")
        ->capture_default_str()
        ->check(CLI::Range(31, 3650)); // an edit that names it may be held for 30
    app.add_option("--media-check", check, "The program that looks at photos (default: beside this one)");
}

std::filesystem::path MediaOptions::folderFor(const std::string& data) const
{
    return folder.empty() ? std::filesystem::path(data) / "media" : std::filesystem::path(folder);
}

MediaApi::Settings MediaOptions::settings(const std::string& data) const
{
    MediaApi::Settings settings;
    settings.folder = folderFor(data);
    settings.check =
        check.empty() ? std::filesystem::read_symlink("/proc/self/exe").parent_path() / "qoloner-media-check"
                      : std::filesystem::path(check);
    settings.uploads.fileBytes = fileMib << 20;
    settings.graceMs = graceDays * 24 * 3600'000;
    return settings;
}

} // namespace qoloner
