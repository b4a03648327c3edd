import { toSafeText } from '@colo/schemas/text';
import { MAX_STATUS_DESCRIPTION } from '../github/github-limits.ts';

/** Text as the description of a commit status: one line, inert, with an ellipsis where it is cut. */
export function truncateDescription(text: string): string {
  return toSafeText(text, MAX_STATUS_DESCRIPTION);
}
