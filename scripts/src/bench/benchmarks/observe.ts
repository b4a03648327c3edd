import { availableParallelism } from 'node:os';
import type { Benchmark } from '../benchmark.ts';
import { createAnsiblePeer } from '../support/ansible-peer.ts';
import { createNodeClients } from '../support/node-clients.ts';
import { createSshPeers } from '../support/ssh-peers.ts';
import { startEdgeHosts } from '../support/start-edge-hosts.ts';

const DEFAULT_HOSTS = 10;

/** What one look at every host of a site costs. */
export const observe: Benchmark = {
  name: 'observe',
  compares:
    "LO's batch observation of all hosts by its node client over ssh2, with cold and with warm connections, against one `ssh` process a host that runs `true`, and against `ansible -m raw` where that is installed",
  fair: 'Real SSH servers, a pinned host key and one ed25519 key for everybody; all hosts at once on every side. OpenSSH is told to use curve25519-sha256, as ssh2 does, since its own choice (a post-quantum one) costs about 100 ms more a handshake. LO does more than `true`: it runs its runner and reads the state of every slot. All servers share the cores of this machine with the clients, and one address, to which LO opens at most 6 connections at a time; real hosts have an address each.',
  async open(context) {
    const { hosts: count = DEFAULT_HOSTS } = context;
    const fleet = await startEdgeHosts(context, count);
    const cold = createNodeClients(fleet);
    const warm = createNodeClients(fleet);
    context.defer(() => warm.close());
    context.defer(() => cold.close());
    const ssh = createSshPeers(context, fleet);
    const ansible = await createAnsiblePeer(context, fleet);
    const { kind } = fleet.hosts[0] ?? { kind: 'sshd' };
    return {
      notes: [
        `${count} hosts, server: ${kind === 'sshd' ? 'OpenSSH' : "the ssh2 package's, in the process of the client: OpenSSH's is not installed"}, ${availableParallelism()} cores for all of it.`,
        ...('side' in ansible ? [] : [ansible.reason]),
      ],
      comparisons: [
        {
          title: 'cold: connect, log in, look, part',
          ours: {
            name: 'LO',
            prepare: () => cold.close(),
            run: () => cold.observe(),
          },
          peers: [ssh.cold],
        },
        {
          title: 'warm: look over connections that are open',
          ours: { name: 'LO', run: () => warm.observe() },
          peers: [ssh.warm, ...('side' in ansible ? [ansible.side] : [])],
        },
      ],
    };
  },
};
