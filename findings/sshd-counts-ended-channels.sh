#!/usr/bin/env bash
# Finding: sshd refuses a session though fewer than MaxSessions are open, where it reads late.
#
# Versions: OpenSSH 9.2p1 (Debian 12), ssh2 1.17.0 (npm), Node 20.20.2.
# One would guess that a client which never has more than ten sessions open on a connection stays below the default
# `MaxSessions 10`. sshd frees what has ended only after it has seen to all that it read. A client that closes six channels
# and opens six others is refused by a busy sshd, which reads all twelve messages at once: "open failed", once in a while.
# With five and five it is never refused.
# Seen: of 6 new channels 2 are refused, of 5 none.
#
# Needs: node, npm, ssh-keygen, sshd. Installs ssh2 into a folder of its own, which it removes. Takes about ten seconds.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "$(cat "$folder/pid" 2>/dev/null)" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --omit=optional ssh2@1.17.0 >/dev/null
ssh-keygen -q -t ed25519 -N '' -f host
ssh-keygen -q -t ed25519 -N '' -f own
cp own.pub authorized
mkdir -p /run/sshd 2>/dev/null || true
port=$((20000 + RANDOM % 10000))
"$(PATH="$PATH:/usr/sbin" command -v sshd)" -f /dev/null -o Port=$port -o ListenAddress=127.0.0.1 -o HostKey="$folder/host" \
  -o PidFile="$folder/pid" -o AuthorizedKeysFile="$folder/authorized" -o StrictModes=no -o PermitRootLogin=yes

cat >look.cjs <<'JS'
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const net = require('node:net');
const { setTimeout: wait } = require('node:timers/promises');
const { userInfo } = require('node:os');
const { Client } = require('ssh2');
const port = Number(process.argv[2]);

/** Runs `count` commands at once, and as many others as soon as those end; what the client says then is read in one piece. */
async function countRefused(count) {
  let kept;
  let upstream;
  const relay = net.createServer((client) => {
    upstream = net.connect(port, '127.0.0.1');
    upstream.on('error', () => client.destroy()).pipe(client);
    client.on('error', () => upstream.destroy()).on('data', (chunk) => (kept ? kept.push(chunk) : upstream.write(chunk)));
  });
  await new Promise((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const ssh = new Client();
  await new Promise((resolve, reject) => {
    ssh.on('ready', resolve).on('error', reject);
    const to = { host: '127.0.0.1', port: relay.address().port, username: userInfo().username };
    ssh.connect({ ...to, privateKey: readFileSync('own') });
  });
  const exec = (command) =>
    new Promise((resolve) => {
      ssh.exec(command, (error, channel) => {
        if (error) resolve(error.message);
        else channel.resume().on('close', () => resolve(undefined)).end();
      });
    });
  const go = `${process.cwd()}/go-${count}`;
  const begun = (index) => `${go}-${index}`;
  const indices = Array.from({ length: count }, (_, index) => index);
  const first = indices.map((index) => exec(`: >${begun(index)}; until [ -e ${go} ]; do sleep 0.1; done`));
  while (!indices.every((index) => existsSync(begun(index)))) await wait(50);
  kept = [];
  writeFileSync(go, '');
  await Promise.all(first);
  const others = indices.map(() => exec('true'));
  await wait(500);
  upstream.write(Buffer.concat(kept));
  kept = undefined;
  const refused = (await Promise.all(others)).filter((message) => message?.includes('open failed')).length;
  ssh.end();
  relay.close();
  return refused;
}

async function main() {
  const [six, five] = [await countRefused(6), await countRefused(5)];
  console.log(`of 6 new channels ${six} are refused, of 5 ${five}`);
  process.exit(six > 0 && five === 0 ? 0 : 1);
}
main();
JS
node look.cjs "$port" || { echo 'The behaviour has changed.' >&2; exit 1; }
