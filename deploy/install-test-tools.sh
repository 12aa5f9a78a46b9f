#!/usr/bin/env bash
# Installs what the tests use besides npm packages: Chromium, in which they open the console, curl and Python, with which the examples
# of docs/api.md are run, and Redis. Needs Debian (or a system with apt) and root.
set -euo pipefail
command -v chromium >/dev/null && command -v curl >/dev/null && command -v python3 >/dev/null && command -v redis-server >/dev/null && exit 0
if [ "$(id -u)" != 0 ]; then
  echo "The tests need Chromium, curl, Python 3 and redis-server: install them as root with deploy/install-test-tools.sh" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core curl python3 redis-server
