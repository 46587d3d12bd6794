#!/bin/sh
# Installs the browser that the tests drive, and a Japanese font for it, where this is Debian and we are root.
set -eu

if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "The browser tests need Chromium: install the package chromium, then run make check again." >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-morisawa-bizud-gothic >/dev/null
