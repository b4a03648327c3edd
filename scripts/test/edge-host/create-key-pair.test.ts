import t from 'tap';
import { generateKeyPair } from '../../src/edge-host/create-key-pair.ts';

/** One key in some hundreds came out short: among so many one would be. */
const KEYS = 1000;

t.test('every key is whole', async (t) => {
  const lengths = new Set<number>();
  for (let made = 0; made < KEYS; made += 1) {
    lengths.add(Buffer.from(generateKeyPair().public.split(' ')[1] ?? '', 'base64').length);
  }

  t.same([...lengths], [51]);
});
