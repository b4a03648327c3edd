import t from 'tap';
import { mayDeploy } from '../../src/engine/decide-permission.ts';

const asked = {
  login: 'Alice',
  permission: 'write',
  teams: new Set<string>(),
  application: 'hello',
  site: 'eu/berlin',
} as const;

const cases: readonly {
  readonly name: string;
  readonly question?: Partial<Parameters<typeof mayDeploy>[0]>;
  readonly rules?: Parameters<typeof mayDeploy>[1];
  readonly allowed: boolean;
}[] = [
  { name: 'no rules: write permission is enough', allowed: true },
  { name: 'no rules: less than write is not', question: { permission: 'triage' }, allowed: false },
  { name: 'empty rules allow nobody', rules: [], allowed: false },
  { name: 'a rule for everybody', rules: [{}], allowed: true },
  {
    name: 'a rule cannot lift somebody without write',
    question: { permission: 'read' },
    rules: [{ users: ['alice'] }],
    allowed: false,
  },
  { name: 'users in any case', rules: [{ users: ['aLICE'] }], allowed: true },
  { name: 'another user', rules: [{ users: ['bob'] }], allowed: false },
  {
    name: 'a team',
    question: { teams: new Set(['acme/ops']) },
    rules: [{ teams: ['acme/ops'] }],
    allowed: true,
  },
  { name: 'another team', rules: [{ teams: ['acme/ops'] }], allowed: false },
  { name: 'too little permission', rules: [{ permission: 'maintain' }], allowed: false },
  {
    name: 'more permission',
    question: { permission: 'admin' },
    rules: [{ permission: 'maintain' }],
    allowed: true,
  },
  { name: 'the site', rules: [{ sites: ['eu/*'], applications: ['hel*'] }], allowed: true },
  { name: 'another site', rules: [{ sites: ['us/*'] }], allowed: false },
  { name: 'another application', rules: [{ applications: ['clock'] }], allowed: false },
  {
    name: 'one rule must match in all',
    rules: [{ users: ['alice'], sites: ['us/*'] }, { users: ['bob'] }],
    allowed: false,
  },
];

t.test('who may deploy what', async (t) => {
  for (const { name, question, rules, allowed } of cases)
    t.equal(mayDeploy({ ...asked, ...question }, rules), allowed, name);
});
