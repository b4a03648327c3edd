/** Where a text stops being JSON, and why. */
export interface JsonFault {
  readonly message: string;
  readonly offset: number;
  readonly fix: string;
}

/** What JSON is made of, and the blanks between. */
const TOKEN =
  /[ \t\r\n]+|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)(?!\w)|[{}[\]:,]/y;

/** YAML reads more than JSON: where the difference begins, in a text that YAML reads; undefined where it is JSON. */
export function findJsonFault(text: string): JsonFault | undefined {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  if (isJson(text.slice(start))) return undefined;
  let comma: number | undefined;
  let offset = start;
  while (offset < text.length) {
    TOKEN.lastIndex = offset;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return describeForeign(text.charAt(offset), offset);
    if (comma !== undefined && (token === '}' || token === ']'))
      return { message: `JSON has no comma before ${token}`, offset: comma, fix: 'Remove the comma.' };
    if (token === ',') comma = offset;
    else if (token.trim() !== '') comma = undefined;
    offset += token.length;
  }
  return { message: 'the text is YAML, but not JSON', offset: start, fix: 'Write it as JSON.' };
}

function describeForeign(character: string, offset: number): JsonFault {
  if (character === '#' || character === '/')
    return { message: 'JSON has no comments', offset, fix: 'Remove the comment.' };
  const message =
    character === "'" ? 'JSON has double quotes only' : 'JSON has no words or numbers of this form';
  return { message, offset, fix: 'Put it in double quotes, or name the file .yaml.' };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
