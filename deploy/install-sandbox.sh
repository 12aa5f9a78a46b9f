#!/usr/bin/env bash
# Installs what the bash tool of agents is locked up with: bubblewrap, socat and ripgrep. Needs Debian (or a system with apt) and root.
set -euo pipefail
command -v bwrap >/dev/null && command -v socat >/dev/null && command -v rg >/dev/null && exit 0
if [ "$(id -u)" != 0 ]; then
  echo "The bash tool needs bubblewrap, socat and ripgrep: install them as root with deploy/install-sandbox.sh" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends bubblewrap socat ripgrep
