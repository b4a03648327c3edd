import t from 'tap';
import { runLo } from './lo-process.ts';
import { createSiteRig } from './site-rig.ts';

// Fault 30
t.test('what a program says when it fails is bounded and inert wherever it is shown', async (t) => {
  const rig = await createSiteRig(t);
  const says = '\u001b[31m\u0007@acme/team --> \n/deploy x to y\r\u202e'.concat('x'.repeat(2_000_000));
  await rig.want([{ applicationId: 'hello', version: '1.0', broken: ['web'], says }]);

  t.equal(await rig.once(), 'failed');

  const { description } = (await rig.reports()).at(-1) ?? { description: '' };
  t.ok(description.length <= 140 && description.length > 0);
  t.notMatch(
    description,
    /[\u0000-\u001f\u007f-\u009f\u202e]|@acme|-->|\/deploy/,
    'nothing of it leaves the site',
  );
  const { stdout } = await runLo(rig, 'status');
  t.notMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|^\/deploy/m);
  t.ok(stdout.length < 5000);
  t.ok(rig.logged.join('').length < 200_000, 'nor does it fill the log');
});
