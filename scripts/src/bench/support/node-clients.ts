import { computeOwner, createNodeClient, type NodeClient } from '@colo/lo-daemon/node';
import { runtimes } from '@colo/lo-daemon/runtimes';
import { ssh2Transport } from '@colo/lo-daemon/transports';
import type { EdgeFleet } from './start-edge-hosts.ts';

/** LO's hand on a number of hosts. */
export interface NodeClients {
  /** One batch observation of every host, all at once. */
  observe(): Promise<void>;
  /** Ends the connections; the next observation opens new ones. */
  close(): Promise<void>;
}

const SITE = 'bench';

export function createNodeClients({ hosts, identityFile }: EdgeFleet): NodeClients {
  const clients = hosts.map(({ name, address, port, user, hostKey, workdir }): NodeClient => {
    const target = { site: SITE, host: name, address, port, user, hostKeys: [hostKey], identityFile };
    return createNodeClient({
      target,
      transport: ssh2Transport,
      workdir,
      sudo: false,
      searchPath: [],
      owner: computeOwner('http://127.0.0.1/acme/infra.git', SITE),
      runtimes: [...runtimes.values()],
    });
  });
  return {
    async observe() {
      await Promise.all(clients.map((client) => client.observe()));
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}
