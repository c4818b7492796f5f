#!/usr/bin/env python3
"""Plays the hostile messages of this folder against nginx as a reverse proxy, and tells where it differs from Gatereeve.

    beside_nginx.py [--nginx PROGRAM] [--all] [--only TEXT]

What Gatereeve does is what the tables say (tst_hostilemessages holds it to them); nginx is asked here. A difference is one
of: who refuses; what the upstream gets of the message, by its target, its body and its doubtful fields; whether the next
request on the connection and on a pooled upstream connection has its own right answer. Each difference has to be named in
its table ("nginx REASON", the headings of docs/hostile-messages.md): the end is 1 where one is not, or is named and is
none. --all prints those that agree as well, --only TEXT plays those with the text in file or name.
"""
import argparse, os, re, shutil, socket, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
KEY = "org0123456789abcdefkey1"
NAMES = {
    "key": KEY,
    "who": r"Host: gw\r\nAuthorization: {key}\r\nUser-Agent: t\r\n",
    "get": r"GET /orders/a HTTP/1.1\r\n{who}",
    "post": r"POST /orders/a HTTP/1.1\r\n{who}",
    "upstream": "127.0.0.1:UPSTREAM",
    "got": r"Host: {upstream}\r\nAuthorization: {key}\r\nUser-Agent: t\r\n",
    "for": r"X-Forwarded-For: 127.0.0.1\r\n",
}
CONF = """user root; worker_processes 1; daemon off; pid {dir}/pid; error_log {dir}/err;
events {{ worker_connections 512; }}
http {{
  access_log off; client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/f;
  uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
  large_client_header_buffers 4 32k; client_header_timeout 1s; client_body_timeout 1s; lingering_close off;
  map $http_authorization $known {{ default 0; "{key}" 1; }}
  upstream up {{ server 127.0.0.1:{upstream}; keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_next_upstream off; proxy_request_buffering off;
    location /orders/secret {{ return 403; }}
    location /orders/sub/secret {{ return 403; }}
    location /orders/ {{ if ($http_authorization = "") {{ return 401; }} if ($known = 0) {{ return 403; }} proxy_pass http://up; }}
    location /shop {{ proxy_pass http://up; }}
    location = /hello {{ return 200 "Hello"; }}
    location / {{ return 404; }}
  }}
}}
"""


def expand(text):
    out = b""
    while text:
        if text[0] == "\\":
            if text[1] == "x":
                out, text = out + bytes([int(text[2:4], 16)]), text[4:]
            else:
                out, text = out + {"r": b"\r", "n": b"\n", "t": b"\t", "0": b"\0"}.get(text[1], text[1].encode()), text[2:]
            continue
        close = text.find("}") if text[0] == "{" else -1
        if close < 0:
            out, text = out + text[0].encode(), text[1:]
            continue
        inner, text = text[1:close], text[close + 1:]
        one, star, count = inner.rpartition("*")
        out += expand(one) * int(count) if star else expand(NAMES[inner]) if inner in NAMES else b"{" + inner.encode() + b"}"
    return out


class Message:
    def __init__(self, file, name):
        self.file, self.name, self.sent, self.then, self.answer = file, name, b"", "", None
        self.expect, self.upstream, self.reason, self.upstream_closes = [], [], "", False

    def take(self, word, rest):
        if word == "send": self.sent += expand(rest)
        elif word == "answer": self.answer = expand(rest)
        elif word == "then" and rest == "upstream closes": self.upstream_closes = True
        elif word == "then": self.then = rest
        elif word == "expect": self.expect = rest.split()
        elif word == "upstream" and rest != "torn": self.upstream.append(expand(rest))
        elif word == "nginx": self.reason = rest


def tables():
    for file in sorted(f for f in os.listdir(HERE) if f.endswith(".txt")):
        message = None
        for line in open(os.path.join(HERE, file), encoding="ascii").read().split("\n"):
            if line.startswith("= "):
                if message: yield message
                message = Message(file, line[2:])
            elif line and not line.startswith("#") and message:
                word, _, rest = line.partition(" ")
                message.take(word, rest)
        if message: yield message


class Upstream:
    """Keeps whole messages; each answer names the request that it answers."""
    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port, self.lock, self.got, self.answer = self.socket.getsockname()[1], threading.Lock(), [], None
        threading.Thread(target=self.accept, daemon=True).start()
    def accept(self):
        while True:
            threading.Thread(target=self.serve, args=(self.socket.accept()[0],), daemon=True).start()
    def serve(self, connection):
        bytes_ = b""
        try:
            while True:
                size = self.whole(bytes_)
                if size is None:
                    more = connection.recv(65536)
                    if not more: break
                    bytes_ += more
                    continue
                with self.lock:
                    self.got.append(bytes_[:size])
                    answer, self.answer = self.answer, None
                line, head = bytes_.split(b" HTTP/")[0], bytes_.startswith(b"HEAD ")
                bytes_ = bytes_[size:]
                raw, closes = answer or (b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(line), b"" if head else line), False)
                connection.sendall(raw)
                if closes: break
        except OSError: pass
        connection.close()
    @staticmethod
    def whole(b):
        end = b.find(b"\r\n\r\n")
        if end < 0: return None
        head, at = b[:end + 2].lower(), end + 4
        length = re.search(rb"\r\ncontent-length: *(\d+)", head)
        if b"\r\ntransfer-encoding: chunked\r\n" in head:
            while True:
                line = b.find(b"\r\n", at)
                if line < 0: return None
                size = int(b[at:line].split(b";")[0] or b"0", 16)
                at = line + 2
                if size == 0: break
                at += size + 2
                if at > len(b): return None
            while True:
                line = b.find(b"\r\n", at)
                if line < 0: return None
                last, at = line == at, line + 2
                if last: return at
        at += int(length.group(1)) if length else 0
        return at if len(b) >= at else None
    def take(self):
        with self.lock:
            got, self.got, self.answer = self.got, [], None
        return got


def essence(message):
    """Of what the upstream got: method, target without our prefix, body without chunks, and fields that matter."""
    head, _, body = message.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    method, target = (lines[0].split(b" ") + [b""])[:2]
    for prefix in (b"/orders", b"/shop"):
        if target.startswith(prefix + b"/"): target = target[len(prefix):]
    low = head.lower()
    if b"\r\ntransfer-encoding: chunked" in low:
        plain = b""
        while body:
            line, _, rest = body.partition(b"\r\n")
            size = int(line.split(b";")[0] or b"0", 16)
            if size == 0: break
            plain, body = plain + rest[:size], rest[size + 2:]
        body = plain
    seen = {b"host", b"authorization", b"user-agent", b"content-length", b"transfer-encoding", b"x-forwarded-for", b"connection", b"te"}
    fields = sorted(l for l in lines[1:] if l.split(b":")[0].lower() not in seen)
    return method, target, body, tuple(fields)


def is_final(status):
    """Not one that another follows; 9 is an answer without a head."""
    return status == 101 or not 100 <= status < 200


def read_answers(client, is_head, most, patience=2.0):
    """[(status, body)] up to that many final ones, and whether the other side has ended."""
    client.settimeout(patience)
    bytes_, answers, ended = b"", [], False
    def more():
        nonlocal bytes_, ended
        try: got = client.recv(65536)
        except socket.timeout: return False
        except OSError: got = b""
        if not got: ended = True
        bytes_ += got
        return bool(got)
    while sum(map(is_final, (status for status, _ in answers))) < most:
        while b"\r\n\r\n" not in bytes_ and more(): pass
        head, found, rest = bytes_.partition(b"\r\n\r\n")
        if not found:
            if bytes_: answers.append((9, bytes_)) # an answer of HTTP/0.9: no head at all
            break
        status, bytes_ = int((re.match(rb"HTTP/\S+ (\d+)", head) or [0, 9])[1]), rest
        low = head.lower() + b"\r\n"
        length = re.search(rb"\r\ncontent-length: *(\d+)", low)
        body = b""
        if status >= 200 and status not in (204, 304) and not (is_head and status == 200):
            if length:
                while len(bytes_) < int(length.group(1)) and more(): pass
                body, bytes_ = bytes_[:int(length.group(1))], bytes_[int(length.group(1)):]
            elif b"transfer-encoding: chunked" in low:
                while b"0\r\n\r\n" not in bytes_ and more(): pass
                cut = bytes_.find(b"0\r\n\r\n")
                body, bytes_ = bytes_[:cut + 5], bytes_[cut + 5:] if cut >= 0 else b""
            else:
                while more(): pass
                body, bytes_ = bytes_, b""
        answers.append((status, body))
    return answers, ended


class Reference:
    def __init__(self, program):
        self.upstream, self.dir, self.count = Upstream(), tempfile.mkdtemp(prefix="gr-hostile-"), 0
        probe = socket.create_server(("127.0.0.1", 0)); self.port = probe.getsockname()[1]; probe.close()
        conf = os.path.join(self.dir, "conf")
        with open(conf, "w") as f: f.write(CONF.format(dir=self.dir, key=KEY, upstream=self.upstream.port, port=self.port))
        self.process = subprocess.Popen([program, "-c", conf], stderr=subprocess.DEVNULL)
        for _ in range(200):
            try: socket.create_connection(("127.0.0.1", self.port)).close(); break
            except OSError: time.sleep(0.05)
        else: raise SystemExit("nginx does not start: " + open(os.path.join(self.dir, "err")).read())
    def close(self):
        self.process.terminate(); self.process.wait(10); shutil.rmtree(self.dir, ignore_errors=True)
    def ask(self, client, path):
        try: client.sendall(f"GET /orders{path} HTTP/1.1\r\nHost: gw\r\nAuthorization: {KEY}\r\n\r\n".encode())
        except OSError: return "closed"
        answers, _ = read_answers(client, False, 1)
        if not answers: return "closed"
        return "right" if answers[0] == (200, f"GET /orders{path}".encode()) else f"wrong {answers[0][0]} {answers[0][1][:40]!r}"
    def play(self, m):
        """(statuses, what the upstream got, the next on this connection, the next on another)"""
        self.upstream.take(); self.count += 1
        if m.answer is not None: self.upstream.answer = (m.answer, m.upstream_closes)
        client = socket.create_connection(("127.0.0.1", self.port))
        try: client.sendall(m.sent)
        except OSError: pass
        if m.then == "half-close": client.shutdown(socket.SHUT_WR)
        if m.then == "close":
            client.close(); answers, same = [], "closed"
        else:
            most = max(1, sum(is_final(int(w[:3])) for w in m.expect if w[0].isdigit()))
            answers, ended = read_answers(client, m.sent.startswith(b"HEAD"), most)
            same = "closed" if ended or m.then == "half-close" else self.ask(client, f"/same{self.count}")
            client.close()
        other = socket.create_connection(("127.0.0.1", self.port))
        pooled = self.ask(other, f"/pooled{self.count}"); other.close()
        own = [e for e in map(essence, self.upstream.take()) if not e[1].startswith((b"/same", b"/pooled"))]
        return [a[0] for a in answers], own, same, pooled


def compare(m, statuses, got, same, pooled):
    """Words for each difference."""
    ours = [int(w[:3]) for w in m.expect if w[0].isdigit()]
    told = []
    want = list(map(essence, m.upstream))
    passes = lambda codes: [c for c in codes if 100 <= c < 400]
    if len(want) != len(got): told.append(f"reaches the upstream {len(want)} : {len(got)}")
    elif want != got:
        names = ("method", "target", "body", "fields")
        parts = {n for w, g in zip(want, got) for n, a, b in zip(names, w, g) if a != b}
        told.append("the upstream gets other " + ", ".join(sorted(parts)))
    if len(want) == len(got) and bool(passes(ours)) != bool(passes(statuses)):
        told.append(f"answer {ours} : {statuses}")
    if same.startswith("wrong"): told.append("next on the connection: " + same)
    if pooled != "right": told.append("next on the pool: " + pooled)
    return told


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--nginx", default="nginx"); p.add_argument("--all", action="store_true"); p.add_argument("--only", default="")
    o = p.parse_args()
    reference, wrong, count, differing = Reference(o.nginx), 0, 0, {}
    try:
        for m in tables():
            if o.only not in m.file + " " + m.name: continue
            count += 1
            statuses, got, same, pooled = reference.play(m)
            told = compare(m, statuses, got, same, pooled)
            if bool(told) != bool(m.reason):
                wrong += 1
                mark = "NOT NAMED" if told else "NO DIFFERENCE"
            else: mark = m.reason or "same"
            if told: differing.setdefault(m.reason or "?", []).append(m.name)
            if told or o.all or mark == "NO DIFFERENCE":
                print(f"{mark:22} {m.name:62} ours {' '.join(m.expect):18} nginx {statuses} {'; '.join(told)}", flush=True)
    finally:
        reference.close()
    print(f"\n{count} messages, {sum(map(len, differing.values()))} differences:")
    for reason, names in sorted(differing.items()): print(f"  {len(names):4}  {reason}")
    if wrong: print(f"{wrong} not as the tables say")
    return 1 if wrong else 0


sys.exit(main())
