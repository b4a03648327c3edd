// Embeds the node runner's shell scripts into LO, so that its bundle needs no files beside it.
// Usage: node scripts/generate-runner.mjs [--check]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../lo-daemon/runner/', import.meta.url);
const target = new URL('../lo-daemon/src/generated/runner-scripts.ts', import.meta.url);

const entries = readdirSync(folder)
  .filter((name) => name.endsWith('.sh'))
  .sort()
  .map((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    return `  ${JSON.stringify(name.slice(0, -'.sh'.length))}: ${JSON.stringify(text)},`;
  });
const wanted = [
  '// Generated from lo-daemon/runner by scripts/generate-runner.mjs. Do not edit.',
  '',
  '/** The shell scripts of the runner, by file name without `.sh`. */',
  'export const runnerScripts = {',
  ...entries,
  '} as const;',
  '',
].join('\n');

if (process.argv.includes('--check')) {
  let present = '';
  try {
    present = readFileSync(target, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  if (present !== wanted) {
    console.error(`${fileURLToPath(target)} is not current: run node scripts/generate-runner.mjs`);
    process.exit(1);
  }
} else {
  writeFileSync(target, wanted);
}
