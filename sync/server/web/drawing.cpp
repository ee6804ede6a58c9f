// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/drawing.h"

namespace qoloner::web {

namespace {

/// Colours by class: the style sheet gives them, for light and for dark.
struct Dyes {
    Raw ground, figure, accent;
};
constexpr Dyes dyes[] = {
    {"madder"_h, "felt"_h, "weld"_h},   {"indigo"_h, "felt"_h, "weld"_h}, {"reed"_h, "felt"_h, "weld"_h},
    {"felt"_h, "madder"_h, "indigo"_h}, {"weld"_h, "coal"_h, "felt"_h},   {"felt"_h, "indigo"_h, "madder"_h},
};
constexpr std::size_t dyeCount = std::size(dyes);
constexpr std::uint32_t layouts = 4;

/// FNV-1a: small, and the same on every machine.
std::uint32_t hashOf(std::string_view text)
{
    std::uint32_t hash = 2166136261U;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

/// A horn of `size` units across, its foot at (x, y), turned by `degrees`.
void horn(Html& out, double x, double y, double size, double degrees)
{
    out << "<use href=\"#h\" transform=\"translate("_h;
    out.number(x) << " "_h;
    out.number(y) << ")rotate("_h;
    out.number(degrees) << ")scale("_h;
    // In hundredths: a tenth is too coarse for a scale.
    out << std::string_view(std::to_string(size / 96)).substr(0, 5) << ")translate(-48 -62)\"/>"_h;
}

void diamond(Html& out, double x, double y, double half)
{
    out << "<path d=\"M"_h;
    out.number(x) << " "_h;
    out.number(y - half) << "l"_h;
    out.number(half) << " "_h;
    out.number(half) << "l"_h;
    out.number(-half) << " "_h;
    out.number(half) << "l"_h;
    out.number(-half) << " "_h;
    out.number(-half) << "z\"/>"_h;
}

/// Four horns that grow out of one middle.
void cross(Html& out, double x, double y, double size)
{
    for (int turn = 0; turn < 4; ++turn) {
        const double away = size * 0.06;
        horn(out,
             x + (turn == 1   ? away
                  : turn == 3 ? -away
                              : 0),
             y + (turn == 0   ? -away
                  : turn == 2 ? away
                              : 0),
             size, 90.0 * turn);
    }
}

/// A row of them along one edge, for a carpet of any width.
std::string teethPath(int count)
{
    std::string path;
    for (int i = 0; i < count; ++i)
        path.append("M").append(std::to_string(i * 16)).append(" 0h16l-8 11z");
    return path;
}

/// Squares of two felts, a horn in each.
void mosaic(Html& out, const Dyes& dye)
{
    constexpr int columns = 4;
    const auto each = [&](bool onAccent) {
        for (int row = 0; row < 2; ++row)
            for (int column = 0; column < columns; ++column)
                if (((row + column) % 2 == 1) == onAccent)
                    horn(out, column * 80 + 40, row == 0 ? 84 : 116, 58, row == 0 ? 0 : 180);
    };
    out << "<path d=\"M80 20h80v80H80zM240 20h80v80h-80zM0 100h80v80H0zM160 100h80v80h-80z\"/></g>"
           "<g class=\"c-"_h
        << dye.figure << "\">"_h;
    each(false);
    out << "</g><g class=\"c-"_h << dye.ground << "\">"_h;
    each(true);
}

} // namespace

Html hornSymbol()
{
    Html out;
    out << "<svg class=\"defs\" aria-hidden=\"true\"><defs><g id=\"h\" fill=\"none\" stroke=\"currentColor\" "
           "stroke-width=\"4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path id=\"hh\" d=\"M48 "
           "62V32C48 14 58 5 71 5c12 0 20 8 20 18.5S83 41 74 41c-8 0-13.5-5-13.5-12 0-6 4.3-10 9.5-10 4.5 0 "
           "7.8 3 7.8 7\"/><use href=\"#hh\" transform=\"matrix(-1 0 0 1 96 0)\"/><path d=\"M48 46c7 0 12 3 "
           "14 9M48 46c-7 0-12 3-14 9\"/><path d=\"m48 9 4.5 5.5L48 20l-4.5-5.5z\"/></g><path id=\"t\" d=\""_h
        << teethPath(60) << "\"/></defs></svg>"_h;
    return out;
}

Html logo()
{
    Html out;
    out << "<svg class=\"logo\" viewBox=\"-12 -27 120 120\" aria-hidden=\"true\"><use href=\"#h\"/></svg>"_h;
    return out;
}

Html art(std::string_view seed)
{
    const std::uint32_t hash = hashOf(seed);
    const Dyes& dye = dyes[hash % dyeCount];
    Html out;
    out << "<svg viewBox=\"0 0 320 200\" preserveAspectRatio=\"xMidYMid slice\" aria-hidden=\"true\">"
           "<rect class=\"f-"_h
        << dye.ground << "\" width=\"320\" height=\"200\"/><g class=\"f-"_h << dye.accent << "\">"_h;
    out << "<use href=\"#t\"/><use href=\"#t\" transform=\"matrix(1 0 0 -1 0 200)\"/>"_h;
    const std::uint32_t layout = hash / dyeCount % layouts;
    if (layout == 0) {
        diamond(out, 40, 100, 17);
        diamond(out, 280, 100, 17);
        diamond(out, 160, 100, 9);
        out << "</g><g class=\"c-"_h << dye.figure << "\">"_h;
        cross(out, 160, 100, 92);
        horn(out, 40, 78, 56, 0);
        horn(out, 40, 122, 56, 180);
        horn(out, 280, 78, 56, 0);
        horn(out, 280, 122, 56, 180);
    } else if (layout == 1) {
        for (const double x : {40.0, 120.0, 200.0, 280.0})
            diamond(out, x, 100, 11);
        out << "</g><g class=\"c-"_h << dye.figure << "\">"_h;
        for (const double x : {0.0, 80.0, 160.0, 240.0, 320.0}) {
            horn(out, x, 96, 76, 0);
            horn(out, x, 104, 76, 180);
        }
    } else if (layout == 2) {
        mosaic(out, dye);
    } else {
        out << "<path d=\"M160 26 234 100 160 174 86 100z\"/>"_h;
        diamond(out, 22, 100, 30);
        diamond(out, 298, 100, 30);
        out << "</g><g class=\"c-"_h << dye.ground << "\">"_h;
        horn(out, 160, 97, 84, 0);
        horn(out, 160, 103, 84, 180);
        out << "</g><g class=\"c-"_h << dye.figure << "\">"_h;
        horn(out, 70, 62, 62, 315);
        horn(out, 250, 62, 62, 45);
        horn(out, 70, 138, 62, 225);
        horn(out, 250, 138, 62, 135);
    }
    out << "</g></svg>"_h;
    return out;
}

Html frieze()
{
    Html out;
    out << "<svg class=\"frieze\" viewBox=\"0 0 960 160\" preserveAspectRatio=\"xMidYMid slice\" "
           "aria-hidden=\"true\"><rect class=\"f-madder\" width=\"960\" height=\"160\"/><g "
           "class=\"f-weld\"><use href=\"#t\"/><use href=\"#t\" transform=\"matrix(1 0 0 -1 0 160)\"/>"_h;
    for (int x = 160; x < 960; x += 160)
        diamond(out, x, 80, 14);
    out << "</g><g class=\"c-felt\">"_h;
    for (int x = 160; x < 960; x += 160) {
        horn(out, x, 58, 50, 0);
        horn(out, x, 102, 50, 180);
    }
    for (int x = 80; x < 960; x += 160)
        cross(out, x, 80, 66);
    out << "</g></svg>"_h;
    return out;
}

std::string iconSvg()
{
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 128 128\"><rect width=\"128\" "
           "height=\"128\" rx=\"28\" fill=\"#A5342B\"/><g transform=\"translate(18.5 33) scale(.948)\" "
           "fill=\"none\" stroke=\"#F7F2E8\" stroke-width=\"5\" stroke-linecap=\"round\" "
           "stroke-linejoin=\"round\"><path id=\"a\" d=\"M48 62V32C48 14 58 5 71 5c12 0 20 8 20 18.5S83 41 "
           "74 "
           "41c-8 0-13.5-5-13.5-12 0-6 4.3-10 9.5-10 4.5 0 7.8 3 7.8 7\"/><use href=\"#a\" "
           "transform=\"matrix(-1 0 0 1 96 0)\"/><path d=\"M48 46c7 0 12 3 14 9M48 46c-7 0-12 3-14 "
           "9\"/></g></svg>\n";
}

} // namespace qoloner::web
