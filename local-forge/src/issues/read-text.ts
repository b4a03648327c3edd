import { MAX_BODY_CHARACTERS, MAX_TITLE_CHARACTERS } from '../answers/github-limits.ts';
import { invalid } from '../answers/refusal.ts';
import { type Body, optionalString, requireString } from '../rest/read-fields.ts';

/** The body of an issue or pull request; null clears it, undefined leaves it. @throws Refusal 422 when too long */
export function readBodyText(body: Body, resource: string): string | null | undefined {
  const text = optionalString(body, resource, 'body');
  if (text === undefined) {
    return body['body'] === null ? null : undefined;
  }
  return checkLength(resource, text);
}

/** The body of a comment, which must not be blank. @throws Refusal 422 */
export function requireBodyText(body: Body, resource: string): string {
  const text = requireString(body, resource, 'body');
  if (text.trim() === '') {
    throw invalid(resource, 'body', 'custom', 'body cannot be blank');
  }
  return checkLength(resource, text);
}

function checkLength(resource: string, text: string): string {
  if (text.length > MAX_BODY_CHARACTERS) {
    throw invalid(
      resource,
      'body',
      'custom',
      `body is too long (maximum is ${MAX_BODY_CHARACTERS} characters)`,
    );
  }
  return text;
}

/** A title that must be there. @throws Refusal 422 */
export function requireTitle(body: Body, resource: string): string {
  const title = requireString(body, resource, 'title');
  if (title.length > MAX_TITLE_CHARACTERS) {
    throw invalid(
      resource,
      'title',
      'custom',
      `title is too long (maximum is ${MAX_TITLE_CHARACTERS} characters)`,
    );
  }
  return title;
}
