// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

class QQuickWindow;

namespace qoloner {

class AppServices;

/// The program: reads the command line, builds the services, shows the window
/// and runs until it closes. Returns the exit code; 2 for wrong arguments.
///
/// `onWindow` is called once the window stands, before events are handled.
int runApp(int argc, char** argv, const std::function<void(QQuickWindow*, AppServices&)>& onWindow = {});

} // namespace qoloner
