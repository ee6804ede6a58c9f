// SPDX-License-Identifier: Apache-2.0
#include "core/map/style.h"
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace qoloner {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxStyleBytes = 1u << 20;
constexpr std::size_t kMaxLayers = 200;
constexpr int kMaxFilterDepth = 8;

/// Thrown and caught inside this file only.
struct BadStyle : std::runtime_error {
    using std::runtime_error::runtime_error;
};

Colour colourOf(const Json& j)
{
    const auto* s = j.get_ptr<const std::string*>();
    const auto bad = [&] {
        return BadStyle("a colour must be \"#rrggbb\" or \"#rrggbbaa\", not " + j.dump());
    };
    if (!s || (s->size() != 7 && s->size() != 9) || s->front() != '#')
        throw bad();
    Colour c;
    std::uint8_t* channels[] = {&c.r, &c.g, &c.b, &c.a};
    for (std::size_t i = 0; i < (s->size() - 1) / 2; ++i) {
        int v = 0;
        for (const char ch : s->substr(1 + 2 * i, 2)) {
            const char l = char(ch | 0x20);
            const int digit = ch >= '0' && ch <= '9' ? ch - '0' : l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
            if (digit < 0)
                throw bad();
            v = v * 16 + digit;
        }
        *channels[i] = std::uint8_t(v);
    }
    return c;
}

double plainNumber(const Json& j)
{
    if (!j.is_number() || !std::isfinite(j.get<double>()))
        throw BadStyle("a number is expected, not " + j.dump());
    return j.get<double>();
}

/// A number or ["interpolate", ["linear"] | ["exponential", b], ["zoom"], z, v, ...].
ZoomNumber zoomNumber(const Json& j)
{
    if (j.is_number())
        return ZoomNumber(plainNumber(j));
    if (!j.is_array() || j.size() < 5 || j.size() % 2 == 0 || j[0] != "interpolate" ||
        j[2] != Json::array({"zoom"}) || !j[1].is_array() || j[1].empty())
        throw BadStyle("only numbers and interpolate over zoom are known, not " + j.dump());
    double base = 1;
    if (j[1][0] == "exponential" && j[1].size() == 2)
        base = plainNumber(j[1][1]);
    else if (j[1][0] != "linear")
        throw BadStyle("unknown interpolation " + j[1].dump());
    std::vector<std::pair<double, double>> stops;
    for (std::size_t i = 3; i < j.size(); i += 2) {
        stops.emplace_back(plainNumber(j[i]), plainNumber(j[i + 1]));
        if (stops.size() > 1 && stops[stops.size() - 2].first >= stops.back().first)
            throw BadStyle("zoom stops must grow");
    }
    return {std::move(stops), base};
}

MvtValue valueOf(const Json& j)
{
    if (j.is_string())
        return j.get<std::string>();
    if (j.is_boolean())
        return j.get<bool>();
    if (j.is_number())
        return j.get<double>();
    throw BadStyle("a filter compares with text, numbers and booleans, not " + j.dump());
}

StyleFilter filterOf(const Json& j, int depth = 0)
{
    using Op = StyleFilter::Op;
    static const std::map<std::string, Op> names{
        {"==", Op::Equal},    {"!=", Op::NotEqual}, {"in", Op::In},   {"!in", Op::NotIn}, {"has", Op::Has},
        {"!has", Op::HasNot}, {"all", Op::All},     {"any", Op::Any}, {"none", Op::None}};
    if (!j.is_array() || j.empty() || !j[0].is_string() || depth > kMaxFilterDepth)
        throw BadStyle("a filter must be a list that begins with its operator: " + j.dump());
    const auto it = names.find(j[0].get<std::string>());
    if (it == names.end())
        throw BadStyle("unknown filter operator " + j[0].dump());
    StyleFilter f;
    f.op = it->second;
    if (f.op == Op::All || f.op == Op::Any || f.op == Op::None) {
        for (std::size_t i = 1; i < j.size(); ++i)
            f.parts.push_back(filterOf(j[i], depth + 1));
        return f;
    }
    const bool has = f.op == Op::Has || f.op == Op::HasNot, one = f.op == Op::Equal || f.op == Op::NotEqual;
    if (j.size() < 2 || !j[1].is_string() || (has && j.size() != 2) || (one && j.size() != 3))
        throw BadStyle("wrong number of arguments in filter " + j.dump());
    f.key = j[1].get<std::string>();
    for (std::size_t i = 2; i < j.size(); ++i)
        f.values.push_back(valueOf(j[i]));
    return f;
}

bool equal(const MvtValue& a, const MvtValue& b)
{
    const auto numeric = [](const MvtValue& v) -> std::pair<bool, double> {
        if (const auto* i = std::get_if<std::int64_t>(&v))
            return {true, double(*i)};
        if (const auto* u = std::get_if<std::uint64_t>(&v))
            return {true, double(*u)};
        if (const auto* d = std::get_if<double>(&v))
            return {true, *d};
        return {false, 0};
    };
    const auto [an, av] = numeric(a);
    const auto [bn, bv] = numeric(b);
    return an && bn ? av == bv : a == b;
}

/// Reads one group (layout or paint) and refuses what it does not know.
class Properties {
public:
    Properties(const Json& layer, const char* group) : m_json(Json::object())
    {
        if (const auto it = layer.find(group); it != layer.end()) {
            if (!it->is_object())
                throw BadStyle(std::string(group) + " must be an object");
            m_json = *it;
        }
    }
    template <class F> void take(const char* name, F&& read)
    {
        if (const auto it = m_json.find(name); it != m_json.end()) {
            read(*it);
            m_json.erase(name);
        }
    }
    void number(const char* name, ZoomNumber& to)
    {
        take(name, [&](const Json& j) { to = zoomNumber(j); });
    }
    void colour(const char* name, Colour& to)
    {
        take(name, [&](const Json& j) { to = colourOf(j); });
    }
    std::string choice(const char* name, std::initializer_list<const char*> choices)
    {
        std::string got = *choices.begin();
        take(name, [&](const Json& j) {
            if (std::none_of(choices.begin(), choices.end(), [&](const char* c) { return j == c; }))
                throw BadStyle(std::string(name) + " cannot be " + j.dump());
            got = j.get<std::string>();
        });
        return got;
    }
    void done() const
    {
        if (!m_json.empty())
            throw BadStyle("unknown property " + m_json.begin().key());
    }

private:
    Json m_json;
};

void readSymbol(StyleLayer& l, Properties& layout, Properties& paint)
{
    l.alongLine = layout.choice("symbol-placement", {"point", "line"}) == "line";
    layout.take("text-field", [&](const Json& j) {
        if (!j.is_string())
            throw BadStyle("text-field must be text");
        l.textField = j.get<std::string>();
    });
    if (l.textField.empty())
        throw BadStyle("a symbol layer needs a text-field");
    layout.number("text-size", l.textSize);
    layout.take("text-letter-spacing", [&](const Json& j) { l.letterSpacing = plainNumber(j); });
    layout.take("symbol-sort-key", [&](const Json& j) { l.sortKey = int(plainNumber(j)); });
    l.upperCase = layout.choice("text-transform", {"none", "uppercase"}) == "uppercase";
    layout.take("text-font", [&](const Json& j) {
        for (const Json& face : j) {
            if (face != "Regular" && face != "Bold" && face != "Italic")
                throw BadStyle("text-font knows Regular, Bold and Italic, not " + face.dump());
            l.bold |= face == "Bold";
            l.italic |= face == "Italic";
        }
    });
    paint.colour("text-color", l.colour);
    paint.colour("text-halo-color", l.haloColour);
    paint.number("text-opacity", l.opacity);
}

StyleLayer layerOf(const Json& j)
{
    StyleLayer l;
    const std::string type = j.value("type", std::string());
    l.minZoom = j.contains("minzoom") ? plainNumber(j["minzoom"]) : 0;
    l.maxZoom = j.contains("maxzoom") ? plainNumber(j["maxzoom"]) : 24;
    l.sourceLayer = j.value("source-layer", std::string());
    if (j.contains("filter"))
        l.filter = filterOf(j["filter"]);
    Properties layout(j, "layout"), paint(j, "paint");
    if (type == "background") {
        l.kind = StyleLayer::Kind::Background;
        paint.colour("background-color", l.colour);
    } else if (type == "fill") {
        l.kind = StyleLayer::Kind::Fill;
        paint.colour("fill-color", l.colour);
        paint.number("fill-opacity", l.opacity);
    } else if (type == "line") {
        l.kind = StyleLayer::Kind::Line;
        l.roundCaps = layout.choice("line-cap", {"round", "butt"}) == "round";
        paint.colour("line-color", l.colour);
        paint.number("line-width", l.width);
        paint.number("line-opacity", l.opacity);
    } else if (type == "symbol") {
        l.kind = StyleLayer::Kind::Symbol;
        readSymbol(l, layout, paint);
    } else {
        throw BadStyle("unknown type \"" + type + "\"");
    }
    layout.done();
    paint.done();
    if (l.kind != StyleLayer::Kind::Background && l.sourceLayer.empty())
        throw BadStyle("source-layer is missing");
    return l;
}

/// The part of a layer that decides its geometry, as text.
std::string geometryOf(const Json& j, const StyleLayer& l)
{
    Json key = {l.kind, l.sourceLayer, j.value("filter", Json())};
    if (l.kind == StyleLayer::Kind::Line)
        key.push_back(l.roundCaps);
    if (l.kind == StyleLayer::Kind::Symbol) // each symbol layer is its own bucket
        key.push_back(Json{l.id, l.textField, l.alongLine, l.upperCase, l.sortKey});
    return key.dump();
}

} // namespace

double ZoomNumber::at(double zoom) const
{
    if (zoom <= m_stops.front().first)
        return m_stops.front().second;
    for (std::size_t i = 1; i < m_stops.size(); ++i) {
        const auto [z0, v0] = m_stops[i - 1];
        const auto [z1, v1] = m_stops[i];
        if (zoom >= z1)
            continue;
        const double t = m_base == 1 ? (zoom - z0) / (z1 - z0)
                                     : (std::pow(m_base, zoom - z0) - 1) / (std::pow(m_base, z1 - z0) - 1);
        return v0 + (v1 - v0) * t;
    }
    return m_stops.back().second;
}

bool StyleFilter::matches(const MvtLayer& layer, const MvtFeature& feature) const
{
    const auto each = [&](const StyleFilter& f) { return f.matches(layer, feature); };
    switch (op) {
    case Op::True:
        return true;
    case Op::All:
        return std::all_of(parts.begin(), parts.end(), each);
    case Op::Any:
        return std::any_of(parts.begin(), parts.end(), each);
    case Op::None:
        return std::none_of(parts.begin(), parts.end(), each);
    default:
        break;
    }
    MvtValue type;
    const MvtValue* v = nullptr;
    if (key == "$type") {
        type = std::string(feature.type == MvtGeometry::Point  ? "Point"
                           : feature.type == MvtGeometry::Line ? "LineString"
                                                               : "Polygon");
        v = &type;
    } else {
        v = layer.find(feature, key);
    }
    if (op == Op::Has || op == Op::HasNot)
        return (v != nullptr) == (op == Op::Has);
    const bool among =
        v && std::any_of(values.begin(), values.end(), [&](const MvtValue& w) { return equal(*v, w); });
    return among == (op == Op::Equal || op == Op::In);
}

std::shared_ptr<const Style> Style::parse(std::string_view json, std::string& error)
{
    error.clear();
    std::string where = "style";
    try {
        if (json.size() > kMaxStyleBytes)
            throw BadStyle("it is too large");
        const Json root = Json::parse(json);
        if (!root.is_object() || root.value("version", 0) != 8)
            throw BadStyle("version must be 8");
        const auto layers = root.find("layers");
        if (layers == root.end() || !layers->is_array() || layers->size() > kMaxLayers)
            throw BadStyle("layers must be a list of at most 200");
        auto style = std::make_shared<Style>();
        std::map<std::string, int> bucketOf;
        for (const Json& j : *layers) {
            if (!j.is_object() || !j.contains("id") || !j["id"].is_string())
                throw BadStyle("every layer needs an id");
            where = "layer " + j["id"].get<std::string>();
            StyleLayer l = layerOf(j);
            l.id = j["id"].get<std::string>();
            if (std::any_of(style->m_layers.begin(), style->m_layers.end(),
                            [&](const StyleLayer& o) { return o.id == l.id; }))
                throw BadStyle("the id is used twice");
            if (l.kind == StyleLayer::Kind::Background) {
                style->m_background = l.colour;
            } else {
                const std::string key = geometryOf(j, l);
                const auto [it, fresh] = bucketOf.try_emplace(key, int(style->m_buckets.size()));
                if (fresh) {
                    style->m_buckets.push_back({l.kind, l.sourceLayer, l.filter, l.minZoom, l.roundCaps});
                    style->m_geometryKey += key + '\n';
                }
                l.bucket = it->second;
                StyleBucket& b = style->m_buckets[std::size_t(l.bucket)];
                b.minZoom = std::min(b.minZoom, l.minZoom);
            }
            style->m_layers.push_back(std::move(l));
        }
        for (const StyleBucket& b : style->m_buckets)
            style->m_geometryKey += std::to_string(b.minZoom) + ' ';
        return style;
    } catch (const std::exception& e) { // BadStyle, or the JSON reader's own
        error = where + ": " + e.what();
        return nullptr;
    }
}

} // namespace qoloner
