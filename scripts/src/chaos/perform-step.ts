import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, cp, lstat, readdir, readFile, rm, statfs, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EdgeHost } from '../edge-host/edge-host.ts';
import type { Damage, Loss, Step } from './plan.ts';
import type { ChaosWorld } from './world.ts';

/** How long a site may take to become as desired, in milliseconds: what misses it has come to a halt. */
export const SETTLE_MS = 150_000;
const LOOK_MS = 2000;

/** Makes one thing happen. */
export async function performStep(world: ChaosWorld, step: Step): Promise<void> {
  switch (step.kind) {
    case 'commit':
      return world.commit(step.wishes);
    case 'wait':
      return sleep(step.ms);
    case 'settle':
      await settle(world);
      return world.keepOlder();
    case 'kill-lo':
      return world.killLo();
    case 'start-lo':
      return world.startLo();
    case 'kill-jobs':
      return killWhere((command) => command.includes(`${hostOf(world, step).workdir}/runner/`));
    case 'kill-programs':
      return killPrograms(world, step.host);
    case 'kill-engine':
      // What a crash of the engine leaves: containers that nobody watches.
      return killWhere(
        (command, environment) => command.includes('conmon') && environment.includes(world.root),
      );
    case 'cut-link':
      return hostOf(world, step).killSessions();
    case 'mend-link':
      return hostOf(world, step).start();
    case 'reboot':
      return hostOf(world, step).reboot();
    case 'change-host-key':
      return hostOf(world, step).changeHostKey();
    case 'fill-disk':
      return fillDisk(hostOf(world, step));
    case 'free-disk':
      return rm(join(hostOf(world, step).workdir, 'filling'), { force: true });
    case 'damage-host':
      return damageOne(hostOf(world, step).workdir, join(world.older, step.host), step);
    case 'damage-state':
      return damageOne(world.stateDir, join(world.older, 'state'), step);
    case 'restore-records': {
      const slots = join(hostOf(world, step).workdir, 'slots');
      return restore(join(world.older, step.host, 'slots'), slots);
    }
    case 'lose-records':
      return loseRecords(hostOf(world, step).workdir, step);
    case 'restore-state':
      return restore(join(world.older, 'state'), world.stateDir);
    case 'lose-state':
      return removeAll(world.stateDir);
    case 'refuse-reports':
      world.forge.setFaults({ rest: [{ path: /statuses/, status: step.status, times: step.times }] });
      return;
    case 'expire-token':
      return world.expireToken();
    case 'renew-token':
      return world.renewToken();
    case 'jump-clock':
      return world.clocks[step.of].jumpTo(step.years);
    case 'start-second-lo':
      return world.startSecondLo();
    case 'stop-second-lo':
      return world.stopSecondLo();
  }
}

/** Undoes what lasts: from here on nothing is in the way of the site. */
export async function endFaults(world: ChaosWorld): Promise<void> {
  await world.stopSecondLo();
  world.forge.setFaults({});
  await world.renewToken();
  for (const host of world.hosts.values()) {
    await rm(join(host.workdir, 'filling'), { force: true });
    await host.start();
  }
  await world.startLo();
  // What the second LO held stays its own for ten minutes, longer than a plan waits.
  await world.takeOver();
}

/** Waits until LO says that the site is settled, for good or ill, twice in a row. */
async function settle(world: ChaosWorld): Promise<void> {
  await world.takeOver();
  const deadline = performance.now() + SETTLE_MS;
  let before = '';
  for (;;) {
    const outcome = await world.readOutcome();
    if (outcome === before && (outcome === 'converged' || outcome === 'failed')) return;
    if (performance.now() > deadline) return;
    before = outcome;
    await sleep(LOOK_MS);
  }
}

function hostOf(world: ChaosWorld, { host }: { readonly host: string }): EdgeHost {
  const found = world.hosts.get(host);
  if (found === undefined) throw new Error(`there is no host ${host}`);
  return found;
}

function readOf(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

async function killWhere(matches: (command: string, environment: string) => boolean): Promise<void> {
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    if (!matches(readOf(pid, 'cmdline').replaceAll('\0', ' '), readOf(pid, 'environ'))) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

function killPrograms(world: ChaosWorld, host: string): Promise<void> {
  const marks = [`CHAOS_RUN=${world.run}\0`, `CHAOS_HOST=${host}\0`];
  return killWhere((_, environment) => marks.every((mark) => `${environment}\0`.includes(mark)));
}

async function fillDisk(host: EdgeHost): Promise<void> {
  const { bavail, bsize } = await statfs(host.workdir);
  // The last bytes go one block after the other, since others write too.
  await writeFile(join(host.workdir, 'filling'), Buffer.alloc(Math.max(0, (bavail - 1) * bsize))).catch(
    () => undefined,
  );
}

async function damageOne(
  folder: string,
  older: string,
  { pick, damage }: { readonly pick: number; readonly damage: Damage },
): Promise<void> {
  const names = (await readdir(folder, { recursive: true }).catch(() => [])).sort();
  const files: string[] = [];
  for (const name of names) {
    // What an application wrote is its own: nobody else has it, and nobody can repair it.
    if (/(?:^data\/|\/run\/(?:\d+|c[0-9a-f]{16})\/)/.test(name)) continue;
    const entry = await lstat(join(folder, name)).catch(() => undefined);
    if (entry?.isFile() === true && entry.size > 0) files.push(name);
  }
  const name = files[pick % Math.max(1, files.length)];
  if (name === undefined) return;
  const file = join(folder, name);
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return;
  if (damage === 'delete') await rm(file, { force: true });
  if (damage === 'cut') await truncate(file, Math.floor(bytes.length / 2)).catch(() => undefined);
  if (damage === 'flip') {
    const at = pick % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (pick % 7));
    await writeFile(file, bytes).catch(() => undefined);
  }
  if (damage === 'older') await copyFile(join(older, name), file).catch(() => undefined);
}

async function loseRecords(
  workdir: string,
  { pick, what }: { readonly pick: number; readonly what: Loss },
): Promise<void> {
  const slots = join(workdir, 'slots');
  const names = (await readdir(slots, { recursive: true }).catch(() => [])).sort();
  // <owner>/<deployment>/<component>
  const found = names.filter((name) => name.split('/').length === 3);
  const slot = found[pick % Math.max(1, found.length)];
  if (slot === undefined) return;
  const lost = what === 'slots' ? slots : what === 'slot' ? join(slots, slot) : join(slots, slot, what);
  // A job at work goes on writing there.
  await removeAll(lost).catch(() => undefined);
}

/** Who was killed may have left a program that still writes there for a moment. */
function removeAll(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 40, retryDelay: 50 });
}

async function restore(from: string, to: string): Promise<void> {
  if ((await lstat(from).catch(() => undefined)) === undefined) return;
  await removeAll(to);
  await cp(from, to, { recursive: true });
}
