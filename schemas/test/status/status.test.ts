import fc from 'fast-check';
import t from 'tap';
import { isColoError } from '../../src/errors/colo-error.ts';
import { type DeploymentState, deploymentStates } from '../../src/status/deployment-state.ts';
import { formatStatusContext, parseStatusContext } from '../../src/status/status-context.ts';
import { formatStatusDescription, parseStatusDescription } from '../../src/status/status-description.ts';
import { reportedOutcomes, statusStateOf } from '../../src/status/status-state.ts';
import { worstState } from '../../src/status/worst-state.ts';

const name = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const site = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));

t.test('a status context survives being written and read', async (t) => {
  t.equal(
    formatStatusContext({ site: 'eu/berlin', host: 'edge-01', application: 'hello' }),
    'lo/eu/berlin/edge-01/hello',
  );
  fc.assert(
    fc.property(fc.record({ site, host: name, application: name }), (subject) => {
      const read = parseStatusContext(formatStatusContext(subject));
      return JSON.stringify(read) === JSON.stringify(subject);
    }),
  );
});

t.test('texts that LO would not write are no contexts', async (t) => {
  const texts = [
    '',
    'lo',
    'lo/berlin/edge-01',
    'ci/berlin/edge-01/hello',
    'LO/berlin/edge-01/hello',
    'lo//edge-01/hello',
    'lo/berlin/edge-01/hello/',
    'lo/berlin/edge-01/Hello',
    'lo/ber lin/edge-01/hello',
    'lo/../edge-01/hello',
    'lo/berlin/-edge/hello',
    'lo/berlin/edge-01/hello\n',
    `lo/berlin/edge-01/${'a'.repeat(250)}`,
  ];
  for (const text of texts) t.equal(parseStatusContext(text), undefined, text.slice(0, 40));
});

t.test('a context that could not be read back is not written', async (t) => {
  const subjects = [
    { site: 'berlin', host: 'edge/01', application: 'hello' },
    { site: 'berlin/', host: 'edge-01', application: 'hello' },
    { site: 'berlin', host: 'edge-01', application: '' },
    { site: 'a'.repeat(200), host: 'b'.repeat(60), application: 'c' },
  ];
  for (const subject of subjects) {
    try {
      formatStatusContext(subject);
      t.fail('must throw');
    } catch (error) {
      t.equal(isColoError(error) ? error.code : error, 'STATUS_CONTEXT_INVALID');
    }
  }
});

t.test('the worst state wins', async (t) => {
  const rows: readonly (readonly [readonly DeploymentState[], DeploymentState | undefined])[] = [
    [[], undefined],
    [['installed', 'failed', 'removing'], 'failed'],
    [['installing', 'removing'], 'removing'],
    [['pending', 'installing'], 'installing'],
    [['installed', 'pending'], 'pending'],
    [['installed', 'removed'], 'installed'],
    [['removed'], 'removed'],
  ];
  for (const [states, worst] of rows) t.equal(worstState(states), worst);

  fc.assert(
    fc.property(fc.array(fc.constantFrom(...deploymentStates)), (states) => {
      return worstState(states) === worstState([...states].reverse());
    }),
  );
});

t.test('every outcome has a commit status', async (t) => {
  t.strictSame(Object.fromEntries(reportedOutcomes.map((outcome) => [outcome, statusStateOf(outcome)])), {
    pending: 'pending',
    installing: 'pending',
    removing: 'pending',
    installed: 'success',
    removed: 'success',
    failed: 'failure',
    unusable: 'failure',
    refused: 'error',
    superseded: 'error',
  });
});

t.test('a description is one bounded line that can be read back', async (t) => {
  const digest = `sha256:${'ab12cd34ef56'.padEnd(64, '0')}`;

  const text = formatStatusDescription({ outcome: 'installed', version: '1.1', digest, detail: 'running' });

  t.equal(text, 'installed 1.1 [ab12cd34ef56]: running');
  t.strictSame(parseStatusDescription(text), {
    outcome: 'installed',
    version: '1.1',
    digest: 'ab12cd34ef56',
    detail: 'running',
  });
  t.equal(formatStatusDescription({ outcome: 'removed' }), 'removed');
  t.equal(parseStatusDescription('Everything is fine'), undefined);
  t.equal(parseStatusDescription('installed'.padEnd(141, '!')), undefined);
});

t.test('hostile details stay inert, short, and readable back', async (t) => {
  const text = formatStatusDescription({ outcome: 'failed', detail: 'a\u001b[31m\nb\u202ec\u0000\u2028d' });
  t.equal(text, 'failed: a bc d');

  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (detail) => {
      const description = formatStatusDescription({ outcome: 'failed', version: '1.0', detail });
      const isShort =
        [...description].length <= 140 && !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(description);
      return isShort && parseStatusDescription(description)?.outcome === 'failed';
    }),
  );
});
