import { readFileSync } from 'node:fs';
import t from 'tap';
import { MAX_ARCHIVE_BYTES } from '../../src/archive/open-archive.ts';
import {
  MAX_ALIASES,
  MAX_DIAGNOSTICS,
  MAX_DOCUMENT_BYTES,
  MAX_DOCUMENT_DEPTH,
  MAX_DOCUMENT_TOKENS,
  MAX_EXPANDED_VALUES,
  MAX_KEY_LENGTH,
} from '../../src/documents/yaml/limits.ts';
import { MAX_COMPOSE_REFERENCES, MAX_COMPOSE_VISITS } from '../../src/margo/content/walk-compose.ts';
import { MAX_PATH_BYTES, MAX_PATH_PARTS } from '../../src/validate/check-path.ts';
import { MAX_PACKAGE_BYTES, MAX_PACKAGE_FILES } from '../../src/validate/package-bounds.ts';

const page = readFileSync(new URL('../../../../docs/security.md', import.meta.url), 'utf8');

const MIB = 1024 * 1024;

t.test('docs/security.md names the bounds that the code has', async (t) => {
  const rows: readonly (readonly [string, string])[] = [
    ['size of a document', `${MAX_DOCUMENT_BYTES / MIB} MiB`],
    ['tokens of a document (words, signs, line ends)', MAX_DOCUMENT_TOKENS.toLocaleString('en-US')],
    ['depth of a document, aliases followed', `${MAX_DOCUMENT_DEPTH} levels`],
    ['aliases of a document', `${MAX_ALIASES}`],
    ['values of a document, aliases followed', MAX_EXPANDED_VALUES.toLocaleString('en-US')],
    ['length of a key', `${MAX_KEY_LENGTH} characters`],
    ['faults listed of one document', `${MAX_DIAGNOSTICS}`],
    ['size of a package', `${MAX_PACKAGE_BYTES / MIB} MiB`],
    ['files of a package', MAX_PACKAGE_FILES.toLocaleString('en-US')],
    ['files of an archive, together', `${MAX_PACKAGE_BYTES / MIB} MiB`],
    ['entries of an archive', MAX_PACKAGE_FILES.toLocaleString('en-US')],
    ["tars of a package's archives, together, headers included", `${MAX_ARCHIVE_BYTES / MIB} MiB`],
    ['length of a path', `${MAX_PATH_BYTES.toLocaleString('en-US')} bytes`],
    ['parts of a path', `${MAX_PATH_PARTS}`],
    ['compose files that one draws in', `${MAX_COMPOSE_VISITS}`],
    ['paths that a compose file names', MAX_COMPOSE_REFERENCES.toLocaleString('en-US')],
  ];
  for (const [what, value] of rows) t.ok(page.includes(`\n| ${what} | ${value} |`), `${what}: ${value}`);
});
