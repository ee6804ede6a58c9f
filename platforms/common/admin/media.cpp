// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/admin/media.h"

#include "sync/server/city_folder.h"
#include "sync/server/media/blob_places.h"
#include "sync/server/media/media_gc.h"
#include <iostream>
#include <limits>
#include <memory>

namespace qoloner {

namespace {

struct Asked {
    CLI::App* gc = nullptr;
    CLI::App* erase = nullptr;
    std::string data, folder, artisan;
    std::uint64_t graceDays = 40;
    bool dry = false;
    SystemClock clock;
};

/// What both need.
struct Place {
    std::filesystem::path folder;
    std::unique_ptr<BlobStore> blobs;
    BlobReferences references;
    std::unique_ptr<CityStore> reader, writer;
    MediaGc gc;

    explicit Place(const Asked& asked)
        : folder(asked.folder.empty() ? std::filesystem::path(asked.data) / "media"
                                      : std::filesystem::path(asked.folder)),
          blobs(openBlobs(folder, std::numeric_limits<std::uint64_t>::max() / 2)),
          reader(storesOf(asked.data).toRead()),
          writer(storesOf(asked.data).toWrite()),
          gc(*blobs, references, asked.clock, {folder / "gc-marks", asked.graceDays * 24 * 3600'000})
    {}
};

void collect(const Asked& asked)
{
    Place place(asked);
    const MediaGc::Counts counts = place.gc.collect(
        *place.reader,
        [&](const std::function<void(CityStore&)>& work) {
            place.writer->write([&] { work(*place.writer); });
        },
        asked.dry);
    std::cout << "photos " << counts.photos << "\nunnamed " << counts.unnamed << "\n"
              << (asked.dry ? "would_remove " : "removed ") << counts.removed << "\nbytes " << counts.bytes
              << "\n";
}

void eraseOf(const Asked& asked)
{
    Place place(asked);
    const auto photos = place.references.onlyOf(asked.artisan, *place.reader);
    std::cout << "erased " << place.gc.erase(photos) << "\n";
}

} // namespace

std::function<bool()> addMediaCommands(CLI::App& app)
{
    auto asked = std::make_shared<Asked>();
    CLI::App* media = app.add_subcommand("media", "Photos that the city keeps; also while the server runs");
    media->require_subcommand(1);
    asked->gc = media->add_subcommand("gc", "Takes away photos that nothing has named for a while");
    asked->gc->add_flag("--dry-run", asked->dry, "Only says what it would do");
    asked->gc->add_option("--grace-days", asked->graceDays, "How long is a while")
        ->capture_default_str()
        ->check(CLI::Range(31, 3650));
    asked->erase =
        media->add_subcommand("erase", "Takes away at once the photos that only one master's records name");
    asked->erase->add_option("--artisan", asked->artisan, "Row id of the master")->required();
    for (CLI::App* command : {asked->gc, asked->erase}) {
        command->add_option("--data", asked->data, "Folder of the city")->required();
        command->add_option("--media", asked->folder, "As the server's --media");
    }
    return [asked] {
        if (asked->gc->parsed())
            collect(*asked);
        else if (asked->erase->parsed())
            eraseOf(*asked);
        else
            return false;
        return true;
    };
}

} // namespace qoloner
