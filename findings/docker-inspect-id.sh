#!/usr/bin/env bash
# Finding: in a format of docker inspect, `.Id` turns another field that is there into an error; `.ID` does not.
#
# Versions: docker.io 20.10.24+dfsg1-1+deb12u1+b6 (Debian 12) with its containerd; podman 4.3 for comparison takes both.
# One would guess that `{{.Id}}` names the id, as the JSON that `docker inspect` prints has "Id", and that
# `{{if .State.Health}}` is false for a container without a health check. Each is right for itself. But docker fills a format
# from its own structure first, where the field is `ID`; where any name is unknown there, it starts again with the JSON
# as it came over the socket, where a field that is empty is missing, and a name that is missing is an error. So
# `{{.Id}} {{if .State.Health}}x{{end}}` works for a running container with a health check, and fails for one without.
# `{{.ID}}` keeps to the structure, in docker and podman.
#
# Needs: root, apt-get (to download, not to install), dpkg-deb, unshare, what docker.io depends on besides containerd.
# Starts a dockerd in a temporary folder and a network of its own, and ends it; no container runs. Some seconds.
set -euo pipefail
folder=$(mktemp -d)
daemon=
trap 'if [ -n "$daemon" ]; then kill "$daemon" && wait "$daemon" || :; fi; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download --quiet docker.io=20.10.24+dfsg1-1+deb12u1+b6 'containerd=1.6.20~ds1-1+deb12u3' >/dev/null 2>&1
for package in ./*.deb; do dpkg-deb -x "$package" root; done
export PATH=$folder/root/usr/bin:$folder/root/usr/sbin:$PATH DOCKER_HOST=unix://$folder/docker.sock
# shellcheck disable=SC2016 # the inner shell's own
unshare --mount --net sh -c 'mkdir -p /etc/docker && mount -t tmpfs tmpfs /etc/docker && mount -t tmpfs tmpfs /run && ip link set lo up &&
  exec dockerd --iptables=false --bridge=none \
    --data-root "$1/data" --exec-root "$1/exec" --pidfile "$1/pid" -H "$DOCKER_HOST"' sh "$folder" >log 2>&1 &
daemon=$!
for _ in $(seq 300); do ! docker version >/dev/null 2>&1 || break; kill -0 "$daemon" || { cat log >&2; exit 1; }; sleep 0.1; done
docker version --format 'docker {{.Client.Version}} with dockerd {{.Server.Version}}'

tar -cf empty.tar -T /dev/null
docker import empty.tar finding:1 >/dev/null
id=$(docker create --net none finding:1 /none)
say() { echo "$1 gives $(docker inspect --format "$1" "$id" 2>&1 | tail -n 1 | sed "s/$id/<id>/")"; }
health='{{if .State.Health}}has{{else}}has not{{end}}'
said=$(say '{{.Id}}'; say "$health"; say "{{.ID}} $health"; say "{{.Id}} $health")
echo "$said"
[ "$(echo "$said" | sed 's/.*gives //; s/.*map has/map has/')" = '<id>
has not
<id> has not
map has no entry for key "Health"' ] || { echo 'What docker inspect makes of Id has changed.' >&2; exit 1; }
