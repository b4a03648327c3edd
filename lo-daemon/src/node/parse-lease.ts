import { ColoError } from '@colo/schemas/errors';
import type { HostLease } from './host-lease.ts';

const ACTOR = /^[A-Za-z0-9._:@/+-]{1,200}$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NUMBER = /^\d{1,12}$/;

/**
 * The lease among the facts of a reply; undefined where a host says nothing of one. What is shown or compared is held to
 * its form: a commit that is none counts as not recorded, a name that is none as unknown.
 *
 * @throws ColoError NODE_PROTOCOL
 */
export function parseLease(facts: ReadonlyMap<string, string>): HostLease | undefined {
  const number = facts.get('lease-number');
  if (number === undefined) return undefined;
  if (!NUMBER.test(number)) throw new ColoError('NODE_PROTOCOL', "The host's lease has an invalid number.");
  const actor = facts.get('lease-actor') ?? '';
  const commit = facts.get('lease-commit') ?? '';
  return {
    number: Number(number),
    own: parseAnswer(facts, 'lease-own'),
    live: parseAnswer(facts, 'lease-live'),
    actor: parseActor(actor),
    ...(COMMIT.test(commit) ? { commit } : {}),
  };
}

/** A name of an LO that a host wrote, or `unknown`. */
export function parseActor(text: string): string {
  return ACTOR.test(text) ? text : 'unknown';
}

function parseAnswer(facts: ReadonlyMap<string, string>, name: string): boolean {
  const answer = facts.get(name);
  if (answer !== 'yes' && answer !== 'no')
    throw new ColoError('NODE_PROTOCOL', `The host's lease has an invalid "${name}".`);
  return answer === 'yes';
}
