import { toSafeMarkdown } from '@colo/schemas/text';
import type { Refusal } from '../change/rendered-change.ts';
import { boundMarkdown } from './bounded-markdown.ts';

/** Why a change is not made: every site with its reason, as far as it fits. */
export function renderRefusals(refusals: readonly Refusal[], limit: number): string {
  const body = boundMarkdown(limit, 200);
  body.add('Nothing was changed:\n');
  let shown = 0;
  for (const { site, code, message, fix } of refusals) {
    const where = site === undefined ? '' : `**${site}**: `;
    if (!body.add(`- ${where}${toSafeMarkdown(message, 1_000)} (\`${code}\`). ${toSafeMarkdown(fix, 400)}`))
      break;
    shown += 1;
  }
  const rest = refusals.length - shown;
  return rest === 0 ? body.text() : `${body.text()}\n- … and ${rest} more reasons.`;
}
