// Whatever happens to one file of a node's workdir or of LO's stateDir: the site ends in its desired state, one instance of each
// program, without a person. By default a sample of all cases, drawn by COLO_SEED; COLO_WHOLE_MATRIX=1 runs every case.
import { cp, lstat, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createRandom } from '@colo/scripts/edge-host';
import t, { type Test } from 'tap';
import { killAll } from '../node/find-processes.ts';
import { until } from '../node/node-rig.ts';
import { createSiteRig, type SiteRig } from './site-rig.ts';

t.setTimeout(3_600_000);

const SAMPLE = 24;
const APP = { applicationId: 'hello', components: ['web', 'db'] };
const DESIRED = ['hello web 2.0 Hello', 'hello db 2.0 Hello'].sort();

/** What happens to a file; false where it cannot happen to this one. */
type Damage = (file: string, older: string) => Promise<boolean>;

const DAMAGES: Readonly<Record<string, Damage>> = {
  'a bit flips': async (file) => {
    const bytes = await readFile(file);
    if (bytes.length === 0) return false;
    const at = Math.min(Math.floor(bytes.length / 3), 200);
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    await writeFile(file, bytes);
    return true;
  },
  'it is cut short': async (file) => {
    const { size } = await lstat(file);
    if (size === 0) return false;
    await truncate(file, Math.floor(size / 2));
    return true;
  },
  'it is deleted': async (file) => {
    await rm(file);
    return true;
  },
  'an older copy is put back': async (file, older) => {
    const bytes = await readFile(older).catch(() => undefined);
    if (bytes === undefined || bytes.equals(await readFile(file))) return false;
    await writeFile(file, bytes);
    return true;
  },
};

interface Case {
  /** A path with numbers and digests left out: many attempts and objects are one kind of file. */
  readonly kind: string;
  readonly damage: string;
  readonly alive: boolean;
}

/** Folders, below the rig's, whose files are damaged. */
const FOLDERS = ['hosts', 'state'];
/** But for what belongs to the application: a file that differs from the shipped one was edited, and stays. */
const OF_APPLICATION = /\/data\/[^/]+\/[^/]+\/[^/]+\/(?:files|data)\//;

async function listFiles(rig: SiteRig): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of FOLDERS) {
    for (const name of (await readdir(join(rig.root, folder), { recursive: true })).sort()) {
      const path = join(folder, name);
      const entry = await lstat(join(rig.root, path)).catch(() => undefined);
      if (entry?.isFile() === true && !OF_APPLICATION.test(path)) found.push(path);
    }
  }
  return found;
}

function toKind(path: string): string {
  return path
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UUID')
    .replaceAll(/[0-9a-f]{12,}/g, 'HEX')
    .replace(/objects\/[0-9a-f]{2}\//, 'objects/XX/')
    .replaceAll(/\/\d+(?=\/|$)/g, '/N');
}

async function readSample(kinds: readonly string[]): Promise<readonly Case[]> {
  const all = kinds.flatMap((kind) =>
    Object.keys(DAMAGES).flatMap((damage) => [true, false].map((alive) => ({ kind, damage, alive }))),
  );
  if (process.env['COLO_WHOLE_MATRIX'] === '1') return all;
  const random = createRandom(Number(process.env['COLO_SEED'] ?? '1'));
  const rest = [...all];
  return Array.from({ length: SAMPLE }, () => rest.splice(random.below(rest.length), 1)).flat();
}

t.test('one file of a site is damaged', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ ...APP, version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  const older = join(rig.root, 'older');
  for (const folder of FOLDERS) await cp(join(rig.root, folder), join(older, folder), { recursive: true });
  await rig.want([{ ...APP, version: '2.0' }]);
  t.equal(await rig.once(), 'converged');
  const kinds = [...new Set((await listFiles(rig)).map(toKind))];
  t.ok(kinds.length > 30, `there are ${kinds.length} kinds of files`);

  for (const each of await readSample(kinds)) {
    const file = (await listFiles(rig)).findLast((path) => toKind(path) === each.kind);
    const name = `${each.kind}: ${each.damage}, the programs ${each.alive ? 'live' : 'are dead'}`;
    if (file === undefined) continue;
    await mkdir(dirname(join(older, file)), { recursive: true });
    await forgetRestarts(rig);
    const damage = DAMAGES[each.damage];
    if (!(await damage?.(join(rig.root, file), join(older, file)))) continue;
    if (!each.alive) await killAll(await rig.findPrograms());
    await t.test(name, (t) => convergesAlone(t, rig));
  }
});

/** Programs that die in one case after the other would be taken for a crash loop. */
async function forgetRestarts(rig: SiteRig): Promise<void> {
  const daemon = await rig.open();
  await daemon.retry(undefined, undefined);
  await daemon.close();
}

async function convergesAlone(t: Test, rig: SiteRig): Promise<void> {
  let outcome = '';
  await until(
    'the site is as desired',
    async () => {
      outcome = await rig.once();
      // An older state counts the ends of other cases too.
      if (outcome === 'failed' && /CRASH_LOOP/.test(await describe(rig))) await forgetRestarts(rig);
      return outcome === 'converged';
    },
    30_000,
  ).catch(async (error: unknown) => t.fail(`${String(error)}; it is ${outcome}: ${await describe(rig)}`));
  t.strictSame([...(await rig.running())].sort(), DESIRED);
  const said = new Map((await rig.reports()).map(({ context, state }) => [context, state]));
  t.not(said.get('lo/eu/berlin/edge-01/hello'), 'failure');
}

/** What LO says of the site. */
async function describe(rig: SiteRig): Promise<string> {
  const daemon = await rig.open();
  try {
    return JSON.stringify(daemon.describe().hosts);
  } finally {
    await daemon.close();
  }
}
