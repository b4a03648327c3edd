// Takes the lock of each folder that it reads, a line each, and keeps it. Called by lock-state-dir.test.ts.
import { createInterface } from 'node:readline';
import { isColoError } from '@colo/schemas/errors';
import { lockStateDir } from '../../src/daemon/lock-state-dir.ts';

for await (const folder of createInterface({ input: process.stdin })) {
  const said = await lockStateDir(folder).then(
    () => 'taken',
    (error: unknown) => (isColoError(error) ? error.code : String(error)),
  );
  process.stdout.write(`${said}\n`);
}
