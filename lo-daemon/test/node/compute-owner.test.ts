import t from 'tap';
import { computeOwner } from '../../src/node/compute-owner.ts';

const OWNER = computeOwner('https://forge.test/acme/infra.git', 'eu/berlin');

t.test('spellings of one address give one owner mark', async (t) => {
  for (const address of [
    'https://forge.test/acme/infra',
    'https://forge.test/acme/infra/',
    'https://FORGE.test/acme/infra.git/',
  ])
    t.equal(computeOwner(address, 'eu/berlin'), OWNER, address);
  t.equal(computeOwner('/srv/infra.git', 'berlin'), computeOwner('/srv/infra', 'berlin'));
});

t.test('another repo or another site has another mark', async (t) => {
  for (const [address, site] of [
    ['https://forge.test/acme/infra2.git', 'eu/berlin'],
    ['https://forge.test/other/infra.git', 'eu/berlin'],
    ['https://forge.test/acme/infra.git', 'berlin'],
  ] as const)
    t.not(computeOwner(address, site), OWNER, `${address} ${site}`);
  t.match(OWNER, /^[0-9a-f]{64}$/);
});
