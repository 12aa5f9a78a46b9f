#!/usr/bin/env bash
# Installs Chromium, in which the tests open the console. Needs Debian (or a system with apt) and root.
set -euo pipefail
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" != 0 ]; then
  echo "The console's tests need Chromium: install it as root with deploy/install-browser.sh" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
