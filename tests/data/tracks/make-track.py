#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes old-verny.nmea: one walk along route 1, one fix a second.

Walks the route's `path` at 1.35 m/s, stands 20 s at every stop, and adds the
slow drift (about 5 m) that a phone shows between houses. GGA and RMC with
checksums, NMEA 0183. The seed is fixed: two runs write the same bytes.
"""
import datetime
import json
import math
import pathlib
import random

HERE = pathlib.Path(__file__).resolve().parent
ROUTES = HERE.parents[2] / "core/catalogue/starter/routes.json"
SPEED, PAUSE, RADIUS = 1.35, 20, 6371008.8


def metres(a, b):
    h = (math.sin(math.radians(b[0] - a[0]) / 2) ** 2
         + math.cos(math.radians(a[0])) * math.cos(math.radians(b[0])) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2)
    return 2 * RADIUS * math.asin(math.sqrt(h))


def sentence(body):
    check = 0
    for c in body:
        check ^= ord(c)
    return f"${body}*{check:02X}\r\n"


def angle(value, width, plus, minus):
    degrees, rest = divmod(abs(value), 1)
    minutes = round(rest * 60, 4)
    if minutes >= 60:
        degrees, minutes = degrees + 1, 0.0
    return f"{int(degrees):0{width}d}{minutes:07.4f},{plus if value >= 0 else minus}"


def walk(path, stops):
    """One true position a second: (point, metres a second)."""
    waiting = [tuple(s) for s in stops]
    here, left = path[0], 0.0
    for _ in range(PAUSE):
        yield here, 0.0
    waiting.pop(0)
    for a, b in zip(path, path[1:]):
        length, done = metres(a, b), left
        while done <= length:
            t = done / length if length else 0.0
            yield (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t), SPEED
            done += SPEED
        left = done - length
        if waiting and b == waiting[0]:
            waiting.pop(0)
            for _ in range(PAUSE):
                yield b, 0.0
            left = 0.0


def main():
    route = json.loads(ROUTES.read_text(encoding="utf-8"))["routes"][0]
    path = [tuple(p) for p in route["path"]]
    stops = [(s["lat"], s["lon"]) for s in route["stops"]]
    noise = random.Random(20251005)
    north = east = 0.0
    at = datetime.datetime(2026, 6, 6, 5, 0, 0)  # ten in the morning in Almaty
    out, before = [], path[0]
    for point, speed in walk(path, stops):
        north = 0.95 * north + noise.gauss(0, 1.1)  # standard deviation about 3.5 m an axis
        east = 0.95 * east + noise.gauss(0, 1.1)
        lat = point[0] + math.degrees(north / RADIUS)
        lon = point[1] + math.degrees(east / RADIUS) / math.cos(math.radians(point[0]))
        course = math.degrees(math.atan2((point[1] - before[1]) * math.cos(math.radians(point[0])), point[0] - before[0])) % 360
        before = point
        place = angle(lat, 2, "N", "S") + "," + angle(lon, 3, "E", "W")
        clock = at.strftime("%H%M%S.00")
        out.append(sentence(f"GPGGA,{clock},{place},1,09,1.1,{785.0:.1f},M,-39.0,M,,"))
        out.append(sentence(f"GPRMC,{clock},A,{place},{speed * 1.943844:.2f},{course:.1f},{at.strftime('%d%m%y')},,,A"))
        at += datetime.timedelta(seconds=1)
    (HERE / "old-verny.nmea").write_text("".join(out), encoding="ascii", newline="")


main()
