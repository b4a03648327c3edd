import type { Transport } from '../transport.ts';
import { LocalConnection } from './local-connection.ts';

/** LO's own machine as a host: for a site whose only host is the one that LO runs on, and for tests. */
export const localTransport: Transport = {
  id: 'local',
  help: "Runs the node's commands on the machine of LO itself, without SSH. For a site whose host is LO's own machine.",
  configSchema: { type: 'object', additionalProperties: false, properties: {} },
  capabilities: { remote: false, userCertificates: false },
  connect: async () => new LocalConnection(),
};
