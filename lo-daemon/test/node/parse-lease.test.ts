import t from 'tap';
import { LeaseHand } from '../../src/node/lease-hand.ts';
import { parseActor, parseLease } from '../../src/node/parse-lease.ts';

const FACTS = {
  'lease-number': '7',
  'lease-own': 'no',
  'lease-live': 'yes',
  'lease-actor': 'gateway-1:/var/lib/lo',
  'lease-commit': 'c'.repeat(40),
};

function parse(changes: Readonly<Record<string, string>>) {
  return parseLease(new Map(Object.entries({ ...FACTS, ...changes })));
}

t.test('what a host says of its lease is held to its form', async (t) => {
  t.same(parse({}), {
    number: 7,
    own: false,
    live: true,
    actor: 'gateway-1:/var/lib/lo',
    commit: 'c'.repeat(40),
  });
  t.equal(parseLease(new Map()), undefined, 'a host without leases');
  for (const number of ['', '-1', '1e3', '0x10', ' 7', '1'.repeat(13), '$(id)', 'NaN'])
    t.throws(() => parse({ 'lease-number': number }), { code: 'NODE_PROTOCOL' }, JSON.stringify(number));
  for (const name of ['lease-own', 'lease-live'])
    for (const answer of ['', 'YES', 'true', 'yes yes'])
      t.throws(() => parse({ [name]: answer }), { code: 'NODE_PROTOCOL' }, `${name} ${answer}`);
});

t.test('names and commits of hostile hosts neither show nor steer', async (t) => {
  for (const actor of ['', 'a b', '\u001b[31mx', '@team\n', 'x'.repeat(201), '-->', 'ä'])
    t.equal(parse({ 'lease-actor': actor })?.actor, 'unknown', JSON.stringify(actor));
  t.equal(parseActor('x'.repeat(5_000_000)), 'unknown');
  for (const commit of [
    'none',
    '',
    'c'.repeat(39),
    'C'.repeat(40),
    '--upload-pack=x',
    'HEAD',
    'c'.repeat(41),
  ])
    t.equal(parse({ 'lease-commit': commit })?.commit, undefined, JSON.stringify(commit));
});

t.test('a host that hides its lease, or cannot write it, is not acted on', async (t) => {
  const hand = new LeaseHand({
    holder: 'a'.repeat(64),
    start: 'b'.repeat(32),
    actor: 'x:/y',
    seconds: 600,
  });
  t.match(hand.writeProof(), { lease: 0 }, 'before the host has named a number');
  t.throws(() => hand.note(undefined), { code: 'NODE_PROTOCOL' });
  t.throws(() => hand.note({ number: 7, own: false, live: false, actor: 'x:/y' }), {
    code: 'NODE_DISK_FULL',
  });

  hand.note({ number: 7, own: true, live: true, actor: 'x:/y' });
  t.match(hand.writeProof(), { lease: 7 });
  hand.note({ number: 8, own: false, live: true, actor: 'z:/y' });
  t.match(hand.writeProof(), { lease: 0 });

  const nobody = new LeaseHand(undefined);
  t.same([nobody.writeClaim(), nobody.writeProof()], [{}, {}]);
  t.equal(nobody.note(undefined), undefined);
});
