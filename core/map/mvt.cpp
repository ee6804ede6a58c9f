// SPDX-License-Identifier: Apache-2.0
#include "core/map/mvt.h"
#include <cstdlib>
#include <protozero/exception.hpp>
#include <protozero/pbf_message.hpp>
#include <stdexcept>

namespace qoloner {
namespace {

enum class TileField : protozero::pbf_tag_type { Layers = 3 };
enum class LayerField : protozero::pbf_tag_type {
    Name = 1,
    Features = 2,
    Keys = 3,
    Values = 4,
    Extent = 5,
    Version = 15
};
enum class FeatureField : protozero::pbf_tag_type { Id = 1, Tags = 2, Type = 3, Geometry = 4 };
enum class ValueField : protozero::pbf_tag_type {
    Text = 1,
    Float = 2,
    Double = 3,
    Int = 4,
    Uint = 5,
    Sint = 6,
    Bool = 7
};

using Wire = protozero::pbf_wire_type;

/// Thrown and caught inside this file only.
struct BadTile : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Decoder {
public:
    explicit Decoder(const MvtLimits& limits) : m_limits(limits) {}

    void tile(std::string_view bytes, std::vector<MvtLayer>& out)
    {
        protozero::pbf_message<TileField> message(bytes.data(), bytes.size());
        while (message.next()) {
            if (message.tag_and_type() !=
                protozero::tag_and_type(TileField::Layers, protozero::pbf_wire_type::length_delimited)) {
                message.skip();
                continue;
            }
            need(out.size() < m_limits.layers, "too many layers");
            MvtLayer layer;
            readLayer(message.get_view(), layer);
            for (const MvtLayer& other : out)
                need(other.name != layer.name, "two layers with one name");
            out.push_back(std::move(layer));
        }
    }

private:
    static void need(bool condition, const char* otherwise)
    {
        if (!condition)
            throw BadTile(otherwise);
    }

    /// A field of another wire type than the specification gives it must not be read.
    template <class Message> static void mustBe(const Message& message, protozero::pbf_wire_type type)
    {
        need(message.has_wire_type(type), "a field of another kind");
    }

    std::string boundedText(protozero::data_view v) const
    {
        need(v.size() <= m_limits.textBytes, "a text is too long");
        return {v.data(), v.size()};
    }

    void readLayer(protozero::data_view bytes, MvtLayer& layer)
    {
        std::uint32_t version = 1;
        std::vector<protozero::data_view> features;
        protozero::pbf_message<LayerField> message(bytes);
        while (message.next()) {
            switch (message.tag()) {
            case LayerField::Name:
                mustBe(message, Wire::length_delimited);
                layer.name = boundedText(message.get_view());
                break;
            case LayerField::Features:
                mustBe(message, Wire::length_delimited);
                need(++m_features <= m_limits.features, "too many features");
                features.push_back(message.get_view());
                break;
            case LayerField::Keys:
                mustBe(message, Wire::length_delimited);
                need(layer.keys.size() < m_limits.keys, "too many keys");
                layer.keys.push_back(boundedText(message.get_view()));
                break;
            case LayerField::Values:
                mustBe(message, Wire::length_delimited);
                need(layer.values.size() < m_limits.values, "too many values");
                layer.values.push_back(readValue(message.get_view()));
                break;
            case LayerField::Extent:
                mustBe(message, Wire::varint);
                layer.extent = message.get_uint32();
                break;
            case LayerField::Version:
                mustBe(message, Wire::varint);
                version = message.get_uint32();
                break;
            default:
                message.skip();
            }
        }
        need(version == 1 || version == 2, "an unknown version");
        need(!layer.name.empty(), "a layer without a name");
        need(layer.extent >= 64 && layer.extent <= 65536, "an impossible extent");
        layer.features.reserve(features.size());
        for (const protozero::data_view f : features) // last, since keys and values may follow features
            readFeature(f, layer);
    }

    MvtValue readValue(protozero::data_view bytes) const
    {
        MvtValue value{false};
        bool found = false;
        protozero::pbf_message<ValueField> message(bytes);
        while (message.next()) {
            found = true;
            switch (message.tag()) {
            case ValueField::Text:
                mustBe(message, Wire::length_delimited);
                value = boundedText(message.get_view());
                break;
            case ValueField::Float:
                mustBe(message, Wire::fixed32);
                value = double(message.get_float());
                break;
            case ValueField::Double:
                mustBe(message, Wire::fixed64);
                value = message.get_double();
                break;
            case ValueField::Int:
                mustBe(message, Wire::varint);
                value = std::int64_t(message.get_int64());
                break;
            case ValueField::Uint:
                mustBe(message, Wire::varint);
                value = std::uint64_t(message.get_uint64());
                break;
            case ValueField::Sint:
                mustBe(message, Wire::varint);
                value = std::int64_t(message.get_sint64());
                break;
            case ValueField::Bool:
                mustBe(message, Wire::varint);
                value = message.get_bool();
                break;
            default:
                message.skip();
            }
        }
        need(found, "an empty value");
        return value;
    }

    void readFeature(protozero::data_view bytes, MvtLayer& layer)
    {
        MvtFeature feature;
        feature.firstTag = std::uint32_t(layer.tags.size());
        feature.firstPart = std::uint32_t(layer.parts.size());
        using Words = protozero::iterator_range<protozero::pbf_reader::const_uint32_iterator>;
        Words geometry;
        bool hasGeometry = false;
        protozero::pbf_message<FeatureField> message(bytes);
        while (message.next()) {
            switch (message.tag()) {
            case FeatureField::Id:
                mustBe(message, Wire::varint);
                feature.id = message.get_uint64();
                break;
            case FeatureField::Tags:
                mustBe(message, Wire::length_delimited);
                readTags(message.get_packed_uint32(), layer);
                break;
            case FeatureField::Type: {
                mustBe(message, Wire::varint);
                const std::int32_t type = message.get_enum();
                need(type >= 0 && type <= 3, "an unknown geometry type");
                feature.type = MvtGeometry(type);
                break;
            }
            case FeatureField::Geometry:
                mustBe(message, Wire::length_delimited);
                need(!hasGeometry, "two geometries in one feature");
                geometry = message.get_packed_uint32();
                hasGeometry = true;
                break;
            default:
                message.skip();
            }
        }
        feature.tagCount = std::uint32_t(layer.tags.size()) - feature.firstTag;
        if (hasGeometry && feature.type != MvtGeometry::Unknown)
            readGeometry(geometry.begin(), geometry.end(), feature.type, layer);
        feature.partCount = std::uint32_t(layer.parts.size()) - feature.firstPart;
        if (feature.partCount > 0)
            layer.features.push_back(feature);
        else
            layer.tags.resize(feature.firstTag);
    }

    template <class Range> void readTags(const Range& words, MvtLayer& layer)
    {
        auto it = words.begin();
        while (it != words.end()) {
            MvtLayer::Tag tag;
            tag.key = *it++;
            need(it != words.end(), "a key without a value");
            tag.value = *it++;
            need(tag.key < layer.keys.size() && tag.value < layer.values.size(), "an attribute out of range");
            need(++m_tags <= m_limits.tags, "too many attributes");
            layer.tags.push_back(tag);
        }
    }

    template <class Iterator> void readGeometry(Iterator it, Iterator end, MvtGeometry type, MvtLayer& layer)
    {
        constexpr std::uint32_t moveTo = 1, lineTo = 2, closePath = 7;
        std::int64_t x = 0, y = 0;
        MvtPart part{std::uint32_t(layer.points.size()), 0};
        const auto finish = [&](bool closed) {
            part.count = std::uint32_t(layer.points.size()) - part.first;
            const std::span<const TilePoint> pts = layer.pointsOf(part);
            bool keep = part.count > 0;
            if (type == MvtGeometry::Line)
                keep = part.count >= 2;
            else if (type == MvtGeometry::Polygon)
                keep = closed && part.count >= 3 && doubledArea(pts) != 0;
            if (keep)
                layer.parts.push_back(part);
            else
                layer.points.resize(part.first);
            part = {std::uint32_t(layer.points.size()), 0};
        };
        while (it != end) {
            const std::uint32_t word = *it++;
            const std::uint32_t command = word & 7, count = word >> 3;
            if (command == closePath) {
                need(type == MvtGeometry::Polygon && count == 1, "a misplaced close");
                finish(true);
                continue;
            }
            need(command == moveTo || command == lineTo, "an unknown drawing command");
            need(count > 0, "an empty drawing command");
            if (command == moveTo) {
                need(type == MvtGeometry::Point || count == 1, "a repeated move");
                if (type != MvtGeometry::Point)
                    finish(false);
            } else {
                need(type != MvtGeometry::Point, "a line in a point");
                need(layer.points.size() > part.first, "a line from nowhere");
            }
            for (std::uint32_t i = 0; i < count; ++i) {
                need(it != end, "geometry ends too early");
                x += protozero::decode_zigzag32(*it++);
                need(it != end, "geometry ends too early");
                y += protozero::decode_zigzag32(*it++);
                need(std::llabs(x) <= m_limits.coordinate && std::llabs(y) <= m_limits.coordinate,
                     "a point far outside the tile");
                need(++m_points <= m_limits.points, "too many points");
                const TilePoint p{std::int32_t(x), std::int32_t(y)};
                // A repeated point has no direction and only troubles later stages.
                if (type == MvtGeometry::Point || layer.points.size() == part.first ||
                    layer.points.back() != p)
                    layer.points.push_back(p);
            }
        }
        finish(false);
    }

    const MvtLimits& m_limits;
    std::size_t m_features = 0;
    std::size_t m_points = 0;
    std::size_t m_tags = 0;
};

} // namespace

const MvtValue* MvtLayer::find(const MvtFeature& f, std::string_view key) const
{
    for (std::uint32_t i = 0; i < f.tagCount; ++i)
        if (const Tag& tag = tags[f.firstTag + i]; keys[tag.key] == key)
            return &values[tag.value];
    return nullptr;
}

std::string_view MvtLayer::text(const MvtFeature& f, std::string_view key) const
{
    const MvtValue* v = find(f, key);
    const std::string* s = v ? std::get_if<std::string>(v) : nullptr;
    return s ? std::string_view(*s) : std::string_view();
}

const MvtLayer* MvtTile::layer(std::string_view name) const
{
    for (const MvtLayer& l : layers)
        if (l.name == name)
            return &l;
    return nullptr;
}

MvtTile decodeMvt(std::string_view bytes, const MvtLimits& limits)
{
    MvtTile tile;
    try {
        Decoder(limits).tile(bytes, tile.layers);
    } catch (const BadTile& e) {
        tile.error = e.what();
    } catch (const protozero::exception& e) {
        tile.error = e.what();
    }
    if (!tile.ok())
        tile.layers.clear();
    return tile;
}

std::int64_t doubledArea(std::span<const TilePoint> ring)
{
    std::int64_t sum = 0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        sum += std::int64_t(ring[j].x) * ring[i].y - std::int64_t(ring[i].x) * ring[j].y;
    return sum;
}

} // namespace qoloner
