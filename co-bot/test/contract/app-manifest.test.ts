import { readFile } from 'node:fs/promises';
import type { Probot } from 'probot';
import t from 'tap';
import { parse } from 'yaml';
import { handledEvents, registerHandlers } from '../../src/webhooks/register-handlers.ts';

const manifestFile = new URL('../../../../templates/app.yml', import.meta.url);

t.test('the App asks for exactly the events that are handled, and for least permissions', async (t) => {
  const manifest: unknown = parse(await readFile(manifestFile, 'utf8'));
  const registered = new Set<string>();
  const on = (names: string | readonly string[]) => {
    for (const name of [names].flat()) registered.add(name.split('.')[0] ?? name);
  };
  const nothing = () => undefined;
  // trust boundary: only `on` of Probot is called when handlers register
  registerHandlers({ on } as unknown as Probot, {
    threadChanged: nothing,
    pullChanged: nothing,
    branchMoved: nothing,
    statusSet: nothing,
    sweep: nothing,
  });

  t.strictSame([...registered].sort(), [...handledEvents].sort());
  t.match(manifest, { public: false, default_events: [...handledEvents].sort() });
  t.strictSame((manifest as { default_permissions: unknown }).default_permissions, {
    contents: 'write',
    issues: 'write',
    pull_requests: 'write',
    statuses: 'write',
    metadata: 'read',
    members: 'read',
  });
});
