import { ColoError, type Place } from '@colo/schemas/errors';
import { explainDenial } from './explain-denial.ts';
import type { Reply } from './read-reply.ts';

/**
 * Turns the refusals that any verb may give into errors; all other words are the caller's.
 *
 * @param workdir that of the host, for what its user may not write there
 */
export function checkReply(reply: Reply, place: Place, workdir: string): void {
  const detail = reply.words.join(' ');
  switch (reply.word) {
    case 'MISSING':
      throw new ColoError('NODE_REQUIREMENT_MISSING', `The host lacks: ${reply.words.join(', ')}.`, {
        place,
        data: { missing: reply.words },
      });
    case 'INVALID':
      throw new ColoError('NODE_INTENT_INVALID', `The runner refused a value: ${detail}.`, { place });
    case 'INCOMPLETE':
      throw new ColoError('NODE_CONTENT_DAMAGED', 'What was sent to the host did not arrive whole.', {
        place,
      });
    case 'DISK_FULL':
      throw new ColoError(
        'NODE_DISK_FULL',
        "The host's workdir cannot be written, probably for want of space.",
        {
          place,
        },
      );
    case 'READ_ONLY':
      throw new ColoError('NODE_READ_ONLY', "The host's workdir is mounted read-only.", { place });
    case 'WRITE_DENIED': {
      const [user = '', owner = '', ...folder] = reply.words;
      throw explainDenial({ user, owner, folder: folder.join(' '), workdir, place });
    }
    case 'STAGE_FAILED':
      throw new ColoError('NODE_STAGE_FAILED', `The host could not prepare the component: ${detail}`, {
        place,
      });
  }
}
