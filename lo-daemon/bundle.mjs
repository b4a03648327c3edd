// `npm run bundle -w lo-daemon [-- FILE]`: writes LO as one file that needs nothing beside it but Node and git
// (default: lo-daemon/dist/lo.mjs). Needs a build first.
import { chmod, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const outfile = resolve(process.argv[2] ?? join(here, 'dist/lo.mjs'));

await build({
  entryPoints: [join(here, 'bin/lo.js')],
  outfile,
  bundle: true,
  minify: true,
  // Names of functions and classes appear in stacks of internal errors.
  keepNames: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.18',
  legalComments: 'linked',
  logLevel: 'warning',
  // ssh2's optional native parts; without them it uses its JavaScript ones.
  external: ['*.node', 'cpu-features'],
  // Bundled CommonJS packages load Node's own modules by `require`, and ssh2 looks beside itself for its optional parts.
  banner: {
    js: [
      "import { createRequire as createRequireHere } from 'node:module';",
      "import { dirname as dirnameHere } from 'node:path';",
      "import { fileURLToPath as fileURLToPathHere } from 'node:url';",
      'const require = createRequireHere(import.meta.url);',
      'const __filename = fileURLToPathHere(import.meta.url);',
      'const __dirname = dirnameHere(__filename);',
    ].join('\n'),
  },
});
await chmod(outfile, 0o755);
process.stdout.write(`${outfile} (${(await stat(outfile)).size} bytes)\n`);
