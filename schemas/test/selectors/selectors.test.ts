import fc from 'fast-check';
import t from 'tap';
import { isColoError } from '../../src/errors/colo-error.ts';
import { matchesGlob } from '../../src/selectors/glob.ts';
import { parseSelector } from '../../src/selectors/parse-selector.ts';
import { explainSelector, selectTargets } from '../../src/selectors/select-targets.ts';
import { listSiteGroups } from '../../src/selectors/site-groups.ts';
import { edgeHost, makePolicy, makeSite } from '../fixtures/fleet.ts';

const sites = [
  makeSite('us/austin', [edgeHost('edge-01')], { labels: { region: 'us', tier: 'gold' } }),
  makeSite('eu/berlin', [edgeHost('edge-02', { labels: { role: 'gateway' } }), edgeHost('edge-01')], {
    labels: { region: 'eu' },
  }),
  makeSite('eu/de/essen', [edgeHost('edge-01')], { labels: { region: 'eu', tier: 'gold' } }),
  makeSite('lab', [edgeHost('bench')]),
  makeSite('bare', []),
];
const policy = makePolicy([
  { name: 'pilots', sites: ['lab', 'eu/*'] },
  { name: 'gold', labels: { tier: 'gold' } },
  { name: 'eu-gold', sites: ['eu/**'], labels: { tier: 'gold' } },
  { name: 'nobody' },
]);

function select(text: string): string {
  return selectTargets(parseSelector(text), sites, policy)
    .map(({ site, hosts }) => `${site}:${hosts.join('+')}`)
    .join(' ');
}

function codeAndMessage(run: () => unknown): readonly [string, string] {
  try {
    run();
  } catch (error) {
    if (isColoError(error)) return [error.code, error.message];
    throw error;
  }
  return ['', ''];
}

const ALL = 'eu/berlin:edge-01+edge-02 eu/de/essen:edge-01 lab:bench us/austin:edge-01';

for (const [text, expected] of [
  ['eu/berlin', 'eu/berlin:edge-01+edge-02'],
  ['**', ALL],
  ['*', 'lab:bench'],
  ['eu/*', 'eu/berlin:edge-01+edge-02'],
  ['eu/**', 'eu/berlin:edge-01+edge-02 eu/de/essen:edge-01'],
  ['**/essen', 'eu/de/essen:edge-01'],
  ['l?b', 'lab:bench'],
  ['eu/berlin:edge-02', 'eu/berlin:edge-02'],
  ['**:*-01', 'eu/berlin:edge-01 eu/de/essen:edge-01 us/austin:edge-01'],
  ['region=eu', 'eu/berlin:edge-01+edge-02 eu/de/essen:edge-01'],
  ['region!=eu', 'lab:bench us/austin:edge-01'],
  ['region=eu&tier=gold', 'eu/de/essen:edge-01'],
  ['region=eu & tier!=gold', 'eu/berlin:edge-01+edge-02'],
  ['host.role=gateway', 'eu/berlin:edge-02'],
  ['eu/berlin&host.role!=gateway', 'eu/berlin:edge-01'],
  ['group=pilots', 'eu/berlin:edge-01+edge-02 lab:bench'],
  ['group=gold', 'eu/de/essen:edge-01 us/austin:edge-01'],
  ['group=eu-gold', 'eu/de/essen:edge-01'],
  ['group!=pilots', 'eu/de/essen:edge-01 us/austin:edge-01'],
  ['lab, eu/berlin:edge-01,eu/berlin:edge-02', 'eu/berlin:edge-01+edge-02 lab:bench'],
] as const) {
  t.test(`selects ${text}`, async (t) => t.equal(select(text), expected));
}

for (const [text, column, problem] of [
  ['', 1, 'it is empty'],
  ['lab,,eu/*', 5, 'a term is missing'],
  ['lab,', 5, 'a term is missing'],
  ['lab&', 5, 'a part is missing'],
  ['eu/Berlin', 4, '"B" must not stand in the name of a site (names are lower case)'],
  ['lab, eu//x', 9, 'the name of a site has an empty segment'],
  ['lab:', 5, 'the name of a host is missing'],
  ['lab:a/b', 6, '"/" must not stand in the name of a host'],
  ['lab:a:b', 6, '":" must not stand'],
  ['e**', 1, '"**" stands alone between slashes'],
  ['$(id)', 1, '"$" must not stand'],
  ['{a,b}', 1, '"{" must not stand'],
  ['!lab', 1, '"!" must not stand'],
  ['../x', 1, '"." must not stand'],
  ['=eu', 1, 'the key of a label is missing'],
  ['region=', 8, 'the value of a label is missing'],
  ['region==eu', 8, '"=" must not stand in the value of a label'],
  ['group=A', 7, '"A" must not stand in the name of a group'],
  ['host.=x', 6, 'the key of a host label is missing'],
  ['a*b*c*d*e*', 1, 'more than 4 wildcards'],
  ['a'.repeat(201), 1, 'longer than 200'],
  ['lab,'.repeat(3000), 10_001, 'longer than 10000'],
] as const) {
  t.test(`refuses ${text.slice(0, 20)}`, async (t) => {
    const [code, message] = codeAndMessage(() => parseSelector(text));

    t.equal(code, 'SELECTOR_INVALID');
    t.match(message, `at column ${column}: `);
    t.ok(message.includes(problem), message);
  });
}

for (const [text, problem] of [
  ['eu/berln', '(column 1) matches no host: there is no site eu/berln; did you mean eu/berlin?'],
  [
    'lab,eu/berlin:edge-03',
    '(column 5) matches no host: there is no host edge-03 there; did you mean edge-0',
  ],
  ['asia/*', 'there is no site asia/*'],
  ['eu/de/*&region=us', 'each part matches something, but no host fits all of them'],
  ['group=pilot', 'colo.yaml has no group pilot; did you mean pilots?'],
  ['group!=pilot', 'colo.yaml has no group pilot'],
  ['group=nobody', 'group nobody has no sites with hosts'],
  ['regin=eu', 'no site has a label regin; did you mean region?'],
  ['region=asia', 'no site has region=asia; there is eu, us'],
  ['host.role=sensor', 'no host has role=sensor; there is gateway'],
  ['bare', 'site bare has no hosts'],
] as const) {
  t.test(`finds nothing for ${text}`, async (t) => {
    const [code, message] = codeAndMessage(() => select(text));

    t.equal(code, 'SELECTOR_MATCHES_NOTHING');
    t.ok(message.includes(problem), message);
  });
}

t.test('a star that stays in one folder is explained', async (t) => {
  const nested = sites.filter(({ metadata }) => metadata.name.includes('/'));
  const [, message] = codeAndMessage(() => selectTargets(parseSelector('*'), nested, policy));
  t.match(message, '"*" stays within one folder; ** crosses folders');
});

t.test('a selector is explained term by term', async (t) => {
  t.strictSame(explainSelector(parseSelector('region=eu, nowhere'), sites, policy), [
    { term: 'region=eu', column: 1, sites: 2, hosts: 3 },
    { term: 'nowhere', column: 12, sites: 0, hosts: 0, problem: 'there is no site nowhere' },
  ]);
});

t.test('groups of a site come in the order of the policy', async (t) => {
  const essen = sites.filter(({ metadata }) => metadata.name === 'eu/de/essen');
  t.strictSame(
    essen.map((site) => listSiteGroups(policy, site).map(({ name }) => name)),
    [['gold', 'eu-gold']],
  );
});

t.test('names of prototypes are no labels', async (t) => {
  t.match(codeAndMessage(() => select('constructor=x'))[1], 'no site has a label constructor');
});

t.test('the order of sites and terms does not matter', async () => {
  const terms = fc.shuffledSubarray(['lab', 'region=eu', '**:*-01', 'group=gold'], { minLength: 1 });
  fc.assert(
    fc.property(terms, fc.shuffledSubarray(sites, { minLength: sites.length }), (chosen, shuffled) => {
      const left = selectTargets(parseSelector(chosen.join(',')), sites, policy);
      const right = selectTargets(parseSelector([...chosen].reverse().join(',')), shuffled, policy);
      return JSON.stringify(left) === JSON.stringify(right);
    }),
  );
});

t.test('any text is a selector or an error with a column inside it', async () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      try {
        return parseSelector(text).terms.length > 0;
      } catch (error) {
        const column = isColoError(error) ? (error.place.column ?? 0) : 0;
        return column >= 1 && column <= text.length + 1;
      }
    }),
  );
});

t.test('globs of documents are checked too', async (t) => {
  t.equal(matchesGlob('eu/**', 'eu/de/essen'), true);
  t.equal(matchesGlob('eu/*', 'eu/de/essen'), false);
  t.equal(codeAndMessage(() => matchesGlob('[a]', 'a'))[0], 'SELECTOR_INVALID');
});

t.test('a character that does not show is named by its number', async (t) => {
  for (const [text, name] of [
    ['eu\u202e', 'U+202E'],
    ['eu\u001b', 'U+001B'],
  ] as const)
    t.throws(() => parseSelector(text), {
      code: 'SELECTOR_INVALID',
      message: new RegExp(`: ${name.replace('+', '[+]')} must`),
    });
});
