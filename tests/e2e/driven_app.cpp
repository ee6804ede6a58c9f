// SPDX-License-Identifier: Apache-2.0
// The app as people get it, with a driver attached to its window.
#include "platforms/linux/run_app.h"
#include "tests/support/app_driver.h"

#include <csignal>

int main(int argc, char** argv)
{
    // Tests play a full disk by limiting the size of files: the write shall fail, not the process.
    std::signal(SIGXFSZ, SIG_IGN);
    return qoloner::runApp(argc, argv, [](QQuickWindow* window, qoloner::AppServices&) {
        new qoloner::test::AppDriver(window, window);
    });
}
