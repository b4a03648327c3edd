import type { Command, HoldCommand, Verb } from './command.ts';
import { parseCommit, parseReason, parseScope } from './parse-arguments.ts';
import { parseDeploy } from './parse-deploy.ts';
import { badWord, expectEnd, type Parsed, succeed, type WordReader } from './word-reader.ts';

/** One command: how it is written, what it does, who may use it, and how it is read. All of it is mandatory. */
export interface CommandDefinition {
  readonly usage: string;
  readonly description: string;
  readonly whoCanUse: string;
  readonly examples: readonly string[];
  parse(reader: WordReader): Parsed<Command>;
}

const DEPLOYERS = 'people with write permission on the infra repo whom the rules of colo.yaml allow';
const READERS = 'people with read permission on the infra repo';

/** Every command, by verb: dispatch and help both come from here. */
export const commandTable: Readonly<Record<Verb, CommandDefinition>> = {
  deploy: {
    usage: '/deploy APP[@VERSION] to SELECTOR [set k=v …] [secret k=NAME …] [unset k …] [track RANGE]',
    description:
      'Opens a pull request that puts the application on the chosen sites. Without a version: the highest tagged one.',
    whoCanUse: DEPLOYERS,
    examples: [
      '/deploy hello-world@1.0 to berlin, eu/*',
      '/deploy hello-world to region=eu set greeting="Good morning" track ^1.0',
      '/deploy hello-world to berlin secret dbPassword=db-password',
    ],
    parse: parseDeploy,
  },
  rollback: {
    usage: '/rollback [to COMMIT] | /rollback APP on SELECTOR [to COMMIT]',
    description:
      'Opens a pull request that restores the values from before a deploy, and holds them against automation.',
    whoCanUse: DEPLOYERS,
    examples: ['/rollback', '/rollback hello-world on berlin to 1a2b3c4d'],
    parse: parseRollback,
  },
  remove: {
    usage: '/remove APP from SELECTOR [purge]',
    description:
      'Opens a pull request that takes the application off the chosen sites. Its data stays there; with purge it is deleted for good, also where the application was removed before.',
    whoCanUse: DEPLOYERS,
    examples: ['/remove hello-world from eu/berlin', '/remove hello-world from berlin:edge-02 purge'],
    parse: parseRemove,
  },
  hold: {
    usage: '/hold [APP on SELECTOR] [because REASON]',
    description:
      'Opens a pull request that keeps automation from changing the deployments. LO still converges them.',
    whoCanUse: DEPLOYERS,
    examples: ['/hold because the line is being rebuilt', '/hold hello-world on berlin'],
    parse: parseHold,
  },
  resume: {
    usage: '/resume [APP on SELECTOR]',
    description: 'Opens a pull request that lifts the hold.',
    whoCanUse: DEPLOYERS,
    examples: ['/resume', '/resume hello-world on berlin'],
    parse: (reader) => parseOptionalScope(reader, 'resume'),
  },
  status: {
    usage: '/status [APP on SELECTOR]',
    description: 'Answers what is wanted and what each host reported last.',
    whoCanUse: READERS,
    examples: ['/status', '/status hello-world on eu/*'],
    parse: (reader) => parseOptionalScope(reader, 'status'),
  },
  retry: {
    usage: '/retry [APP on SELECTOR]',
    description: 'Asks the sites to try again what failed on them.',
    whoCanUse: DEPLOYERS,
    examples: ['/retry', '/retry hello-world on berlin:edge-02'],
    parse: (reader) => parseOptionalScope(reader, 'retry'),
  },
  help: {
    usage: '/help [COMMAND]',
    description: 'Answers with this list.',
    whoCanUse: READERS,
    examples: ['/help', '/help deploy'],
    parse: parseHelp,
  },
};

/** All verbs, in the order in which help lists them. */
export const verbs: readonly Verb[] = [
  'deploy',
  'rollback',
  'remove',
  'hold',
  'resume',
  'status',
  'retry',
  'help',
];

/** The verb that `word` is, in any case. */
export function findVerb(word: string): Verb | undefined {
  const lower = word.toLowerCase();
  return verbs.find((verb) => verb === lower);
}

function parseRollback(reader: WordReader): Parsed<Command> {
  if (reader.peek() === undefined) return succeed({ verb: 'rollback' });
  if (reader.takeKeyword('to')) {
    const to = parseCommit(reader);
    if (!to.ok) return to;
    const end = expectEnd(reader, 'expected nothing after the commit');
    return end.ok ? succeed({ verb: 'rollback', to: to.value }) : end;
  }
  const scope = parseScope(reader, 'on', ['to']);
  if (!scope.ok) return scope;
  if (!reader.takeKeyword('to')) return succeed({ verb: 'rollback', scope: scope.value });
  const to = parseCommit(reader);
  if (!to.ok) return to;
  const end = expectEnd(reader, 'expected nothing after the commit');
  return end.ok ? succeed({ verb: 'rollback', scope: scope.value, to: to.value }) : end;
}

function parseRemove(reader: WordReader): Parsed<Command> {
  const scope = parseScope(reader, 'from', ['purge']);
  if (!scope.ok) return scope;
  if (!reader.takeKeyword('purge')) return succeed({ verb: 'remove', scope: scope.value });
  const end = expectEnd(reader, 'expected nothing after "purge"');
  return end.ok ? succeed({ verb: 'remove', scope: scope.value, purge: true }) : end;
}

function parseHold(reader: WordReader): Parsed<Command> {
  if (reader.peek() === undefined || reader.isAt(['because'])) {
    const reason = parseReason(reader);
    return reason.ok ? succeed(withReason({ verb: 'hold' }, reason.value)) : reason;
  }
  const scope = parseScope(reader, 'on', ['because']);
  if (!scope.ok) return scope;
  const reason = parseReason(reader);
  return reason.ok ? succeed(withReason({ verb: 'hold', scope: scope.value }, reason.value)) : reason;
}

function withReason(command: HoldCommand, reason: string | undefined): HoldCommand {
  return reason === undefined ? command : { ...command, reason };
}

function parseOptionalScope(reader: WordReader, verb: 'resume' | 'status' | 'retry'): Parsed<Command> {
  if (reader.peek() === undefined) return succeed({ verb });
  const scope = parseScope(reader, 'on', []);
  return scope.ok ? succeed({ verb, scope: scope.value }) : scope;
}

function parseHelp(reader: WordReader): Parsed<Command> {
  const word = reader.take();
  if (word === undefined) return succeed({ verb: 'help' });
  const about = findVerb(word.text.replace(/^\//u, ''));
  if (about === undefined) return badWord('help', word.text, `expected one of: ${verbs.join(', ')}`);
  const end = expectEnd(reader, 'expected nothing after the command');
  return end.ok ? succeed({ verb: 'help', about }) : end;
}
