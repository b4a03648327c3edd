import { ColoError } from '@colo/schemas/errors';
import { isName } from '@colo/schemas/names';
import { createStopSignal } from '@colo/schemas/stop-signal';
import { askOrOpen } from './ask-or-open.ts';
import type { CommandContext } from './command-context.ts';
import { readHosts } from './trust-boundaries.ts';

/**
 * `lo takeover [--host HOST]`: the leases of hosts move to this LO, and with them the right to act there on what it has
 * adopted. The running LO does it at once; where none runs the hosts are looked at once, and the next LO of the same
 * state folder goes on there.
 *
 * @throws ColoError USAGE; LO_NOTHING_ADOPTED; LO_NOT_CONVERGED where a host did not answer
 */
export async function takeoverCommand(
  { settings, json, print }: CommandContext,
  host: string | undefined,
): Promise<void> {
  if (host !== undefined && !isName(host))
    throw new ColoError('USAGE', `${JSON.stringify(host)} is no name.`);
  let hosts: readonly string[];
  let left: readonly string[] = [];
  const answer = await askOrOpen(settings, {
    command: 'takeover',
    ...(host === undefined ? {} : { host }),
  });
  if (answer.by === 'running') hosts = readHosts(answer.value);
  else {
    const { daemon } = answer;
    try {
      hosts = daemon.takeOver(host);
      await daemon.look(hosts, createStopSignal().signal);
      const moved = daemon
        .describe()
        .hosts.filter(({ lease, problem }) => lease?.own && problem === undefined);
      left = hosts.filter((name) => !moved.some((each) => each.host === name));
    } finally {
      await daemon.close();
    }
  }
  print(
    json
      ? JSON.stringify({ takeover: { hosts, left } })
      : `Takeover requested on ${hosts.length === 1 ? '1 host' : `${hosts.length} hosts`}.`,
  );
  if (left.length > 0)
    throw new ColoError('LO_NOT_CONVERGED', `Not moved: ${left.join(', ')}.`, {
      fix: '`lo status` says why. Run `lo takeover` again when the host answers.',
    });
}
