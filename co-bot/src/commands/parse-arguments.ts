import { isName, isSecretName } from '@colo/schemas/names';
import validRange from 'semver/ranges/valid.js';
import type { Scope } from './command.ts';
import { badWord, missing, type Parsed, succeed, type WordReader } from './word-reader.ts';

const VERSION = /^[0-9A-Za-z][0-9A-Za-z.+_-]{0,127}$/u;
const COMMIT = /^(?:[0-9a-f]{7,40}|[0-9a-f]{64})$/u;
const PARAMETER_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,199}$/u;
// What site globs, labels and groups are made of. The selector parser judges the rest; this keeps other text out early.
const SELECTOR = /^[A-Za-z0-9*?/[\]{}!,&=:._-]+$/u;
const MAX_SELECTOR = 2_000;
const MAX_RANGE = 100;
const MAX_REASON = 500;

/** `APP` or `APP@VERSION`. */
export function parseApplicationVersion(
  reader: WordReader,
): Parsed<{ readonly application: string; readonly version?: string }> {
  const word = reader.take();
  if (word === undefined)
    return missing(reader.verb, 'an application, for example hello-world or hello-world@1.0');
  const at = word.text.indexOf('@');
  const application = at < 0 ? word.text : word.text.slice(0, at);
  if (!isName(application)) {
    return badWord(
      reader.verb,
      word.text,
      'expected an application id of lower case letters, digits and dashes',
    );
  }
  if (at < 0) return succeed({ application });
  const version = word.text.slice(at + 1);
  if (!VERSION.test(version)) {
    return badWord(reader.verb, word.text, 'expected a version after the @, for example hello-world@1.0');
  }
  return succeed({ application, version });
}

/** An application id without a version. */
function parseApplication(reader: WordReader): Parsed<string> {
  const parsed = parseApplicationVersion(reader);
  if (!parsed.ok) return parsed;
  const { application, version } = parsed.value;
  if (version === undefined) return succeed(application);
  return badWord(reader.verb, `${application}@${version}`, 'expected an application without a version');
}

/** Words up to a keyword, joined: `eu/*, berlin` is one selector, `berlin paris` is a mistake. */
export function parseSelectorWords(reader: WordReader, until: readonly string[]): Parsed<string> {
  let selector = '';
  for (let word = reader.peek(); word !== undefined && !reader.isAt(until); word = reader.peek()) {
    const glued = /[,&]$/u.test(selector) || /^[,&]/u.test(word.text);
    if (selector !== '' && !glued) {
      const keywords = until.length === 0 ? '' : ` or one of: ${until.join(', ')}`;
      return badWord(reader.verb, word.text, `expected a comma between two targets${keywords}`);
    }
    if (!SELECTOR.test(word.text)) {
      return badWord(
        reader.verb,
        word.text,
        'expected sites: names, globs such as eu/*, key=value labels, or group=NAME',
      );
    }
    selector += word.text;
    reader.take();
  }
  if (selector === '') {
    return missing(
      reader.verb,
      'sites, for example berlin, eu/*, region=eu or group=pilot; there is no default',
    );
  }
  if (selector.length > MAX_SELECTOR) {
    return badWord(reader.verb, selector, `a selector has at most ${MAX_SELECTOR} characters; use a group`);
  }
  return succeed(selector);
}

/** `APP <keyword> SELECTOR`. */
export function parseScope(reader: WordReader, keyword: string, until: readonly string[]): Parsed<Scope> {
  const application = parseApplication(reader);
  if (!application.ok) return application;
  const link = reader.peek();
  if (!reader.takeKeyword(keyword)) {
    if (link === undefined) return missing(reader.verb, `"${keyword} SELECTOR" after the application`);
    return badWord(reader.verb, link.text, `expected "${keyword}" and the sites`);
  }
  const selector = parseSelectorWords(reader, until);
  if (!selector.ok) return selector;
  return succeed({ application: application.value, selector: selector.value });
}

/** A commit id of at least seven characters. */
export function parseCommit(reader: WordReader): Parsed<string> {
  const word = reader.take();
  if (word === undefined) return missing(reader.verb, 'a commit after "to"');
  const commit = word.text.toLowerCase();
  if (COMMIT.test(commit)) return succeed(commit);
  return badWord(reader.verb, word.text, 'expected a commit id of 7 to 40 hexadecimal digits');
}

/** `key=value`. The value may be empty only when it is quoted. */
export function parseAssignment(
  reader: WordReader,
): Parsed<{ readonly name: string; readonly value: string }> {
  const word = reader.take();
  if (word === undefined) return missing(reader.verb, 'name=value after "set"');
  const equals = word.text.indexOf('=');
  const name = equals < 0 ? word.text : word.text.slice(0, equals);
  const value = word.text.slice(equals + 1);
  if (equals < 0 || !PARAMETER_NAME.test(name)) {
    return badWord(reader.verb, word.text, 'expected name=value; put values with spaces in quotes');
  }
  if (value === '' && !word.quoted) {
    return badWord(reader.verb, word.text, `expected a value; write ${name}="" for an empty one`);
  }
  return succeed({ name, value });
}

/** `parameter=NAME`, the name of a secret of the sites. */
export function parseSecretAssignment(
  reader: WordReader,
): Parsed<{ readonly name: string; readonly secret: string }> {
  const word = reader.take();
  if (word === undefined) return missing(reader.verb, 'parameter=NAME after "secret"');
  const equals = word.text.indexOf('=');
  const name = word.text.slice(0, Math.max(0, equals));
  const secret = word.text.slice(equals + 1);
  if (PARAMETER_NAME.test(name) && isSecretName(secret)) return succeed({ name, secret });
  return badWord(
    reader.verb,
    word.text,
    'expected parameter=NAME with the name of a secret: lower-case letters, digits and dashes, at most 63',
  );
}

/** A parameter's name. */
export function parseParameterName(reader: WordReader): Parsed<string> {
  const word = reader.take();
  if (word === undefined) return missing(reader.verb, 'a parameter name after "unset"');
  return PARAMETER_NAME.test(word.text)
    ? succeed(word.text)
    : badWord(reader.verb, word.text, 'expected the name of a parameter');
}

/** A semantic version range. */
export function parseRange(reader: WordReader): Parsed<string> {
  const word = reader.take();
  if (word === undefined) return missing(reader.verb, 'a version range after "track", for example ^1.0');
  const valid = word.text.length <= MAX_RANGE && validRange(word.text) !== null;
  return valid
    ? succeed(word.text)
    : badWord(reader.verb, word.text, 'expected a version range such as ^1.0 or "1.x || 2.x"');
}

/** `because …`: everything that is left, or undefined when the line has ended. */
export function parseReason(reader: WordReader): Parsed<string | undefined> {
  if (reader.peek() === undefined) return succeed(undefined);
  if (!reader.takeKeyword('because')) {
    return badWord(reader.verb, reader.peek()?.text ?? '', 'expected "because" and the reason');
  }
  const words: string[] = [];
  for (let word = reader.take(); word !== undefined; word = reader.take()) words.push(word.text);
  const reason = words.join(' ');
  if (reason === '') return missing(reader.verb, 'a reason after "because"');
  return succeed([...reason].slice(0, MAX_REASON).join(''));
}
