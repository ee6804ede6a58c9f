#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the walking line of each route over the street grid.

Reads streets.csv, places.csv and routes.json beside it and writes into
routes.json: per stop its point, `leg_m` (metres walked from the stop before)
and per route `path` ([lat, lon] pairs), `length_m`, `walk_min`, `total_min`.
The line is as true as the street model: good for orientation, within about
50 m. Two runs write the same bytes.
"""
import csv
import heapq
import json
import math
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
RADIUS = 6371008.8
METRES_PER_MINUTE = 70.0  # an unhurried 4.2 km/h


def metres(a, b):
    (la, lo), (lb, lp) = a, b
    h = (math.sin(math.radians(lb - la) / 2) ** 2
         + math.cos(math.radians(la)) * math.cos(math.radians(lb)) * math.sin(math.radians(lp - lo) / 2) ** 2)
    return 2 * RADIUS * math.asin(math.sqrt(h))


def crossing(s, t):
    """Where two segments cross, or None; ends may overshoot by a few metres."""
    (y1, x1), (y2, x2), (y3, x3), (y4, x4) = *s, *t
    d = (x2 - x1) * (y4 - y3) - (y2 - y1) * (x4 - x3)
    if abs(d) < 1e-12:
        return None
    u = ((x3 - x1) * (y4 - y3) - (y3 - y1) * (x4 - x3)) / d
    v = ((x3 - x1) * (y2 - y1) - (y3 - y1) * (x2 - x1)) / d
    if not (-0.002 <= u <= 1.002 and -0.002 <= v <= 1.002):
        return None
    return (round(y1 + u * (y2 - y1), 6), round(x1 + u * (x2 - x1), 6))


def foot(s, p):
    (y1, x1), (y2, x2) = s
    k = math.cos(math.radians(y1))
    bx, by, px, py = (x2 - x1) * k, y2 - y1, (p[1] - x1) * k, p[0] - y1
    t = min(1.0, max(0.0, (px * bx + py * by) / (bx * bx + by * by)))
    return (round(y1 + t * (y2 - y1), 6), round(x1 + t * (x2 - x1), 6))


def grid_corner(a, b):
    """The corner of the way from a to b that first runs east-west, then north-south."""
    ew, ns = 0.070, -0.131  # lean of the grid: degrees of the other axis a degree
    lon = (b[1] + ns * (a[0] - ew * a[1] - b[0])) / (1 - ns * ew)
    return (round(a[0] + ew * (lon - a[1]), 6), round(lon, 6))


def main():
    rows = list(csv.DictReader((HERE / "streets.csv").open(encoding="utf-8")))
    streets = [((float(r["lat1"]), float(r["lon1"])), (float(r["lat2"]), float(r["lon2"]))) for r in rows]
    places = {r["id"]: r for r in csv.DictReader((HERE / "places.csv").open(encoding="utf-8"))}
    file = HERE / "routes.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    stops = {s["place"] for r in data["routes"] for s in r["stops"]}
    at = {p: (float(places[p]["lat"]), float(places[p]["lon"])) for p in stops}

    on_street = [set() for _ in streets]
    for i, s in enumerate(streets):
        for j in range(i):
            c = crossing(s, streets[j])
            if c:
                on_street[i].add(c)
                on_street[j].add(c)
    edges = {}

    def join(a, b):
        if a != b:
            edges.setdefault(a, {})[b] = edges.setdefault(b, {})[a] = metres(a, b)

    for p in sorted(stops):  # a door opens on the nearest street, and on any other within 60 m of as near
        near = sorted((metres(foot(s, at[p]), at[p]), i) for i, s in enumerate(streets))
        for d, i in near:
            if d <= near[0][0] + 60:
                f = foot(streets[i], at[p])
                on_street[i].add(f)
                join(at[p], f)
    for i, s in enumerate(streets):
        line = sorted(on_street[i], key=lambda q: metres(s[0], q))
        for a, b in zip(line, line[1:]):
            join(a, b)

    def walk(a, b):
        best, seen = [(0.0, a, [a])], set()
        while best:
            d, n, way = heapq.heappop(best)
            if n == b:
                return d, way
            if n in seen:
                continue
            seen.add(n)
            for m, w in sorted(edges[n].items()):
                if m not in seen:
                    heapq.heappush(best, (d + w, m, way + [m]))
        raise SystemExit(f"no way from {a} to {b}")

    for r in data["routes"]:
        path, total, before = [], 0.0, None
        for n, s in enumerate(r["stops"], 1):
            here = at[s["place"]]
            leg = 0
            if before:
                d, way = walk(before, here)
                corner = grid_corner(before, here)
                around = metres(before, corner) + metres(corner, here)
                if d > 1.4 * around:  # the drawn streets end at Abay Avenue: go on in their direction
                    d, way = around, [before, corner, here]
                total += d
                leg = round(d)
                path += way[1:]
            else:
                path.append(here)
            before = here
            story = s.pop("story")
            s.update(order=n, lat=here[0], lon=here[1], leg_m=leg, trigger_m=30, story=story)
        r["length_m"] = round(total)
        r["walk_min"] = round(total / METRES_PER_MINUTE)
        r["total_min"] = r["walk_min"] + sum(s["stay_min"] for s in r["stops"])
        r["path"] = [list(p) for p in path]
        r["stops"] = r.pop("stops")
    text = json.dumps(data, ensure_ascii=False, indent=2)
    text = re.sub(r"\[\s+(-?\d+\.\d+),\s+(-?\d+\.\d+)\s+\]", r"[\1, \2]", text)
    file.write_text(text + "\n", encoding="utf-8")


main()
