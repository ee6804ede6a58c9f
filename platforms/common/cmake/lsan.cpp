// SPDX-License-Identifier: Apache-2.0
// For builds under the address sanitizer: what of others' leaks is not ours to mend.

/// Libraries stay loaded, so that a leak is reported with its module's name.
extern "C" int dlclose(void*) noexcept
{
    return 0;
}

extern "C" const char* __lsan_default_suppressions()
{
    return "leak:libdbus-1\n"
           "leak:libGLX\n"
           "leak:swrast_dri\n"
           "leak:libfontconfig\n";
}
