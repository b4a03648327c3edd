import fc from 'fast-check';
import t from 'tap';
import { branchOf, readBranchName, updateBranchOf } from '../../src/change/change-id.ts';
import type { ChangeRequest } from '../../src/change/change-request.ts';
import { formatCommitMessage, readCommitMessage } from '../../src/change/commit-message.ts';
import { compareVersions, isInRange, listVersions } from '../../src/registry/tag-names.ts';
import { formatMarker, readMarker } from '../../src/say/markers.ts';

const source = {
  repository: 'acme/apps',
  path: 'apps/x',
  commit: 'a'.repeat(40),
  digest: `sha256:${'b'.repeat(64)}`,
};
const requests: readonly ChangeRequest[] = [
  {
    verb: 'deploy',
    by: 'a',
    application: 'x',
    version: '1.0',
    source,
    selector: 'b',
    set: { k: 'v\nColo-Request: {}' },
    unset: ['u'],
    track: '^1',
  },
  {
    verb: 'deploy',
    by: 'a',
    application: 'x',
    version: '1.0',
    source,
    selector: 'b',
    set: {},
    secrets: { password: 'db-password' },
    unset: [],
  },
  { verb: 'update', by: 'a', application: 'x', version: '1.0', source },
  { verb: 'remove', by: 'a', targets: { kind: 'named', application: 'x', selector: '*' } },
  { verb: 'remove', by: 'a', targets: { kind: 'named', application: 'x', selector: '*' }, purge: true },
  {
    verb: 'rollback',
    by: 'a',
    targets: { kind: 'merge', commit: 'c'.repeat(40) },
    asOf: 'd'.repeat(40),
    to: 'e'.repeat(40),
  },
  { verb: 'hold', by: 'a', targets: { kind: 'named', application: 'x', selector: '*' }, reason: 'r' },
  { verb: 'resume', by: 'a', targets: { kind: 'merge', commit: 'c'.repeat(40) } },
];

t.test('every request survives its commit message', async (t) => {
  for (const request of requests) {
    t.same(readCommitMessage(formatCommitMessage('Title', request, 12)), { request, thread: 12 });
    t.same(readCommitMessage(formatCommitMessage('Title', request, undefined)), {
      request,
      thread: undefined,
    });
  }
});

t.test('whatever is not exactly a request is none', async (t) => {
  const [deploy] = requests;
  const remove = requests.find(({ verb }) => verb === 'remove');
  const broken = [
    '',
    'Colo-Request: ',
    'Colo-Request: null',
    'Colo-Request: []',
    'Colo-Request: {"verb":"deploy"}',
    `Colo-Request: ${JSON.stringify({ ...deploy, source: { ...source, commit: '--upload-pack=x' } })}`,
    `Colo-Request: ${JSON.stringify({ ...deploy, application: '../x' })}`,
    `Colo-Request: ${JSON.stringify({ ...deploy, set: { k: 1 } })}`,
    `Colo-Request: ${JSON.stringify({ ...deploy, secrets: { k: 'GITHUB_TOKEN' } })}`,
    `Colo-Request: ${JSON.stringify({ ...deploy, secrets: { k: 1 } })}`,
    `Colo-Request: ${JSON.stringify({ ...deploy, verb: 'format' })}`,
    `Colo-Request: ${JSON.stringify({ ...remove, purge: 'yes' })}`,
  ];
  for (const message of broken) t.equal(readCommitMessage(message), undefined, message);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      readCommitMessage(`t\n\nColo-Request: ${JSON.stringify(value)}`);
      return true;
    }),
  );
});

t.test('branches name their change', async (t) => {
  t.same(readBranchName(branchOf('deploy', '12')), { id: '12', thread: 12 });
  t.same(readBranchName(branchOf('rollback', '12-9')), { id: '12-9', thread: 12 });
  t.same(readBranchName(updateBranchOf('x', '1.0')), { id: 'update/x/1.0', thread: undefined });
  for (const branch of ['main', 'colo/events', 'colo/deploy/x', 'colo/deploy/0', 'x/colo/deploy/1']) {
    t.equal(readBranchName(branch), undefined, branch);
  }
});

t.test('versions are ordered as people mean them', async (t) => {
  const tags = ['x@1.0', 'x@1.10', 'x@1.9', 'x@2.0.0-rc.1', 'x@nightly', 'xy@9.0', 'x@'];
  t.strictSame(listVersions('x', tags), ['2.0.0-rc.1', '1.10', '1.9', '1.0', 'nightly']);
  t.equal(compareVersions('1.0', '1.0.0') === 0, false, 'the order is total');
  t.equal(isInRange('1.10', '^1.0'), true);
  t.equal(isInRange('2.0', '^1.0'), false);
  t.equal(isInRange('nightly', '*'), false);
});

t.test('a marker counts only at the end of a comment of CO', async (t) => {
  const bot = { id: 9, login: 'co[bot]', isBot: true };
  const marker = { kind: 'change', id: '12-9', outcome: 'open', pull: 3 } as const;
  const body = `text\n\n${formatMarker(marker)}`;

  t.same(readMarker({ body, author: bot }, bot), marker);
  t.equal(readMarker({ body, author: { ...bot, id: 8 } }, bot), undefined);
  t.equal(readMarker({ body: `${body}\nmore`, author: bot }, bot), undefined);
});
