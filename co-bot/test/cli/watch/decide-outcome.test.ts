import t from 'tap';
import type { ChangeView, HostView, PullView } from '../../../src/cli/watch/change-view.ts';
import { decideOutcome } from '../../../src/cli/watch/decide-outcome.ts';
import { listNews } from '../../../src/cli/watch/list-news.ts';

const pull: PullView = { number: 2, url: 'http://forge/2', title: 'Deploy', isOpen: true };
const merged: PullView = { ...pull, isOpen: false, mergeCommit: 'a'.repeat(40) };

function host(
  standing: HostView['standing'],
  want: HostView['want'] = 'installed',
  name = 'edge-01',
): HostView {
  return { site: 'berlin', host: name, application: 'hello', want, standing };
}

const looks: readonly { readonly name: string; readonly view: ChangeView; readonly kind: string }[] = [
  { name: 'no answer so far', view: { isDenied: false, hosts: [] }, kind: 'going' },
  { name: 'denied', view: { isDenied: true, hosts: [] }, kind: 'denied' },
  {
    name: 'refused',
    view: { isDenied: false, answer: { text: 'no', isRefusal: true }, hosts: [] },
    kind: 'refused',
  },
  {
    name: 'nothing to do',
    view: { isDenied: false, answer: { text: '', isRefusal: false }, hosts: [] },
    kind: 'nothing-to-do',
  },
  { name: 'open', view: { isDenied: false, pull, hosts: [] }, kind: 'going' },
  { name: 'closed', view: { isDenied: false, pull: { ...pull, isOpen: false }, hosts: [] }, kind: 'closed' },
  {
    name: 'one host to come',
    view: { isDenied: false, pull: merged, hosts: [host('installed'), host('pending')] },
    kind: 'going',
  },
  {
    name: 'one failed, one to come',
    view: { isDenied: false, pull: merged, hosts: [host('failed'), host('installing')] },
    kind: 'going',
  },
  {
    name: 'one failed, one done',
    view: { isDenied: false, pull: merged, hosts: [host('failed'), host('installed')] },
    kind: 'failed',
  },
  {
    name: 'refused by the site',
    view: { isDenied: false, pull: merged, hosts: [host('refused')] },
    kind: 'failed',
  },
  { name: 'unusable', view: { isDenied: false, pull: merged, hosts: [host('unusable')] }, kind: 'failed' },
  {
    name: 'removed as wanted',
    view: { isDenied: false, pull: merged, hosts: [host('removed', 'removed')] },
    kind: 'done',
  },
  {
    name: 'installed where removal is wanted',
    view: { isDenied: false, pull: merged, hosts: [host('installed', 'removed')] },
    kind: 'going',
  },
  {
    name: 'superseded by a later change',
    view: { isDenied: false, pull: merged, hosts: [host('superseded')] },
    kind: 'superseded',
  },
  {
    name: 'superseded in part',
    view: { isDenied: false, pull: merged, hosts: [host('superseded'), host('installed')] },
    kind: 'done',
  },
  { name: 'no host concerned', view: { isDenied: false, pull: merged, hosts: [] }, kind: 'done' },
];

for (const { name, view, kind } of looks) {
  t.test(`${name}: ${kind}`, async (t) => {
    t.equal(decideOutcome(view).kind, kind);
  });
}

t.test('news are what changed, and nothing twice', async (t) => {
  const open: ChangeView = { isDenied: false, pull, hosts: [] };
  const one: ChangeView = {
    isDenied: false,
    pull: merged,
    hosts: [host('pending'), host('pending', 'installed', 'edge-02')],
  };
  const two: ChangeView = { ...one, hosts: [host('installed'), host('pending', 'installed', 'edge-02')] };

  t.match(listNews(undefined, open), [{ event: 'pull', number: 2 }]);
  t.match(listNews(open, one), [
    { event: 'merged', hosts: 2 },
    { event: 'host', host: 'edge-01' },
    { host: 'edge-02' },
  ]);
  t.match(listNews(one, two), [{ event: 'host', host: 'edge-01', standing: 'installed' }]);
  t.strictSame(listNews(two, two), []);
});
