import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DesiredState, Purge } from '@colo/schemas/documents/desired-state';
import type { LoConfig } from '@colo/schemas/documents/lo-config';
import type { Host, Site } from '@colo/schemas/documents/site';
import { writeDocument } from '@colo/schemas/documents/write';
import { makeDeploymentId } from '@colo/schemas/render';
import type { Test } from 'tap';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import type { Settings } from '../../src/config/settings.ts';
import { Daemon } from '../../src/daemon/daemon.ts';
import { createLogger, type Logger } from '../../src/daemon/logger.ts';
import { computeOwner } from '../../src/node/compute-owner.ts';
import type { HostOutcome } from '../../src/reconcile/host-outcome.ts';
import { findProcesses, killAll } from '../node/find-processes.ts';
import { createInfraRepo, type InfraRepo } from './infra-repo.ts';
import { makeSampleApp, markOfRelease, type SampleApp } from './sample-app.ts';

export const SITE = 'eu/berlin';

export interface SiteRigOptions {
  readonly hosts?: readonly string[];
  readonly config?: Partial<LoConfig>;
  /** Changes of a host's entry in the inventory, asked for whenever the inventory is written. */
  hostEntry?(name: string): Partial<Host>;
}

export interface AppWish extends Omit<SampleApp, 'hosts' | 'marks'> {
  readonly hosts?: readonly string[];
}

/** A site with its infra repo and hosts that are this machine, each in a folder of its own. */
export interface SiteRig {
  readonly root: string;
  readonly infra: InfraRepo;
  readonly settings: Settings;
  readonly config: LoConfig;
  /** Lines of LO's log so far. */
  readonly logged: readonly string[];
  /** Commits a desired state of these applications, with their packages. */
  want(
    apps: readonly AppWish[],
    extra?: Readonly<Record<string, string | undefined>>,
    purged?: readonly Purge[],
  ): Promise<string>;
  /** The text of that desired state and its packages, not committed. */
  render(apps: readonly AppWish[], purged?: readonly Purge[]): Readonly<Record<string, string>>;
  /** The text of site.yaml as it would be written now, not committed. */
  inventory(): Readonly<Record<string, string>>;
  /** Lets an application that is held become healthy, on every host. */
  release(app: Pick<SampleApp, 'applicationId' | 'version'>): Promise<void>;
  open(): Promise<Daemon>;
  /** An LO with other settings for the same site and state. */
  openWith(config: Partial<LoConfig>): Promise<Daemon>;
  /** One pass of a fresh LO. */
  once(): Promise<HostOutcome>;
  /** Every start of a program on a host: `app component version greeting`. */
  starts(host?: string): Promise<readonly string[]>;
  /** As {@link starts}, but only of the programs that run now. */
  running(host?: string): Promise<readonly string[]>;
  /** Folder of what an application keeps on a host. */
  dataFolder(host: string, applicationId: string): string;
  /** Folder of the node's records of a component. */
  slotFolder(host: string, applicationId: string, component: string): string;
  /** Reports by commit and context, oldest first, as the outbox has them. */
  reports(): Promise<readonly { commit: string; context: string; state: string; description: string }[]>;
  workdir(host: string): string;
  /** Pids of the programs that run on the hosts now. */
  findPrograms(): Promise<readonly number[]>;
}

export async function createSiteRig(t: Test, options: SiteRigOptions = {}): Promise<SiteRig> {
  const root = await mkdtemp(join(tmpdir(), 'colo-site-'));
  const hosts = options.hosts ?? ['edge-01'];
  const infra = await createInfraRepo(root);
  const marks = join(root, 'marks');
  const stateDir = join(root, 'state');
  const config: LoConfig = {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'LocalOrchestrator',
    site: SITE,
    infra: { repository: infra.bare, name: 'acme/infra', pollSeconds: 1 },
    stateDir,
    transports: { local: {} },
    retry: { initialSeconds: 0.1, maxSeconds: 1 },
    timeouts: { minReadySeconds: 1 },
    ...options.config,
  };
  const settings = resolveSettings(config);
  const logged: string[] = [];
  const log: Logger = createLogger('debug', (line) => {
    logged.push(line);
    if (process.env['COLO_TEST_LOG'] === '1') process.stderr.write(line);
  });
  const workdir = (host: string) => join(root, 'hosts', host);
  for (const host of hosts) {
    await mkdir(workdir(host), { recursive: true });
    await mkdir(join(marks, host), { recursive: true });
  }
  function inventory(): Record<string, string> {
    const site: Site = {
      apiVersion: 'colo.dev/v1alpha1',
      kind: 'Site',
      metadata: { name: SITE },
      spec: {
        hosts: hosts.map((name) => ({
          name,
          address: '127.0.0.1',
          user: 'nobody',
          transport: 'local',
          workdir: workdir(name),
          capabilities: { runtimes: ['process'] },
          ...options.hostEntry?.(name),
        })),
      },
    };
    return { [`sites/${SITE}/site.yaml`]: writeDocument(site) };
  }
  t.teardown(async () => {
    await killAll(await findProcesses(root));
    await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  function render(apps: readonly AppWish[], purged: readonly Purge[] = []): Record<string, string> {
    const samples = apps.map((app) => makeSampleApp(SITE, { hosts, marks, ...app }));
    const desired: DesiredState = {
      apiVersion: 'colo.dev/v1alpha1',
      kind: 'DesiredState',
      metadata: { site: SITE },
      spec: {
        deployments: samples.map(({ deployment }) => deployment),
        ...(purged.length === 0 ? {} : { purged: [...purged] }),
      },
    };
    return Object.assign(
      { [`sites/${SITE}/desiredstate.yaml`]: writeDocument(desired) },
      ...samples.map(({ files }) => files),
    );
  }
  await infra.commit({ ...inventory(), 'README.md': 'infra\n' }, 'init');
  async function readStarts(host: string) {
    const lines = await readWholeLines(join(marks, host, 'starts'));
    return lines.map((line) => {
      const words = line.split(' ');
      return { line: words.slice(0, 4).join(' '), pid: Number(words[4]) };
    });
  }
  const rig: SiteRig = {
    root,
    infra,
    settings,
    config,
    logged,
    workdir,
    async findPrograms() {
      const pids = await findProcesses(marks);
      return pids.filter((pid) => pid !== process.pid);
    },
    render,
    inventory,
    want: (apps, extra = {}, purged = []) => infra.commit({ ...render(apps, purged), ...extra }, 'want'),
    async release(app) {
      for (const host of hosts) await writeFile(join(marks, host, markOfRelease(app)), '');
    },
    open: () => Daemon.open(settings, log),
    openWith: (changes) => Daemon.open(resolveSettings({ ...config, ...changes }), log),
    async once() {
      const daemon = await rig.open();
      try {
        return await daemon.runOnce(new AbortController().signal);
      } finally {
        await daemon.close();
      }
    },
    async starts(host = hosts[0] ?? '') {
      return (await readStarts(host)).map(({ line }) => line);
    },
    async running(host = hosts[0] ?? '') {
      const started = await readStarts(host);
      // A number may be another process's by now: ours know where their marks are, and of ours the last one has it.
      const alive = new Set(await findProcesses(join(marks, host)));
      const last = new Map(started.map(({ pid }, index) => [pid, index]));
      return started
        .filter(({ pid }, index) => alive.has(pid) && last.get(pid) === index)
        .map(({ line }) => line);
    },
    dataFolder: (host, applicationId) =>
      join(workdir(host), 'data', computeOwner(infra.bare, SITE), applicationId),
    slotFolder: (host, applicationId, component) =>
      join(
        workdir(host),
        'slots',
        computeOwner(infra.bare, SITE),
        makeDeploymentId(SITE, applicationId, 'process'),
        component,
      ),
    async reports() {
      return (await readWholeLines(join(stateDir, 'outbox', 'reports.jsonl')))
        .filter((line) => line.startsWith('{"kind":"report"'))
        .flatMap((line) => readReport(line));
    },
  };
  return rig;
}

/** Lines of a file that somebody may be writing to: one whose end is not there yet does not count. */
async function readWholeLines(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '');
}

/** A report of the outbox; none of a line that a test has damaged. */
function readReport(line: string): readonly Awaited<ReturnType<SiteRig['reports']>>[number][] {
  try {
    const { report } = JSON.parse(line);
    return report === undefined ? [] : [report];
  } catch {
    return [];
  }
}
