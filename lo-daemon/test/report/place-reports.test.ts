import t from 'tap';
import { placeReports } from '../../src/report/place-reports.ts';

const first = { host: 'edge-01', applicationId: 'a' };
const second = { host: 'edge-01', applicationId: 'b' };
const third = { host: 'edge-01', applicationId: 'c' };

/** Names of applications by commit. */
function show(
  places: readonly { readonly subject: { readonly applicationId: string }; readonly commit: string }[],
) {
  return places.map(({ subject, commit }) => `${subject.applicationId}@${commit}`).sort();
}

t.test('each application is placed on the newest commit that changed it', async (t) => {
  const { waiting, passedOver } = placeReports({
    changed: [first, third],
    steps: [
      { commit: '1', subjects: [first, second] },
      { commit: '2', subjects: [first] },
      { commit: '3', subjects: [second] },
    ],
    statusCommit: '3',
  });

  t.same(show(waiting), ['a@2', 'b@3', 'c@3'], 'what was changed back counts too');
  t.same(
    passedOver.map(({ subject, commit, by }) => `${subject.applicationId}@${commit} by ${by}`),
    ['a@1 by 2', 'b@1 by 3'],
  );
});
