import t from 'tap';
import { isName, isSiteName } from '../../src/names/is-name.ts';

const names: readonly (readonly [string, boolean, boolean])[] = [
  ['edge-01', true, true],
  ['a', true, true],
  ['7', true, true],
  ['a'.repeat(200), true, true],
  ['a'.repeat(201), false, false],
  ['', false, false],
  ['-a', false, false],
  ['a-', false, false],
  ['A', false, false],
  ['a_b', false, false],
  ['a.b', false, false],
  ['a b', false, false],
  ['a\n', false, false],
  ['ä', false, false],
  ['..', false, false],
  ['$(id)', false, false],
  ['eu/berlin', false, true],
  ['eu/de/essen', false, true],
  ['eu//berlin', false, false],
  ['/eu', false, false],
  ['eu/', false, false],
  ['eu/../us', false, false],
];
for (const [text, isOne, isSite] of names) {
  t.test(JSON.stringify(text.slice(0, 30)), async (t) => {
    t.equal(isName(text), isOne);
    t.equal(isSiteName(text), isSite);
  });
}
