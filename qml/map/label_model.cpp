// SPDX-License-Identifier: Apache-2.0
#include "qml/map/label_model.h"
#include "core/map/label.h"
#include <QFont>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace qoloner {
namespace {

constexpr double kRepeatPixels = 240; // between two labels of one street
constexpr double kAnchorPixels = 150; // between the places on a street where its label may stand
constexpr double kPadding = 3;        // free room around a label
constexpr int kMostAnchors = 80;      // per line
constexpr int kMostWidths = 4'000;    // measured texts kept

std::uint64_t mix(std::uint64_t h, std::uint64_t v)
{
    h ^= v + 0x9E3779B97F4A7C15ull + (h << 6) + (h >> 2);
    return h * 0xFF51AFD7ED558CCDull;
}

std::uint64_t keyOf(const LabelNames& names, int layer, WorldPoint at)
{
    const std::string& name = names.in("local");
    // A 2^-22 part of the world is about 10 m: neighbouring tiles agree on the place.
    return mix(mix(mix(std::hash<std::string>{}(name), std::uint64_t(layer)), std::uint64_t(at.x * 4194304)),
               std::uint64_t(at.y * 4194304));
}

QColor qcolour(Colour c)
{
    return QColor(c.r, c.g, c.b, c.a);
}

} // namespace

struct LabelModel::Candidate {
    const StyleLayer* layer;
    const TileLabel* label;
    TileId tile;
    int order;    ///< of the style layer: later layers matter more when sort keys are equal
    double along; ///< world units from the start of the line; unused for points
    WorldPoint at;
    std::uint64_t key;
    bool already; ///< on the map before: stays if it can
};

int LabelModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_slots.size());
}

QVariant LabelModel::data(const QModelIndex& index, int role) const
{
    if (index.row() < 0 || index.row() >= rowCount())
        return {};
    const Slot& s = m_slots[std::size_t(index.row())];
    switch (role) {
    case TextRole:
        return s.label.text;
    case XRole:
        return s.at.x();
    case YRole:
        return s.at.y();
    case AngleRole:
        return s.label.angle;
    case SizeRole:
        return s.label.pixelSize;
    case BoldRole:
        return s.label.bold;
    case ItalicRole:
        return s.label.italic;
    case SpacingRole:
        return s.label.letterSpacing;
    case ColourRole:
        return s.label.colour;
    case HaloRole:
        return s.label.halo;
    case ShownRole:
        return s.shown;
    default:
        return {};
    }
}

QHash<int, QByteArray> LabelModel::roleNames() const
{
    return {{TextRole, "caption"},   {XRole, "centreX"},
            {YRole, "centreY"},      {AngleRole, "angle"},
            {SizeRole, "pixelSize"}, {BoldRole, "bold"},
            {ItalicRole, "italic"},  {SpacingRole, "letterSpacing"},
            {ColourRole, "colour"},  {HaloRole, "haloColour"},
            {ShownRole, "shown"}};
}

double LabelModel::widthOf(const QString& text, const PlacedLabel& l, const QString& family)
{
    const QString key = QString::number(l.pixelSize * 4 + l.bold * 2 + l.italic) + family + text;
    if (const auto it = m_widths.constFind(key); it != m_widths.constEnd())
        return *it + l.letterSpacing * double(text.size());
    if (m_widths.size() > kMostWidths)
        m_widths.clear();
    QFont font(family);
    font.setPixelSize(l.pixelSize);
    font.setBold(l.bold);
    font.setItalic(l.italic);
    const double w = QFontMetricsF(font).horizontalAdvance(text);
    m_widths.insert(key, w);
    return w + l.letterSpacing * double(text.size());
}

void LabelModel::collect(const LabelScene& scene, const TileMesh& tile, std::vector<Candidate>& out) const
{
    const MapCamera& camera = *scene.camera;
    const WorldRect rect = tileRect(tile.id), seen = camera.visibleRect(40);
    const double unit = rect.width() / TileMesh::kUnits;
    // Anchors along a line stand still while panning and within one zoom level.
    const double spacing = kAnchorPixels / worldPixels(std::floor(camera.zoom()));
    std::vector<std::pair<const StyleLayer*, int>> symbols(scene.style->buckets().size(), {nullptr, 0});
    int order = 0;
    for (const StyleLayer& l : scene.style->layers()) {
        ++order;
        if (l.kind == StyleLayer::Kind::Symbol && l.visibleAt(camera.zoom()) &&
            !scene.hiddenLayers.contains(QString::fromStdString(l.id)))
            symbols[std::size_t(l.bucket)] = {&l, order};
    }
    const auto world = [&](FloatPoint p) {
        return WorldPoint{rect.min.x + p.x * unit, rect.min.y + p.y * unit};
    };
    for (const TileLabel& label : tile.labels) {
        if (std::size_t(label.bucket) >= symbols.size())
            continue;
        // By name: clang 14 captures no structured bindings.
        const StyleLayer* layer = symbols[std::size_t(label.bucket)].first;
        const int rank = symbols[std::size_t(label.bucket)].second;
        if (!layer || label.path.empty())
            continue;
        const auto add = [&](double along, WorldPoint at) {
            if (seen.contains(at))
                out.push_back({layer, &label, tile.id, rank, along, at, keyOf(label.names, rank, at), false});
        };
        if (label.path.size() == 1) {
            add(0, world(label.path.front()));
            continue;
        }
        double length = 0;
        for (std::size_t i = 1; i < label.path.size(); ++i)
            length +=
                std::hypot(label.path[i].x - label.path[i - 1].x, label.path[i].y - label.path[i - 1].y) *
                unit;
        // An odd number of equal shares keeps one anchor in the middle.
        const int count = std::clamp(int(length / spacing) | 1, 1, kMostAnchors);
        double walked = 0;
        int next = 0;
        for (std::size_t i = 1; i < label.path.size() && next < count; ++i) {
            const WorldPoint a = world(label.path[i - 1]), b = world(label.path[i]);
            const double step = std::hypot(b.x - a.x, b.y - a.y);
            for (; next < count; ++next) {
                const double along = length * (next + 0.5) / count;
                if (along > walked + step)
                    break;
                const double t = step > 0 ? (along - walked) / step : 0;
                add(along, {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
            }
            walked += step;
        }
    }
}

void LabelModel::place(const LabelScene& scene, const std::vector<std::shared_ptr<const TileMesh>>& tiles)
{
    const MapCamera& camera = *scene.camera;
    std::vector<Candidate> candidates;
    for (const auto& tile : tiles)
        collect(scene, *tile, candidates);
    std::unordered_set<std::uint64_t> before;
    for (const Slot& s : m_slots)
        if (s.shown)
            before.insert(s.label.key);
    for (Candidate& c : candidates)
        c.already = before.contains(c.key);
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        if (a.layer->sortKey != b.layer->sortKey)
            return a.layer->sortKey < b.layer->sortKey;
        if (a.order != b.order)
            return a.order > b.order;
        if (a.already != b.already)
            return a.already;
        if (a.label->rank != b.label->rank)
            return a.label->rank < b.label->rank;
        return a.key < b.key;
    });
    const QSizeF size = camera.size();
    const ScreenBox room{0, 0, size.width(), size.height() - scene.bottomInset};
    CollisionGrid grid(size.width(), size.height());
    grid.take(scene.obstacles);
    RepeatGuard repeats(kRepeatPixels);
    const std::string language = scene.language.toStdString();
    std::vector<PlacedLabel> placed;
    std::vector<ScreenPoint> path;
    for (const Candidate& c : candidates) {
        if (placed.size() >= std::size_t(kMost))
            break;
        PlacedLabel l;
        const std::string& name = c.label->names.in(language);
        l.text = QString::fromStdString(name);
        if (c.layer->upperCase)
            l.text = l.text.toUpper();
        l.key = c.key;
        l.at = c.at;
        l.pixelSize =
            std::clamp(int(std::lround(c.layer->textSize.at(camera.zoom()) * scene.textScale)), 6, 64);
        l.bold = c.layer->bold;
        l.italic = c.layer->italic;
        l.letterSpacing = c.layer->letterSpacing;
        const double width = widthOf(l.text, l, scene.fontFamily), height = l.pixelSize * 1.25;
        QPointF at = camera.toScreen(c.at);
        if (c.label->path.size() > 1) {
            const WorldRect rect = tileRect(c.tile);
            const double unit = rect.width() / TileMesh::kUnits;
            path.clear();
            for (const FloatPoint p : c.label->path) {
                const QPointF s = camera.toScreen({rect.min.x + p.x * unit, rect.min.y + p.y * unit});
                path.push_back({s.x(), s.y()});
            }
            const auto fit =
                placeOnLine(path, c.along * worldPixels(camera.zoom()), width + 2 * kPadding, height * 0.3);
            if (!fit)
                continue;
            l.angle = fit->angle;
            at = {fit->centre.x, fit->centre.y};
            l.at = camera.toWorld(at);
        }
        // A label half out of sight would be cut: leave it out.
        const auto boxes = boxesFor({at.x(), at.y()}, width + 2 * kPadding, height + 2, l.angle);
        if (!std::all_of(boxes.begin(), boxes.end(), [&](const ScreenBox& b) { return room.holds(b); }))
            continue;
        if (!grid.isFree(boxes) || !repeats.tryAdd(name, {at.x(), at.y()}))
            continue;
        grid.take(boxes);
        l.colour = qcolour(c.layer->colour);
        l.colour.setAlphaF(float(l.colour.alphaF() * c.layer->opacity.at(camera.zoom())));
        l.halo = qcolour(c.layer->haloColour);
        placed.push_back(std::move(l));
    }
    show(std::move(placed), camera);
}

void LabelModel::show(std::vector<PlacedLabel> labels, const MapCamera& camera)
{
    std::unordered_map<std::uint64_t, std::size_t> slotOf;
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        if (m_slots[i].shown)
            slotOf.emplace(m_slots[i].label.key, i);
    std::vector<bool> used(m_slots.size(), false);
    std::vector<std::size_t> homeless;
    for (std::size_t k = 0; k < labels.size(); ++k) {
        const auto it = slotOf.find(labels[k].key);
        if (it == slotOf.end() || used[it->second]) {
            homeless.push_back(k);
            continue;
        }
        used[it->second] = true;
        m_slots[it->second].label = std::move(labels[k]);
    }
    std::size_t slot = 0;
    std::vector<std::pair<std::size_t, std::size_t>> fresh;
    for (const std::size_t k : homeless) {
        while (slot < m_slots.size() && (used[slot] || m_slots[slot].shown))
            ++slot; // a slot that is just being left fades out before it is used again
        if (slot >= std::size_t(kMost) * 2)
            break;
        fresh.emplace_back(slot++, k);
    }
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        m_slots[i].shown = used[i];
    const std::size_t old = m_slots.size(),
                      need = fresh.empty() ? old : std::max(old, fresh.back().first + 1);
    if (need > old)
        beginInsertRows({}, int(old), int(need) - 1);
    m_slots.resize(need);
    for (const auto& [to, from] : fresh) {
        m_slots[to].label = std::move(labels[from]);
        m_slots[to].shown = true;
    }
    for (Slot& s : m_slots)
        s.at = camera.toScreen(s.label.at);
    if (need > old)
        endInsertRows();
    if (old > 0)
        emit dataChanged(index(0), index(int(old) - 1));
}

void LabelModel::follow(const MapCamera& camera)
{
    if (m_slots.empty())
        return;
    for (Slot& s : m_slots)
        s.at = camera.toScreen(s.label.at);
    emit dataChanged(index(0), index(int(m_slots.size()) - 1), {XRole, YRole});
}

void LabelModel::clear()
{
    for (Slot& s : m_slots)
        s.shown = false;
    if (!m_slots.empty())
        emit dataChanged(index(0), index(int(m_slots.size()) - 1), {ShownRole});
}

QStringList LabelModel::texts() const
{
    QStringList out;
    for (const Slot& s : m_slots)
        if (s.shown)
            out.append(s.label.text);
    return out;
}

} // namespace qoloner
