import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { findFaults } from '../../src/faults/find-faults.ts';
import { plantFault, prepareFault } from '../../src/faults/plant-fault.ts';
import { createTranspile } from '../../src/faults/transpile.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

const FILES = [
  ['schemas', 'schemas/src/selectors/glob.ts'],
  ['lo-daemon', 'lo-daemon/src/git/git-manager.ts'],
  ['co-bot', 'co-bot/src/engine/orchestrator.ts'],
] as const;

for (const [workspace, file] of FILES) {
  t.test(
    `a fault goes into what the compiler of this checkout wrote for ${file}, and out again`,
    async (t) => {
      const [fault] = findFaults(workspace, file, readFileSync(join(root, file), 'utf8'));
      if (fault === undefined) throw new Error('there is no place for a fault');
      const prepared = prepareFault(root, createTranspile(root), fault);
      if (prepared === undefined) throw new Error('the fault makes no difference');
      const copy = t.testdir();
      const compiled = join(copy, prepared.compiled);
      const written = readFileSync(join(root, prepared.compiled), 'utf8');
      mkdirSync(dirname(compiled), { recursive: true });
      writeFileSync(compiled, written);

      const takeOut = plantFault(copy, prepared);

      t.equal(readFileSync(compiled, 'utf8'), prepared.faulty);
      takeOut();
      t.equal(readFileSync(compiled, 'utf8'), written);
      writeFileSync(compiled, `${written}\nconst another = 1;\n`);
      t.throws(() => plantFault(copy, prepared), { code: 'USAGE' });
    },
  );
}
