#!/usr/bin/env bash
# Finding: a listener made with process.once('SIGTERM') does not save a process that has started a program with execa.
#
# Versions: execa 9.6.1 with signal-exit 4.1.0 (npm), Node 20.20.2.
# One would guess that a process with a listener for SIGTERM decides itself when it ends. While a program that execa has started
# runs, signal-exit listens as well, to end that program with the process. It takes the process for one that is about to end when
# no listeners but its own are left, and a listener of `once` is removed before it is called, and was called first, because the
# service listened before it started the program: so signal-exit sends the signal again, and the process is killed in the middle
# of its orderly end. With `on` instead of `once`, or with execa's `cleanup: false`, it goes on. A service that only sometimes
# runs programs ends well most of the time.
# Seen: with `once` it ends by SIGTERM before it is done; with `on`, and with `cleanup: false`, it ends by itself with code 0.
#
# Needs: node, npm. Installs execa into a folder of its own, which it removes. Takes some seconds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts execa@9.6.1 signal-exit@4.1.0 >/dev/null

cat >service.mjs <<'JS'
import { execa } from 'execa';
const [method, cleanup] = process.argv.slice(2);
// As services do, it listens first, and starts programs later.
let child;
process[method]('SIGTERM', () => {
  // The orderly end takes its time.
  setTimeout(() => {
    child.kill('SIGKILL');
    process.exit(0);
  }, 300);
});
child = execa('sleep', ['20'], { reject: false, cleanup: cleanup === 'yes' });
process.stdout.write('ready\n');
await child;
JS

cat >look.mjs <<'JS'
import { spawn } from 'node:child_process';
import { once } from 'node:events';
async function end(...args) {
  const child = spawn(process.execPath, ['service.mjs', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code, signal] = await once(child, 'exit');
  const how = signal ?? `code ${code}`;
  console.log(`process.${args[0]}, cleanup ${args[1]}: ended with ${how}`);
  return how;
}
const seen = [await end('once', 'yes'), await end('on', 'yes'), await end('once', 'no')];
if (seen.join() !== 'SIGTERM,code 0,code 0') process.exit(1);
JS
node look.mjs || { echo 'The behaviour has changed.' >&2; exit 1; }
