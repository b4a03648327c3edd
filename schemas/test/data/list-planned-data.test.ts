import t from 'tap';
import { listPlannedData, type PlannedData } from '../../src/data/list-planned-data.ts';
import type { WrittenData } from '../../src/data/written-data.ts';
import { computePlan } from '../../src/plan/compute-plan.ts';
import type { ResolvedComponent, ResolvedHost } from '../../src/resolve/resolved.ts';
import { application, component, host } from '../fixtures/hosts.ts';
import { makeContent } from '../margo/fixtures.ts';

const compose = 'services: {web: {image: a, volumes: ["./${DIR:-data}:/data"]}}\n';
const content = makeContent({ 'web/compose.yaml': compose, 'job/compose.yaml': compose });

function make(name: string, version: string, values: ResolvedComponent['values'] = {}): ResolvedComponent {
  return { ...component(name, version, { values, properties: { packageLocation: name } }), type: 'compose' };
}

function list(
  before: readonly ResolvedHost[],
  after: readonly ResolvedHost[],
  known = new Map<string, readonly WrittenData[]>(),
): readonly PlannedData[] {
  const plan = computePlan({ site: 'berlin', before, after });
  const digests = after.flatMap(({ applications }) => applications.map((each) => each.packageDigest));
  return listPlannedData({ plan, after, packages: new Map(digests.map((each) => [each, content])), known });
}

const folderOf = ({ component: name, writes }: PlannedData): string => `${name} ${writes[0]?.name}`;

t.test('what is added or changed is listed once, however many hosts have it', async (t) => {
  const both = host(application('hello', [make('web', 'one'), make('job', 'one')]));
  const update = host(application('hello', [make('web', 'two'), make('job', 'one')]));

  t.strictSame(list([], [both, { ...both, host: 'edge-02' }]).map(folderOf), ['web ./data', 'job ./data']);
  t.strictSame(list([both], [update]).map(folderOf), ['web ./data']);
  t.strictSame(list([both], [both]), [], 'nothing changes');
  t.strictSame(list([both], [host()]), [], 'nothing is left');
});

t.test('hosts whose values differ write different places', async (t) => {
  const one = host(application('hello', [make('web', 'one', { DIR: 'a' })]));
  const two = { ...host(application('hello', [make('web', 'two', { DIR: 'b' })])), host: 'edge-02' };
  const known = new Map<string, readonly WrittenData[]>();

  t.strictSame(list([], [one, two], known).map(folderOf), ['web ./a', 'web ./b']);
  t.equal(known.size, 2);
  t.match(list([], [one], known), [{ applicationId: 'hello', component: 'web', service: 'web' }]);
  t.equal(known.size, 2, 'what is known is not read again');
});
