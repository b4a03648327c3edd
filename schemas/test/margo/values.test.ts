import t from 'tap';
import type { ParameterValue } from '../../src/generated/desired-state.ts';
import type { ParameterRule } from '../../src/margo/app-package.ts';
import { checkParameterValue } from '../../src/margo/check-parameter-value.ts';
import { checkVariableName } from '../../src/margo/check-variable-name.ts';
import { compilePattern } from '../../src/margo/compile-pattern.ts';
import { parseParameterText } from '../../src/margo/parse-parameter-text.ts';
import { formatQuantity, parseQuantity } from '../../src/margo/parse-quantity.ts';
import { parseTimeout } from '../../src/margo/parse-timeout.ts';
import { makeRule } from './fixtures.ts';

t.test('amounts are read in binary units', async (t) => {
  t.equal(parseQuantity('4Gi'), 4 * 1024 ** 3);
  t.equal(parseQuantity('1024Mi'), parseQuantity('1Gi'));
  t.equal(parseQuantity('1Ei'), 1024 ** 6);
  for (const text of ['', '4', '4G', '4 Gi', '-1Gi', '1.5Gi', '4gi', '4Gi\n', '9'.repeat(400)]) {
    t.throws(() => parseQuantity(text), { code: 'MARGO_QUANTITY_INVALID' }, JSON.stringify(text));
  }
});

t.test('amounts are written in the largest unit that keeps them whole', async (t) => {
  t.equal(formatQuantity(1536 * 1024 ** 2), '1536Mi');
  t.equal(formatQuantity(2048 * 1024 ** 2), '2Gi');
  t.equal(formatQuantity(1000), '1000 bytes');
});

t.test('times are read in all their forms', async (t) => {
  t.equal(parseTimeout('2m0s'), 120);
  t.equal(parseTimeout('5m'), 300);
  t.equal(parseTimeout('90s'), 90);
  t.equal(parseTimeout('24h'), 86_400);
  for (const text of ['', '5', '0s', '0m0s', '24h1s', '1d', '5 m', '-5m', '1s1m', '5m\n', '9999999s']) {
    t.throws(() => parseTimeout(text), { code: 'MARGO_TIMEOUT_INVALID' }, JSON.stringify(text));
  }
});

t.test('variables that belong to the host are reserved', async (t) => {
  const reserved = [
    'PATH',
    'path',
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'DYLD_INSERT_LIBRARIES',
    'DOCKER_HOST',
    'COMPOSE_FILE',
    'CONTAINER_HOST',
    'BASH_ENV',
    'IFS',
    'COLO_SECRET_TOKEN',
    'BASH_FUNC_x',
    'HOME',
    'PWD',
  ];
  for (const name of reserved) t.equal(checkVariableName(name), 'reserved', name);
  for (const name of ['GREETING', '_x', 'MY_PATH', 'PATHS', 'LDAP_URL', 'DOCKERFILE']) {
    t.equal(checkVariableName(name), undefined, name);
  }
  for (const name of ['', '1A', 'A-B', 'A.B', 'A B', 'A=B', 'Ä', 'A\n', 'A'.repeat(201)]) {
    t.equal(checkVariableName(name), 'invalid', JSON.stringify(name));
  }
});

t.test('patterns find a match anywhere, in linear time, or are refused', async (t) => {
  const anywhere = compilePattern('b+');
  const catastrophic = compilePattern('^(a+)+$');

  t.ok(anywhere.ok && anywhere.test('abc') && !anywhere.test('xyz'));
  t.ok(
    catastrophic.ok && !catastrophic.test(`${'a'.repeat(50_000)}!`),
    'a backtracking engine would never end',
  );
  for (const pattern of ['(?=a)', '(?<!a)b', '(a)\\1', '(', 'a{2000}']) {
    t.match(compilePattern(pattern), { ok: false, reason: /./ }, pattern);
  }
});

const checks: readonly (readonly [
  name: string,
  rule: Partial<ParameterRule>,
  value: ParameterValue,
  problem: RegExp | undefined,
])[] = [
  ['text', {}, 'x', undefined],
  ['empty text', {}, '', /must not be empty/],
  ['empty text where allowed', { allowEmpty: true, minLength: 5 }, '', undefined],
  ['number for text', {}, 5, /must be a text, is 5/],
  ['list for text', {}, ['a'], /must be a text, not a list/],
  ['short text', { minLength: 3 }, 'ab', /at least 3 characters, has 2/],
  ['characters are code points', { maxLength: 2 }, '😀😀', undefined],
  ['long text', { maxLength: 2 }, 'abc', /at most 2 characters, has 3/],
  ['pattern', { regexMatch: '^a+$' }, 'aa', undefined],
  ['pattern missed', { regexMatch: '^a+$' }, 'ab', /must match \^a\+\$, is "ab"/],
  ['integer', { dataType: 'integer' }, 5, undefined],
  ['fraction for integer', { dataType: 'integer' }, 5.5, /must be a whole number, is 5.5/],
  ['text for integer', { dataType: 'integer' }, '5', /must be a whole number, is "5"/],
  ['too small', { dataType: 'integer', minValue: 5 }, 4, /at least 5, is 4/],
  ['too large', { dataType: 'double', maxValue: 5 }, 5.1, /at most 5, is 5.1/],
  ['at the limits', { dataType: 'integer', minValue: 5, maxValue: 5 }, 5, undefined],
  ['too precise', { dataType: 'double', maxPrecision: 1 }, 0.25, /at most 1 decimal places/],
  ['too precise, with exponent', { dataType: 'double', maxPrecision: 6 }, 1e-7, /at most 6 decimal places/],
  ['precise enough', { dataType: 'double', minPrecision: 1, maxPrecision: 2 }, 0.25, undefined],
  ['boolean', { dataType: 'boolean' }, false, undefined],
  ['text for boolean', { dataType: 'boolean' }, 'false', /must be true or false/],
  ['option', { options: ['a', 'b'] }, 'b', undefined],
  ['no option', { options: ['a', 'b'] }, 'c', /must be one of a, b, is "c"/],
  ['several options', { options: ['a', 'b'], multiselect: true }, ['b', 'a'], undefined],
  ['one option where several may be', { options: ['a', 'b'], multiselect: true }, 'a', /must be a list/],
  ['a wrong one of several', { options: ['a', 'b'], multiselect: true }, ['a', 'c'], /must be one of a, b/],
  ['list', { dataType: 'array[integer]', maxValue: 5 }, [1, 5], undefined],
  ['a wrong entry of a list', { dataType: 'array[integer]', maxValue: 5 }, [1, 6], /at most 5, is 6/],
  ['empty list', { dataType: 'array[string]' }, [], /must not be empty/],
  ['control characters are not echoed', { maxLength: 1, regexMatch: 'x' }, '\u001b[2J', /^[\x20-\x7e]+$/],
];

for (const [name, rule, value, problem] of checks) {
  t.test(`value: ${name}`, async (t) => {
    const found = checkParameterValue(makeRule(rule), value);

    if (problem === undefined) t.equal(found, undefined);
    else t.match(found, problem);
  });
}

t.test('texts of a command line become values of the rule', async (t) => {
  t.equal(parseParameterText(undefined, '5'), '5');
  t.equal(parseParameterText(makeRule({}), '5'), '5');
  t.equal(parseParameterText(makeRule({ dataType: 'integer' }), '5'), 5);
  t.equal(parseParameterText(makeRule({ dataType: 'integer' }), 'five'), 'five');
  t.equal(parseParameterText(makeRule({ dataType: 'integer' }), '0x10'), '0x10');
  t.equal(parseParameterText(makeRule({ dataType: 'double' }), '-0.5'), -0.5);
  t.equal(parseParameterText(makeRule({ dataType: 'boolean' }), 'false'), false);
  t.same(parseParameterText(makeRule({ dataType: 'array[integer]' }), '1, 2'), [1, 2]);
  t.same(parseParameterText(makeRule({ dataType: 'array[string]' }), ''), []);
  t.same(parseParameterText(makeRule({ multiselect: true, options: ['a'] }), 'a'), ['a']);
});
