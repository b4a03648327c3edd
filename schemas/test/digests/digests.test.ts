import fc from 'fast-check';
import t from 'tap';
import { canonicalJson } from '../../src/digests/canonical-json.ts';
import { compareCodePoints } from '../../src/digests/compare-code-points.ts';
import { digestComponent } from '../../src/digests/digest-component.ts';
import { digestPackage } from '../../src/digests/digest-package.ts';
import { shortenDigest } from '../../src/digests/shorten-digest.ts';
import { ColoError } from '../../src/errors/colo-error.ts';
import { componentContent, packageFile } from '../fixtures/packages.ts';

t.test('canonical JSON follows RFC 8785', async (t) => {
  const rows: readonly (readonly [unknown, string])[] = [
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ '€': 1, '\r': 2, '\u{1f600}': 3, '1': 4 }, '{"\\r":2,"1":4,"€":1,"\u{1f600}":3}'],
    [[1e21, 0.000001, -0, 4.5, 333333333.3333333], '[1e+21,0.000001,0,4.5,333333333.3333333]'],
    ['\u000f\n"\\', '"\\u000f\\n\\"\\\\"'],
  ];
  for (const [value, text] of rows) t.equal(canonicalJson(value), text);

  t.throws(() => canonicalJson({ a: undefined }), ColoError);
  t.throws(() => canonicalJson(Number.NaN), ColoError);
});

t.test('the package digest is known, and independent of the order of listing', async (t) => {
  const files = [packageFile('margo.yaml', 'a'), packageFile('bin/run', 'b', '100755')];

  const digest = digestPackage(files);

  t.equal(digest, 'sha256:e6feb938f54b1e23312716f90c89a48009fb4e1a414d2a581d0ff21f6897a97e');
  t.equal(digestPackage([...files].reverse()), digest);
  t.not(digestPackage([packageFile('margo.yaml', 'a'), packageFile('bin/run', 'b')]), digest, 'mode counts');
  t.not(digestPackage([packageFile('margo.yaml', 'c'), packageFile('bin/run', 'b', '100755')]), digest);
});

t.test('what changes a component digest, and what does not', async (t) => {
  const base = componentContent();
  const digest = digestComponent(base);
  const same = [
    { ...base, properties: { packageLocation: 'hello', timeout: '9m0s', stopTimeout: '1s' } },
    { ...base, files: [...base.files].reverse() },
  ];
  const other = [
    { ...base, type: 'compose' },
    { ...base, values: { GREETING: 'Moin' } },
    { ...base, values: { ...base.values, EXTRA: 1 } },
    { ...base, properties: { packageLocation: 'other' } },
    { ...base, files: base.files.slice(1) },
    { ...base, properties: { packageLocation: 'hello', nested: { timeout: '1s' } } },
  ];

  for (const content of same) t.equal(digestComponent(content), digest);
  for (const content of other) t.not(digestComponent(content), digest);
});

t.test('the timing of a health check restarts nothing, its address does', async (t) => {
  const withCheck = (healthCheck: Record<string, unknown>) =>
    digestComponent({ ...componentContent(), properties: { packageLocation: 'hello', healthCheck } });

  t.equal(
    withCheck({ http: '/up', interval: '1s', timeout: '2s' }),
    withCheck({ http: '/up', interval: '9s' }),
  );
  t.not(withCheck({ http: '/up' }), withCheck({ http: '/down' }));
});

t.test('digests do not depend on key order', async () => {
  const values = fc.dictionary(
    fc.string({ minLength: 1 }),
    fc.oneof(fc.string(), fc.integer(), fc.boolean()),
  );
  fc.assert(
    fc.property(values, (record) => {
      const reversed = Object.fromEntries(Object.entries(record).reverse());
      const left = digestComponent({ ...componentContent(), values: record });
      return left === digestComponent({ ...componentContent(), values: reversed });
    }),
  );
});

t.test('code point order is UTF-8 byte order', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (left, right) => {
      const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right));
      return Math.sign(compareCodePoints(left, right)) === bytes;
    }),
    { examples: [['\uffff', '\u{10000}']] },
  );
});

t.test('digests are shortened for people', async (t) => {
  t.equal(shortenDigest(`sha256:${'ab12'.repeat(16)}`), 'sha256:ab12ab12ab12…');
  t.equal(shortenDigest('none'), 'none');
});
