import type { Transport } from '../transport.ts';
import { connectSsh2 } from './connect-ssh2.ts';

/** SSH by the ssh2 package: one long connection for each host, no program needed on LO's machine. */
export const ssh2Transport: Transport = {
  id: 'ssh2',
  help: 'SSH without any program on the machine of LO. Host keys must be pinned. User certificates and jump hosts are not supported.',
  configSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      identityFile: {
        type: 'string',
        description: 'Private key for hosts that name none; mode 0600, not encrypted. Without it: ssh-agent.',
      },
      agentSocket: { type: 'string', description: 'Socket of ssh-agent; default: SSH_AUTH_SOCK.' },
    },
  },
  capabilities: { remote: true, userCertificates: false },
  connect: (target, options) => connectSsh2(target, options),
};
