import t from 'tap';
import { localTransport } from '../../../src/transports/local/local-transport.ts';
import { testTransport } from '../../contract/transport-contract.ts';

t.test('the local transport keeps the contract of transports', async (t) => {
  testTransport(t, () =>
    localTransport.connect(
      { site: 'berlin', host: 'edge-01', address: '127.0.0.1', port: 22, user: 'nobody', hostKeys: [] },
      { timeoutMs: 60_000 },
    ),
  );
});
