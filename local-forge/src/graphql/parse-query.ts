export interface Field {
  readonly alias: string;
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
  readonly selection: readonly Selection[];
}

export type Selection =
  | ({ readonly kind: 'field' } & Field)
  | { readonly kind: 'fragment'; readonly on: string; readonly selection: readonly Selection[] };

export type Value =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] };

/** Thrown inside the parser; the caller answers with GitHub's parse error. */
export class QuerySyntaxError extends SyntaxError {}

const TOKEN = /[\s,]+|#[^\n]*|(\.\.\.|[!():=@[\]{}|$]|"(?:[^"\\\n]|\\.)*"|[_A-Za-z]\w*|-?\d+)/y;

/** Parses one query operation: fields, aliases, arguments, variables, inline fragments (spec.graphql.org, section 2). */
export function parseQuery(text: string): readonly Selection[] {
  const tokens = tokenize(text);
  let at = 0;

  function next(): string {
    const token = tokens[at];
    if (token === undefined) {
      throw new QuerySyntaxError('Unexpected end of document');
    }
    at += 1;
    return token;
  }

  function expect(wanted: string): void {
    const token = next();
    if (token !== wanted) {
      throw new QuerySyntaxError(`Expected ${wanted}, actual: ${token}`);
    }
  }

  function parseSelection(): Selection[] {
    const selection: Selection[] = [];
    expect('{');
    while (tokens[at] !== '}') {
      selection.push(tokens[at] === '...' ? parseFragment() : parseField());
    }
    expect('}');
    return selection;
  }

  function parseFragment(): Selection {
    expect('...');
    expect('on');
    return { kind: 'fragment', on: next(), selection: parseSelection() };
  }

  function parseField(): Selection {
    const first = parseName();
    const aliased = tokens[at] === ':';
    if (aliased) {
      at += 1;
    }
    const name = aliased ? parseName() : first;
    const args = tokens[at] === '(' ? parseArguments() : {};
    const selection = tokens[at] === '{' ? parseSelection() : [];
    return { kind: 'field', alias: first, name, args, selection };
  }

  function parseName(): string {
    const token = next();
    if (!/^[_A-Za-z]/.test(token)) {
      throw new QuerySyntaxError(`Expected a name, actual: ${token}`);
    }
    return token;
  }

  function parseArguments(): Record<string, Value> {
    const args: Record<string, Value> = {};
    expect('(');
    while (tokens[at] !== ')') {
      const name = parseName();
      expect(':');
      args[name] = parseValue();
    }
    expect(')');
    return args;
  }

  function parseValue(): Value {
    const token = next();
    if (token === '$') {
      return { kind: 'variable', name: parseName() };
    }
    if (token === '[') {
      const items: Value[] = [];
      while (tokens[at] !== ']') {
        items.push(parseValue());
      }
      expect(']');
      return { kind: 'list', items };
    }
    return { kind: 'text', text: token.startsWith('"') ? String(JSON.parse(token)) : token };
  }

  if (tokens[at] === 'query') {
    at += 1;
    // Names and types of variables do not matter here: their values come with the request.
    while (at < tokens.length && tokens[at] !== '{') {
      at += 1;
    }
  }
  const selection = parseSelection();
  if (at < tokens.length) {
    throw new QuerySyntaxError(`Unexpected ${tokens[at] ?? ''}`);
  }
  return selection;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      throw new QuerySyntaxError(`Unexpected character at ${at}`);
    }
    if (match[1] !== undefined) {
      tokens.push(match[1]);
    }
  }
  return tokens;
}
