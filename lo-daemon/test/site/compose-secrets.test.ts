import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { parseEnviron } from '../contract/runtime-contract.ts';
import { type ComposeTool, listInstances, testEachTool } from '../runtimes/compose-tools.ts';
import { findLeaks, listHolders, makeNeedles, readObjects, watchArguments } from './find-leaks.ts';
import { forgetBoot } from './forget-boot.ts';
import { put } from './put-secret.ts';
import { renderCompose } from './sample-compose.ts';
import { createSiteRig, SITE, type SiteRig } from './site-rig.ts';

t.setTimeout(900_000);

const DESIRED = `sites/${SITE}/desiredstate.yaml`;

/** The parameter of the application `boxed` that gets the secret `db`. */
const SECRET = { PASSWORD: { secretRef: 'db' } } as const;

/** What podman, or docker with its containerd, keeps of a container while there is one. */
const ENGINE_FILES =
  /\/(?:userdata\/config\.json|bolt_state\.db|db\.sql\S*|state\.json|config\.v2\.json|config\.json|meta\.db) \d+$/;
const ENGINE_DATABASE = /\/(?:bolt_state\.db|db\.sql\S*|meta\.db) 6\d\d$/;

testEachTool(t, ['docker-compose on podman', 'docker compose on docker'], testSecrets);

/** A secret that no other test has, with signs that shells and formats read otherwise around what is searched for. */
function makeCanary(): { readonly text: string; readonly core: string } {
  const core = `canary+/~? ${randomBytes(18).toString('base64')}`;
  return { text: `$HOME '${core}' "y" $$`, core };
}

interface ComposeSite {
  readonly rig: SiteRig;
  /** The file of the secret, beside the site. */
  readonly file: string;
  /** Id and start of the container that runs; empty: none. */
  readInstance(): Promise<string>;
  /** What the container's first process got. */
  readPassword(): Promise<string | undefined>;
}

async function createComposeSite(
  t: Test,
  { tool, containers, environment }: ComposeTool,
): Promise<ComposeSite> {
  t.teardown(() => containers.removeContainers());
  const file = join(t.testdir(), 'db');
  const grants = [{ application: 'boxed', component: 'web', pointer: 'PASSWORD' }];
  const rig = await createSiteRig(t, {
    config: {
      secrets: { db: { from: { file }, grants } },
      runtimes: {
        compose: {
          tools: [tool],
          environment,
        },
      },
    },
    hostEntry: () => ({ capabilities: { runtimes: ['compose'] } }),
  });
  const readInstance = async () => (await listInstances(containers)).join(' ');
  return {
    rig,
    file,
    readInstance,
    async readPassword() {
      const [id = ''] = (await readInstance()).split(' ');
      const environ = await containers.command('exec', id, '/bin/cat', '/proc/1/environ');
      return parseEnviron(environ).get('PASSWORD');
    },
  };
}

function testSecrets(t: Test, tool: ComposeTool): void {
  const { containers } = tool;
  // Fault 31
  t.test('a secret reaches its container, is an update when it changes, and is nowhere else', async (t) => {
    const { rig, file, readInstance, readPassword } = await createComposeSite(t, tool);
    const [first, second] = [makeCanary(), makeCanary()];
    const needles = [...makeNeedles('first', first.core), ...makeNeedles('second', second.core)];
    const workdir = rig.workdir('edge-01');
    const watch = watchArguments(needles);
    t.teardown(() => watch.stop());
    await put(file, first.text);
    await rig.infra.commit(renderCompose(containers.image, SECRET));

    t.equal(await rig.once(), 'converged');
    t.equal(await readPassword(), first.text);
    const instance = await readInstance();
    t.equal(await rig.once(), 'converged');
    t.equal(await readInstance(), instance, 'a secret that did not change is no update');

    await put(file, second.text);
    t.equal(await rig.once(), 'converged');
    t.equal(await readPassword(), second.text);
    t.not(await readInstance(), instance, 'a changed secret is another container');
    t.match(await listHolders(workdir, needles), [/^slots\/.*\/web\/attempts\/2\/environment 600$/]);
    t.same(await listHolders(rig.settings.stateDir, needles), [], "LO's own files");
    for (const path of await listHolders(containers.folder, needles))
      t.match(path, ENGINE_FILES, "what the engine keeps, in its user's own folders");

    await rig.infra.commit({ [DESIRED]: rig.render([])[DESIRED] });
    t.equal(await rig.once(), 'converged');
    t.equal(await readInstance(), '');
    t.same(await listHolders(workdir, needles), [], 'gone with the component');
    for (const path of await listHolders(containers.folder, needles))
      t.match(path, ENGINE_DATABASE, 'the engine alone may not have written over what it freed');
    t.same(await watch.stop(), [], 'arguments');
    t.same(findLeaks('log', rig.logged.join(''), needles), []);
    t.same(findLeaks('reports', JSON.stringify(await rig.reports()), needles), []);
    t.same(findLeaks('Git', await readObjects(rig.infra.bare), needles), []);
    t.match((await rig.reports()).at(-1), { state: 'success' });
  });

  // Fault 7
  t.test(
    'a container starts with its secret after a boot without uplink, though LO has it no more',
    async (t) => {
      const { rig, file, readInstance, readPassword } = await createComposeSite(t, tool);
      const { text } = makeCanary();
      await put(file, text);
      await rig.infra.commit(renderCompose(containers.image, SECRET));
      t.equal(await rig.once(), 'converged');
      const instance = await readInstance();
      await containers.command('kill', instance.split(' ')[0] ?? '');
      t.equal(await readInstance(), '');
      await forgetBoot(rig);
      await rm(rig.infra.bare, { recursive: true });
      await rm(file);

      t.equal(await rig.once(), 'waiting');

      t.equal(await readPassword(), text);
      t.not(await readInstance(), instance);
      const slots = await readdir(join(rig.workdir('edge-01'), 'slots'), { recursive: true });
      t.same(slots.filter((path) => /\/attempts\/[^/]*$/.test(path)).length, 1, 'no new attempt was made');
    },
  );
}
