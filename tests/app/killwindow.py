#!/usr/bin/env python3
"""kill -9 of the real desktop in the midst of typing and saving, on a virtual screen.

usage: killwindow.py GATEREEVE EXAMPLE [TIMES]     (needs Xvfb and xdotool)

After each kill policies.json must be the old or a new version, whole, and the next start must open it and offer what
was left unsaved. Exit 0 only if all went so.
"""
import difflib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

DISPLAY = ":97"
# What the keys may have changed: which cell took them depends on how fast the window was.
NUMBERS = re.compile(rb'("(?:rate|per|quota_max|quota_renewal_rate|key_expires_in)": )-?\d+')
NAMES = re.compile(rb'"[^"]+": \{')


def keys(*names):
    subprocess.run(["xdotool", "key", "--delay", "5", *names], check=False, stderr=subprocess.DEVNULL)


def window_of(process):
    for _ in range(200):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(process.pid), "--name",
                                "workspace.*Gatereeve"],  # its title once the workspace is open
                               capture_output=True, text=True).stdout.split()
        if found:
            return found[0]
        if process.poll() is not None:
            return None
        time.sleep(0.05)
    return None


def start(program, workspace, environment):
    process = subprocess.Popen([program, workspace], env=environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    window = window_of(process)
    if window is None:
        sys.exit(f"the window did not come up: exit code {process.poll()}")
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=False, stderr=subprocess.DEVNULL)
    return process


def edit_until(deadline):
    """Types another rate for gold into its cell, and saves now and then."""
    keys("ctrl+1", "Home", "Down")
    while time.monotonic() < deadline:
        rate = str(random.randint(1, 99))
        keys("Right", "F2", "ctrl+a", *rate, "space", "p", "e", "r", "space", "s", "e", "c", "o", "n", "d", "Return",
             "Left")
        if random.random() < 0.4:
            keys("ctrl+s")


def shape(text):
    return NAMES.sub(b'"": {', NUMBERS.sub(rb"\g<1>0", text))


def main():
    program, example = sys.argv[1], sys.argv[2]
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    folder = tempfile.mkdtemp(prefix="killwindow-")
    workspace = os.path.join(folder, "workspace")
    shutil.copytree(example, workspace)
    policies = os.path.join(workspace, "policies", "policies.json")
    original = open(policies, "rb").read()
    screen = subprocess.Popen(["Xvfb", DISPLAY, "-noreset", "-screen", "0", "1280x800x24"], stderr=subprocess.DEVNULL)
    environment = dict(os.environ, DISPLAY=DISPLAY, QT_QPA_PLATFORM="xcb", HOME=folder, XDG_CONFIG_HOME=folder,
                       XDG_DATA_HOME=folder)
    os.environ["DISPLAY"] = DISPLAY
    time.sleep(1)
    saved = unsaved = 0
    journal = os.path.join(workspace, ".gatereeve", "journal")
    try:
        for turn in range(times):
            before = open(policies, "rb").read()
            process = start(program, workspace, environment)
            edit_until(time.monotonic() + random.uniform(0.3, 2.5))
            process.kill()
            process.wait()
            after = open(policies, "rb").read()
            if shape(after) != shape(original):
                print(*difflib.unified_diff(original.decode().splitlines(), after.decode().splitlines(), lineterm=""),
                      sep="\n")
                sys.exit(f"turn {turn}: policies.json is no whole version")
            saved += after != before
            unsaved += bool(os.path.isdir(journal) and os.listdir(journal))
            print(f"{turn + 1}: {'saved' if after != before else 'as before'}", flush=True)
        process = start(program, workspace, environment)
        time.sleep(1)
        if process.poll() is not None:
            sys.exit("the last start did not stay")
        process.kill()
    finally:
        screen.kill()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{times} kills: {saved} after a save, {unsaved} with something in the journal")
    sys.exit(0 if saved and unsaved else "nothing was saved, or nothing left unsaved: the keys did not reach the window")


main()
