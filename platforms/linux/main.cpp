// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/run_app.h"

int main(int argc, char** argv)
{
    return qoloner::runApp(argc, argv);
}
