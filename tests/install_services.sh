#!/bin/sh
# Installs what the tests drive, the browser with a Japanese font, PostgreSQL and LibreOffice, where this is Debian and
# we are root.
set -eu

packages=""
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null
then
    packages="chromium fonts-morisawa-bizud-gothic"
fi
if ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
    packages="$packages postgresql"
fi
if ! command -v soffice >/dev/null && ! command -v libreoffice >/dev/null; then
    packages="$packages libreoffice-calc-nogui"
fi
if [ -z "$packages" ]; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need the packages: $packages. Install them, then run make check again." >&2
    exit 1
fi

# The tests start servers of their own: Debian's package is not to make one and let it run. Asked for only meanwhile.
no_cluster=/etc/postgresql-common/createcluster.d/dx-tests.conf
trap 'rm -f "$no_cluster"' EXIT
mkdir -p "${no_cluster%/*}"
echo "create_main_cluster = false" >"$no_cluster"

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# $packages is a list.
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $packages >/dev/null
