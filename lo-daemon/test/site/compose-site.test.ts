// The life of a compose application on both engines: what LO reports, and what runs.
import t from 'tap';
import { BOTH_ENGINES, listInstances, testEachTool } from '../runtimes/compose-tools.ts';
import { renderCompose } from './sample-compose.ts';
import { createSiteRig, SITE } from './site-rig.ts';

t.setTimeout(900_000);

const TOOLS = BOTH_ENGINES.filter((name) => name !== 'docker-compose on podman');

testEachTool(t, TOOLS, async (t, { tool, containers, environment }) => {
  t.teardown(() => containers.removeContainers());
  const rig = await createSiteRig(t, {
    config: { runtimes: { compose: { tools: [tool], environment } } },
    hostEntry: () => ({ capabilities: { runtimes: ['compose'] } }),
  });
  const desired = `sites/${SITE}/desiredstate.yaml`;
  /** A worker without a health check, as its engine alone keeps it at work. */
  const worker = (command: string) => `  worker:
    image: ${containers.image}
    command: [/bin/sh, -c, "${command}"]
    restart: always
    stop_grace_period: 1s
`;
  const last = async () => (await rig.reports()).at(-1);
  const sleeping = renderCompose(containers.image, {}, worker('exec sleep 1000'));

  await rig.infra.commit(sleeping);
  t.equal(await rig.once(), 'converged');
  t.match(await last(), { state: 'success', description: /installed/ });
  const first = await listInstances(containers);
  t.equal(first.length, 2);
  t.equal(await rig.once(), 'converged');
  t.same(await listInstances(containers), first, 'nothing to do');

  await rig.infra.commit(renderCompose(containers.image, {}, worker('exec sleep 2000')));
  t.equal(await rig.once(), 'converged');
  t.match(await last(), { state: 'success' });
  const second = await listInstances(containers);
  t.equal(second.length, 2);
  t.notSame(second, first, 'updated');

  await rig.infra.commit(renderCompose(containers.image, {}, worker('exit 1')));
  await rig.once();
  t.match(await last(), { state: 'failure' }, 'a crash loop');
  t.equal((await listInstances(containers)).length, 2, 'what ran before is back');

  await rig.infra.commit({ [desired]: rig.render([])[desired] });
  t.equal(await rig.once(), 'converged');
  t.match(await last(), { state: 'success', description: /removed/ });
  t.same(await listInstances(containers, '-a'), []);
});
