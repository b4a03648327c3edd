#!/usr/bin/env bash
# Finding: about one in some hundreds of the ed25519 key pairs that ssh2's own generator makes is one byte short.
#
# Versions: ssh2 1.17.0 (npm), OpenSSH 9.2p1 (Debian 12), Node 20.20.2.
# One would guess that `utils.generateKeyPairSync('ed25519')` gives pairs that any SSH server loads. Where the public key
# begins with a zero byte, that byte is missing: 31 bytes stand where RFC 8709 (section 4) has 32. OpenSSH refuses the
# private key with "error in libcrypto"; sshd given it as its host key does not start. A test rig that makes a key for
# each host fails once in a while, and never when somebody looks.
# Seen: 4 short keys of 1,500, each refused by ssh-keygen; the keys of 32 bytes are all accepted.
#
# Needs: node, npm, ssh-keygen. Installs ssh2 into a folder of its own, which it removes. Takes about half a minute.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --omit=optional ssh2@1.17.0 >/dev/null

cat >look.cjs <<'JS'
const { spawnSync } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const { utils } = require('ssh2');

const KEYS = 4000;
const FIXED = 4 + 'ssh-ed25519'.length + 4;
let short = 0;
let refused = 0;
let whole = 0;
for (let made = 0; made < KEYS; made += 1) {
  const pair = utils.generateKeyPairSync('ed25519');
  const bytes = Buffer.from(pair.public.split(' ')[1], 'base64').length - FIXED;
  if (bytes < 32) short += 1;
  else if (whole < 20) whole += 1;
  else continue;
  writeFileSync('key', pair.private, { mode: 0o600 });
  const { status } = spawnSync('ssh-keygen', ['-y', '-f', 'key'], { stdio: 'ignore' });
  if (bytes < 32 && status !== 0) refused += 1;
  if (bytes === 32 && status !== 0) throw new Error('ssh-keygen refused a whole key');
}
console.log(`${short} of ${KEYS} public keys are shorter than 32 bytes; ssh-keygen refused ${refused} of those and none of ${whole} whole ones`);
if (short === 0 || refused !== short) process.exit(1);
JS
node look.cjs || { echo 'The behaviour has changed.' >&2; exit 1; }
