// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace qoloner {

/// Something the caller can act on. `code` is a stable machine word
/// ("field_required"), `field` the catalogue name it concerns or empty, `args`
/// what a translated sentence needs. Screens translate by `code`.
struct Error {
    std::string code;
    std::string field = {};
    std::vector<std::string> args = {};

    bool operator==(const Error&) const = default;
};

template <class T> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(std::string code, std::string field = {},
                                     std::vector<std::string> args = {})
{
    return tl::unexpected<Error>(Error{std::move(code), std::move(field), std::move(args)});
}

} // namespace qoloner
