import t from 'tap';
import { createLogger } from '../../src/daemon/logger.ts';
import { registerSecret } from '../../src/report/redact.ts';
import { logReporter } from '../../src/reporters/log/log-reporter.ts';
import { testReporter } from '../contract/reporter-contract.ts';

testReporter(t, {
  reporter: logReporter,
  commit: () => 'c'.repeat(40),
  open: async () => {
    const logged: string[] = [];
    const log = createLogger('info', (line) => logged.push(line));
    return {
      sender: logReporter.create({}, { site: 'berlin', repository: undefined, credential: undefined, log }),
      secret: 'a-secret-of-the-log-test',
      read: async ({ context }) =>
        logged.map((line) => JSON.parse(line)).findLast((line) => line.context === context),
      readAll: async () => logged.join(''),
    };
  },
});

t.test('a secret in a description does not reach the log', async (t) => {
  const logged: string[] = [];
  const log = createLogger('info', (line) => logged.push(line));
  const sender = logReporter.create(
    {},
    { site: 'berlin', repository: undefined, credential: undefined, log },
  );
  registerSecret('hunter2-hunter2');
  const report = { sequence: 1, commit: 'c'.repeat(40), context: 'lo/berlin/edge-01/a', at: '' } as const;

  await sender.send(
    { ...report, state: 'failure', description: 'no hunter2-hunter2 here' },
    new AbortController().signal,
  );

  t.match(logged.join(''), /no \[redacted\] here/);
});
