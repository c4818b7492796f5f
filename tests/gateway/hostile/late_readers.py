#!/usr/bin/env python3
"""Clients that read late, where the system holds no more than 4 kB for them: each gets all of its answers, whole.

    late_readers.py PATH/gatereevectl

Each client pipelines some requests and reads nothing for longer than a connection lingers: so somewhere an answer does
not go as a whole. Then it goes on in one of four ways: it had ended its own direction; its last request had asked for the
end; it does neither; or the gateway stops meanwhile. Runs in a network of its own (unshare), whose buffers may be
small; ends with 77 where there is none to be had.
"""
import fcntl, json, os, re, shutil, signal, socket, struct, subprocess, sys, tempfile, threading, time

GATEWAY, CONTROL, UPSTREAM = 8080, 8081, 8082
LONGER_THAN_IT_LINGERS = 1.5  # seconds
MOST = 90  # requests of a client: more than its buffers hold answers


def own_network():
    if "LATE_READERS_INSIDE" not in os.environ:
        os.environ["LATE_READERS_INSIDE"] = "1"
        for how in "-n", "-rn":  # root; anybody
            if subprocess.run(["unshare", how, "true"], stderr=subprocess.DEVNULL).returncode == 0:
                os.execvp("unshare", ["unshare", how, sys.executable] + sys.argv)
        sys.exit(77)
    get, put, up = 0x8913, 0x8914, 1  # SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP
    with socket.socket() as s:
        flags = struct.unpack("16sh", fcntl.ioctl(s, get, struct.pack("16sh", b"lo", 0)))[1]
        fcntl.ioctl(s, put, struct.pack("16sh", b"lo", flags | up))
    try:
        with open("/proc/sys/net/ipv4/tcp_wmem", "w") as f:
            f.write("4096 4096 4096")
    except OSError:  # a container
        sys.exit(77)


def write_workspace(folder):
    def api(name, keyless):
        return {"name": name, "api_id": name, "org_id": "default", "active": True, "use_keyless": keyless,
                "definition": {"location": "header", "key": "version"}, "auth": {"auth_header_name": "authorization"},
                "version_data": {"not_versioned": True, "versions": {"Default": {"name": "Default"}}},
                "proxy": {"listen_path": f"/{name}/", "target_url": f"http://127.0.0.1:{UPSTREAM}"}}
    os.mkdir(f"{folder}/apps")
    conf = {"listen_address": "127.0.0.1", "listen_port": GATEWAY, "control_api_port": CONTROL, "secret": "s3cret",
            "app_path": f"{folder}/apps", "middleware_path": f"{folder}/middleware", "storage": {"type": "embedded"},
            "policies": {"policy_source": "file", "policy_record_name": f"{folder}/policies.json"}}
    files = {"apps/open": api("open", True), "apps/closed": api("closed", False), "policies": {}, "tyk": conf}
    for name, content in files.items():
        with open(f"{folder}/{name}.{'conf' if name == 'tyk' else 'json'}", "w") as f:
            json.dump(content, f)


def serve_upstream():
    def serve(connection):
        waiting = b""
        while piece := connection.recv(65536):
            *heads, waiting = (waiting + piece).split(b"\r\n\r\n")
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n" + b"u" * 200 if heads else b"")
    door = socket.create_server(("127.0.0.1", UPSTREAM))
    while True:
        threading.Thread(target=serve, args=(door.accept()[0],), daemon=True).start()


def start_gateway(program, folder):
    gateway = subprocess.Popen([program, "serve", "--conf", f"{folder}/tyk.conf", "--store", "memory", "--workers", "1"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.time() + 20
    while time.time() < end:
        try:
            socket.create_connection(("127.0.0.1", GATEWAY), 0.2).close()
            return gateway
        except OSError:
            time.sleep(0.05)
    sys.exit("The gateway does not start.")


class Client:
    def __init__(self, path, count, way):
        self.name, self.count, self.way, self.bytes = f"{way} {path} {count}", count, way, b""
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2304)
        self.socket.settimeout(20)
        self.socket.connect(("127.0.0.1", GATEWAY))
        requests = [f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n"] * count
        if way == "asks for the end":
            requests[-1] = f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        self.socket.sendall("".join(requests).encode())
        if way == "ends its direction":
            self.socket.shutdown(socket.SHUT_WR)

    def answers(self):
        """How many whole ones, and the bytes behind them."""
        rest, count = self.bytes, 0
        while (end := rest.find(b"\r\n\r\n")) >= 0:
            size = end + 4 + int(re.search(rb"content-length: (\d+)", rest[:end].lower())[1])
            if len(rest) < size:
                break
            rest, count = rest[size:], count + 1
        return count, rest

    def read(self):
        try:
            while self.way != "stays" or self.answers()[0] < self.count:
                piece = self.socket.recv(700)
                if not piece:
                    return
                self.bytes += piece
                time.sleep(0.002)
        except OSError as error:
            self.way += f" ({error})"

    def complaint(self):
        count, rest = self.answers()
        if rest:
            return f"{self.name}: {count} answers and a piece of {len(rest)} bytes"
        # A gateway that stops reads no further requests; those that it has read it answers.
        return "" if count == self.count or self.way == "is stopped" else f"{self.name}: {count} answers"


def play(ways, meanwhile):
    clients = [Client(path, count, way) for way in ways for path in ("/open/", "/closed/") for count in range(1, MOST, 2)]
    time.sleep(LONGER_THAN_IT_LINGERS)
    meanwhile()
    threads = [threading.Thread(target=client.read) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [complaint for client in clients if (complaint := client.complaint())]


def main():
    own_network()
    folder = tempfile.mkdtemp()
    write_workspace(folder)
    threading.Thread(target=serve_upstream, daemon=True).start()
    gateway = start_gateway(os.path.abspath(sys.argv[1]), folder)
    try:
        complaints = play(["ends its direction", "asks for the end", "stays"], lambda: None)
        complaints += play(["is stopped"], lambda: gateway.send_signal(signal.SIGTERM))
        gateway.wait(30)
    finally:
        gateway.kill()
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(complaints) or "All answers came whole.")
    sys.exit(1 if complaints else 0)


main()
