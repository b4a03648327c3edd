import t from 'tap';
import type { MatchExpression } from '../../src/margo/app-package.ts';
import { describeHost } from '../../src/margo/choose/describe-host.ts';
import { matchExpression } from '../../src/margo/choose/match-expression.ts';

const properties = {
  ...describeHost({
    runtimes: ['compose', 'process'],
    cpu: { cores: 4, architecture: 'arm64' },
    memory: '4Gi',
    peripherals: [
      { type: 'gpu', manufacturer: 'NVIDIA' },
      { type: 'camera', manufacturer: 'Acme' },
    ],
    properties: { vendor: 'Acme', 'a/b': { '~c': 'deep' }, slots: 3, spare: '7', ready: true },
  }),
};
const subject = { properties, labels: { 'example.com/line': '3', empty: '' } };

function property(
  key: string,
  operator: MatchExpression['operator'],
  values?: MatchExpression['values'],
): MatchExpression {
  return { on: 'properties', key, operator, ...(values === undefined ? {} : { values }) };
}

function label(
  key: string,
  operator: MatchExpression['operator'],
  values?: MatchExpression['values'],
): MatchExpression {
  return { ...property(key, operator, values), on: 'labels' };
}

function contains(
  operator: 'ContainsAll' | 'ContainsAny',
  ...itemSelector: readonly MatchExpression[]
): MatchExpression {
  return { on: 'properties', key: '/peripherals', operator, itemSelector };
}

const nvidia = property('/manufacturer', 'In', ['NVIDIA']);
const camera = property('/type', 'In', ['camera']);
const gpu = property('/type', 'In', ['gpu']);

const cases: readonly (readonly [name: string, expression: MatchExpression, expected: boolean])[] = [
  ['In', property('/vendor', 'In', ['X', 'Acme']), true],
  ['In, other case', property('/vendor', 'In', ['acme']), false],
  ['In, a list', property('/supportedDeploymentTypes', 'In', ['compose']), true],
  ['In, absent', property('/none', 'In', ['compose']), false],
  ['In, a list of objects', property('/peripherals', 'In', ['gpu']), false],
  ['In, a boolean', property('/ready', 'In', [true]), true],
  ['In, another type', property('/slots', 'In', ['3']), false],
  ['NotIn', property('/vendor', 'NotIn', ['X']), true],
  ['NotIn, in', property('/vendor', 'NotIn', ['Acme']), false],
  ['NotIn, absent', property('/none', 'NotIn', ['X']), false],
  ['NotIn, a list that has it', property('/supportedDeploymentTypes', 'NotIn', ['process']), false],
  ['Exists', property('/a~1b/~0c', 'Exists'), true],
  ['Exists, deep absent', property('/a~1b/x/y', 'Exists'), false],
  ['Exists, an index', property('/peripherals/1/type', 'Exists'), true],
  ['Exists, inherited', property('/constructor', 'Exists'), false],
  ['DoesNotExist', property('/none', 'DoesNotExist'), true],
  ['DoesNotExist, there', property('/vendor', 'DoesNotExist'), false],
  ['Gt', property('/slots', 'Gt', [2]), true],
  ['Gt, equal', property('/slots', 'Gt', [3]), false],
  ['Gt, text', property('/spare', 'Gt', ['6']), true],
  ['Gt, no number', property('/vendor', 'Gt', [0]), false],
  ['Gt, amounts', property('/memory', 'Gt', ['4000Mi']), true],
  ['Gt, nested', property('/cpus/0/cores', 'Gt', [3.5]), true],
  ['Lt', property('/slots', 'Lt', [4]), true],
  ['Lt, absent', property('/none', 'Lt', [4]), false],
  ['ContainsAll, one item has all', contains('ContainsAll', gpu, nvidia), true],
  ['ContainsAll, two items have one each', contains('ContainsAll', camera, nvidia), false],
  ['ContainsAny', contains('ContainsAny', property('/type', 'In', ['nic']), nvidia), true],
  ['ContainsAny, none', contains('ContainsAny', property('/type', 'In', ['nic'])), false],
  ['ContainsAny, no list', { ...contains('ContainsAny', nvidia), key: '/vendor' }, false],
  ['label In', label('example.com/line', 'In', ['3']), true],
  ['label Gt', label('example.com/line', 'Gt', [2]), true],
  ['label Exists, empty', label('empty', 'Exists'), true],
  ['label DoesNotExist', label('example.com', 'DoesNotExist'), true],
  ['label inherited', label('toString', 'Exists'), false],
];

for (const [name, expression, expected] of cases) {
  t.test(name, async (t) => {
    t.equal(matchExpression(expression, subject), expected);
  });
}
