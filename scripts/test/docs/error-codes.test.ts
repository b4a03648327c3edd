import { errorTable } from '@colo/schemas/errors';
import t from 'tap';
import { readPages } from './pages.ts';

/** Environment variables whose names look like codes. */
const VARIABLES: ReadonlySet<string> = new Set([
  'CO_CONFIG',
  'CO_THROTTLE',
  'GITHUB_API_URL',
  'GITHUB_TOKEN',
  'GIT_SSL_CAINFO',
  'NODE_EXTRA_CA_CERTS',
]);

const AREAS = new Set(Object.keys(errorTable).map((code) => code.split('_')[0]));

t.test('every error code that a page mentions exists', async (t) => {
  const pages = (await readPages()).filter(({ path }) => path !== 'docs/errors.md');
  let count = 0;
  for (const { path, text } of pages)
    for (const [code] of text.matchAll(/\b[A-Z]+(?:_[A-Z0-9]+)+\b/g)) {
      if (!AREAS.has(code.split('_')[0]) || VARIABLES.has(code)) continue;
      count += 1;
      t.ok(Object.hasOwn(errorTable, code), `${path}: ${code}`);
    }
  t.ok(count > 20);
});
