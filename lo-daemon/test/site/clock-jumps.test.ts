import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createSettableClock } from '@colo/scripts/edge-host';
import t from 'tap';
import { runnerScripts } from '../../src/generated/runner-scripts.ts';
import { killAll } from '../node/find-processes.ts';
import { until } from '../node/node-rig.ts';
import { startLo } from './lo-process.ts';
import { createSiteRig, type SiteRig } from './site-rig.ts';

async function isReported(rig: SiteRig, commit: string): Promise<boolean> {
  return (await rig.reports()).some((report) => report.commit === commit && report.state === 'success');
}

/** Years in which lines of a log were written. */
function listYears(log: string): readonly string[] {
  return [...new Set([...log.matchAll(/^\{"time":"(\d{4})-/gm)].map(([, year = '']) => year))];
}

// Fault 12
t.test('a clock that jumps by decades changes nothing that LO or the host does', async (t) => {
  let searchPath: string[] = [];
  const rig = await createSiteRig(t, {
    config: { drift: { everySeconds: 1 } },
    hostEntry: () => ({ searchPath }),
  });
  const clock = await createSettableClock(join(rig.root, 'clock'));
  searchPath = [clock.searchPath];
  await rig.infra.commit(rig.inventory(), 'inventory');
  const first = await startLo(t, rig, clock.nodeOptions);
  const app = (version: string) => ({ applicationId: 'hello', version, held: true });
  const want = (version: string) => rig.want([app(version)]);
  const hasStarted = (count: number) => async () => (await rig.starts()).length >= count;

  // In mid job, ahead.
  const one = await want('1.0');
  await until('1.0 starts', hasStarted(1));
  await clock.jumpTo(10);
  await rig.release(app('1.0'));
  await until('1.0 is installed', () => isReported(rig, one));

  // Behind what is on record, then in mid job far ahead.
  await clock.jumpTo(-50);
  const two = await want('2.0');
  await until('2.0 starts', hasStarted(2));
  await clock.jumpTo(10);
  await rig.release(app('2.0'));
  await until('2.0 is installed', () => isReported(rig, two));

  // While the uplink is gone and LO backs off.
  const away = `${rig.infra.bare}.away`;
  await rename(rig.infra.bare, away);
  await until('the poll fails', async () => /poll failed/.test(await first.readLog()));
  await clock.jumpTo(-50);
  await rename(away, rig.infra.bare);
  for (const version of ['3.0', '4.0']) await rig.release(app(version));
  const three = await want('3.0');
  await until('3.0 is installed', () => isReported(rig, three));

  // What ended is seen and healed.
  await clock.jumpTo(10);
  await killAll(await rig.findPrograms());
  await until('3.0 is started again', hasStarted(4));
  await until('it is as desired', async () => (await rig.running()).length === 1);

  // An LO that starts before all that it remembers.
  await first.kill('SIGTERM');
  await clock.jumpTo(-50);
  const second = await startLo(t, rig, clock.nodeOptions);
  const four = await want('4.0');
  await until('4.0 is installed', () => isReported(rig, four));
  await second.kill('SIGTERM');

  t.same(
    (await rig.starts()).map((line) => line.split(' ')[2]),
    ['1.0', '2.0', '3.0', '3.0', '4.0'],
    'nothing was installed twice',
  );
  t.same(await rig.running(), ['hello web 4.0 Hello']);
  const years = [...listYears(await first.readLog()), ...listYears(await second.readLog())];
  t.ok(new Set(years).size >= 3, `the clock did jump: ${years.join(' ')}`);
  t.notMatch((await first.readLog()) + (await second.readLog()), /"level":"error"/);
  const outbox = await readFile(join(rig.settings.stateDir, 'outbox/reports.jsonl'), 'utf8');
  const sequences = [...outbox.matchAll(/"sequence":(\d+),"at"/g)].map(([, sequence]) => Number(sequence));
  t.same(
    sequences,
    sequences.toSorted((left, right) => left - right),
    'reports are in the order of what happened',
  );
  t.equal((await rig.reports()).at(-1)?.commit, four);
});

// Fault 12
t.test("the runner asks the host's wall clock for nothing but a fact and the age of old files", async (t) => {
  const asks = Object.entries(runnerScripts).flatMap(([name, text]) =>
    text
      .split('\n')
      .filter((line) => !/^\s*#|^REQUIRED_PROGRAMS=/.test(line))
      .filter((line) =>
        /\bdate\b|-[cm]min\b|-[cm]time\b|-newer|\bSECONDS\b|EPOCH(?:SECONDS|REALTIME)|stat -c ?.?%[W-Zw-z]/.test(
          line,
        ),
      )
      .filter((line) => !/STOP_SECONDS|HEALTH_SECONDS/.test(line))
      .map((line) => `${name}: ${line.trim()}`),
  );
  t.match(asks, [
    /^clean-up: .*-newer "\$clean_now"/,
    /^clean-up: .*-mmin \+1440/,
    /^report: .*"clock \$\(date \+%s\)"/,
  ]);
  t.equal(asks.length, 3);
});
