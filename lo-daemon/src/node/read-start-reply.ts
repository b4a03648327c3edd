import { ColoError } from '@colo/schemas/errors';
import type { StartReply } from './node-client.ts';
import { parseActor } from './parse-lease.ts';
import { parseBody } from './parse-observation.ts';
import type { Reply } from './read-reply.ts';

/** Reads the answer to `start`. Throws NODE_PROTOCOL; NODE_OUTCOME_UNKNOWN for a slot that somebody looks at just now. */
export function readStartReply(reply: Reply): StartReply {
  const [first = '', second = '', third = ''] = reply.words;
  switch (reply.word) {
    case 'STARTED':
      return { kind: 'started', generation: Number(first), nonce: second };
    case 'RUNNING':
      return { kind: 'running', generation: Number(first), nonce: second, target: third };
    case 'FENCED':
      return { kind: 'fenced', owner: first };
    case 'PASSIVE':
      return { kind: 'passive', actor: parseActor(second) };
    case 'BUSY':
      throw new ColoError('NODE_OUTCOME_UNKNOWN', 'The slot is locked by somebody who has not begun yet.');
    case 'STALE': {
      const [report] = parseBody(reply.body).slots;
      if (report !== undefined) {
        return { kind: 'stale', report };
      }
    }
  }
  throw new ColoError('NODE_PROTOCOL', `The host answered "${reply.word}" to start.`);
}
