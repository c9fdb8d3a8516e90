#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seeds of fuzz-header, fuzz-uri, fuzz-multipart, fuzz-sdp and fuzz-template
anew, from the tables that the tests have anyway. Run it after a header was added:
the first byte of a header's seed is its row."""
import pathlib
import re

root = pathlib.Path(__file__).resolve().parents[2]
corpus = root / "tests/fuzz/corpus"


def unescape(text):
    """A string of C as bytes."""
    return text.encode().decode("unicode_escape").encode("latin-1")


def read(path):
    return (root / path).read_text(encoding="utf-8")


def write(target, seeds):
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("made-*"):
        old.unlink()
    for number, seed in enumerate(seeds):
        (folder / f"made-{number:03}").write_bytes(seed)


def headers():
    rows = [m[1].lower() for m in re.finditer(r'^SIP_HEADER \(\w+,\s*"([^"]+)"', read("src/sip/headers.def") + read("src/sip/headers-other.def"), re.M)]
    values = re.findall(r'^ROW \("([^"]+)", "((?:[^"\\]|\\.)*)",', read("tests/sip/header-values.def"), re.M)
    names = {name: number for number, name in enumerate(rows)}
    for name, value in values:
        if name.lower() in names:
            yield bytes([names[name.lower()]]) + unescape(value)


def uris():
    for one, two in re.findall(r'\{ "([^"]*)",\s*"([^"]*)",\s*SIP_URI_', read("tests/sip/test-uri-compare.c")):
        yield f"{one}\n{two}".encode()


def bodies():
    part = b"Content-Type: text/plain\r\n\r\nhello\r\n"
    nested = b"Content-Type: multipart/mixed;boundary=c\r\n\r\n--c\r\n" + part + b"--c--\r\n"
    yield b"\0before\r\n--b\r\n" + part + b"--b\r\n" + nested + b"--b--\r\nafter"
    yield b"\0--b\r\n" + part
    yield b"\1--b b\r\n\r\n--b b--"
    yield b"\2SIP/2.0 100 Trying\r\n"
    yield b"\2INVITE sip:a SIP/2.0\r\nTo: <sip:b>\r\nContent-Type: text/plain\r\n\r\nx"
    yield b'\3<?xml version="1.0"?><!-- c --><!DOCTYPE a><a:b c="d" e=\'f\'>&amp; text &lt </a:b><x/>'
    yield b"\4Signal=5\r\nDuration=160\r\n"
    yield b"\4Tone\r\n"
    yield b"\0055"
    yield b"\005\x3116"
    yield b"\6Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/2)\r\n"
    yield b"\6nothing"
    yield b"\7plain"
    yield b"\7\xff\xfe"
    yield b"\x08zipped"
    yield b"\x09\x01\x10\x60\x00"
    yield b"\x0av=0\r\n"
    yield b"\x0bnot a message"


def descriptions():
    for fine, broken in re.findall(
        r'\{ "((?:[^"\\]|\\.)*)",\s*(NULL|"(?:[^"\\]|\\.)*") \}', read("tests/body/test-sdp-attribute.c")
    ):
        lines = [unescape(fine)] + ([unescape(broken[1:-1])] if broken != "NULL" else [])
        yield b"v=0\r\nm=audio 1 RTP/AVP 0 96\r\n" + b"".join(b"a=" + line + b"\r\n" for line in lines)
    yield b"v=1\no=a b c IN IP4 [::1]\ns=\nt=5 4\nk=x\nb=X:a\nr=1 2 -3d\nz=1 -2h x\nq=1\n\nm=x 70000/2 Y z\nm= audio  0 RTP/AVP 0 0 200 \n"
    yield b"v=0\r\no=- 1 1 IN IP6 2001:db8::1\r\ns=x\r\ni=a\r\nu=b\r\ne=c\r\np=d\r\nc=IN IP4 0.0.0.0\r\nb=CT:1\r\nt=1 2\r\na=group:BUNDLE 1 2\r\na=SENDRECV\r\na=\r\nm=audio 1 RTP/AVP 0\r\na=mid:1\r\na=mid:1\r\na=rtpmap:0 PCMA/8000/1\r\na=rtpmap:8 x\r\na=fmtp:99 a\r\na=sendonly:x\r\na=sendonly\r\na=ice-lite\r\na=ptime\r\n"


def templates():
    for path in sorted((root / "data/templates").glob("*.sip")):
        yield path.read_bytes()
    yield b"{{{user}}} {{}} {{ user }} {{nobody}}\nRoute: {{route-set}}\nl: {{content-length}}\n\n{{body}}\r\n"
    yield b"{{user"
    yield b"\0{{user}}\0"


for name, seeds in {
    "header": headers(),
    "uri": uris(),
    "multipart": bodies(),
    "sdp": descriptions(),
    "template": templates(),
}.items():
    write(name, seeds)
