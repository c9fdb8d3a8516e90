#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every #include against the table of layers: who may see whom, directly."""
import pathlib
import re
import sys

GLIB = {"glib.h", "glib/gi18n-lib.h", "glib/gi18n.h", "glib-object.h"}
GIO = GLIB | {"gio/gio.h", "gio/gunixinputstream.h", "gio/gunixoutputstream.h", "glib-unix.h", "glib/gstdio.h"}
CAIRO = {"cairo.h", "cairo-svg.h", "cairo-pdf.h", "pango/pango.h", "pango/pangocairo.h"}
GTK = GIO | CAIRO | {"gtk/gtk.h", "adwaita.h", "gtksourceview/gtksource.h"}

# folder: (other folders of src/, headers from outside; any header of C and POSIX is free)
LAYERS = {
    "base": ("", GIO),
    "sip": ("base", {"glib.h"}),
    "body": ("base sip", {"glib.h"}),
    "plan": ("base sip body", GIO),
    "catalogue": ("base sip body", GIO),
    "trace": ("base sip body plan", GIO),
    "formats": ("base sip body trace", GIO | {"pcap/pcap.h", "pcap.h", "json-glib/json-glib.h"}),
    "draw": ("base sip body plan trace catalogue", GIO | CAIRO),
    "wire": ("base sip plan", GIO),
    "session": ("base sip body plan wire trace", GIO | {"nettle/sha2.h"}),
    "net": ("base sip wire", GIO | {"libsoup/soup.h", "gnutls/gnutls.h", "gnutls/x509.h"}),
    "lesson": ("base sip body plan catalogue trace wire session", GIO),
    "classroom": ("base sip body catalogue trace formats draw", GIO | {"libsoup/soup.h"}),
    "view": ("base sip body plan catalogue trace draw lesson", GTK),
    "app": (
        "base sip body plan catalogue trace formats draw wire session net lesson classroom view",
        GTK,
    ),
    "cli": (
        "base sip body plan catalogue trace formats draw wire session net lesson classroom",
        GIO | CAIRO | {"json-glib/json-glib.h"},
    ),
}
OUTSIDE = re.compile(r"^(glib|gio|gtk|adwaita|pango|cairo|libsoup|json-glib|pcap|nettle|gnutls|gdk|gsk)")

root = pathlib.Path(sys.argv[1]) / "src"
bad = 0


def complain(path, number, words):
    global bad
    bad += 1
    print(f"{path.relative_to(root.parent)}:{number}: {words}")


for path in sorted(root.glob("*/*")):
    if path.suffix not in (".c", ".h"):
        continue
    layer = path.parent.name
    if layer not in LAYERS:
        complain(path, 1, f"{layer}/ is no layer")
        continue
    folders, outside = LAYERS[layer]
    allowed = set(folders.split()) | {layer}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
        if not found:
            continue
        quote, name = found.groups()
        if quote == '"':
            if "/" not in name:
                if not name.endswith("-resource.h"):
                    complain(path, number, f'"{name}" should be named from src/')
            elif name.split("/")[0] not in allowed:
                complain(path, number, f"{layer}/ may not include {name}")
            elif not (root / name).exists() and "resource" not in name:
                complain(path, number, f"{name} does not exist")
        elif OUTSIDE.match(name) and name not in outside:
            complain(path, number, f"{layer}/ may not include <{name}>")
sys.exit(bad > 0)
