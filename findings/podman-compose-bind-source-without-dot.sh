#!/usr/bin/env bash
# Finding: podman-compose takes the source of a bind mount in long form for a volume's name where it has no "./", and shares it.
#
# Versions: podman-compose 1.0.3-3 (Debian 12), podman 4.3.1; the Compose Specification for comparison.
# One would guess that `{ type: bind, source: data, target: /data }` mounts the folder data beside the compose file: the type
# says that it is a folder, and relative sources are relative to the file. podman-compose hands podman `-v data:/data`, which
# is a named volume `data`, and without the project's prefix: every project on the machine that is written so has the
# same one. Nothing is said. `source: ./data` is mounted as meant.
# And: two replicas of a service whose health check is a list: the second one is a ValueError, because the first word of the
# list, which all replicas share, is taken off it for each.
# And: with --dry-run it makes the project's network all the same.
#
# Needs: root or a podman that works without, apt-get (to download, not to install), dpkg-deb, /usr/bin/python3 of Debian 12.
# Makes a network, which it removes; starts nothing. Some seconds.
set -euo pipefail
folder=$(mktemp -d)
project=colo-finding-$$
trap 'rm -rf "$folder"; podman network rm "${project}_default" >/dev/null 2>&1 || :' EXIT
cd "$folder"
apt-get download --quiet podman-compose=1.0.3-3 python3-dotenv python3-yaml >/dev/null 2>&1
for package in ./*.deb; do dpkg-deb -x "$package" root; done
export PYTHONPATH=$folder/root/usr/lib/python3/dist-packages
# With --dry-run it prints what it would run.
compose() { /usr/bin/python3 root/usr/bin/podman-compose -p "$project" "$@" --dry-run up -d 2>&1; }

mkdir data
cat >mounts.yaml <<'YAML'
services:
  web:
    image: localhost/none:1
    network_mode: none
    volumes:
      - { type: bind, source: data, target: /plain }
      - { type: bind, source: ./data, target: /dotted }
YAML
mounts=$(compose -f mounts.yaml | grep -o -e '-v [^ ]*')
echo "$mounts"
[ "$mounts" = '-v data:/plain
-v ./data:/dotted' ] || { echo 'The mounts have changed.' >&2; exit 1; }

cat >replicas.yaml <<'YAML'
services:
  web:
    image: localhost/none:1
    network_mode: none
    healthcheck: { test: [CMD, /bin/true] }
    deploy: { replicas: 2 }
YAML
replicas=$(compose -f replicas.yaml || true)
echo "$replicas" | grep -e '^podman run' -e '^ValueError' | cut -c 1-60
[ "$(echo "$replicas" | grep -c '^podman run')" -le 1 ] && echo "$replicas" | grep -q '^ValueError: unknown healthcheck test type' ||
  { echo 'Replicas with a health check have changed.' >&2; exit 1; }

podman network exists "${project}_default" || { echo 'The network is not made any more.' >&2; exit 1; }
echo "the network ${project}_default was made"
