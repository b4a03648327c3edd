// The second opinion on a site: reads processes, files and the forge, and knows nothing of how LO judges.
//   node program-oracle.js QUESTION.json           prints an OracleAnswer
//   node program-oracle.js QUESTION.json watch     until it is ended: prints a line for each program that ran twice at once
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExpectedProgram, OracleAnswer, OracleQuestion } from './oracle-facts.ts';

const WATCH_MS = 400;

interface Found {
  readonly pid: number;
  /** Start time, in ticks since boot: with the pid, it names one process. */
  readonly start: string;
  readonly host: string;
  readonly application: string;
  readonly version: string;
  readonly component: string;
  readonly given: string | undefined;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** The programs of a run that are at work: each has become its `sleep`. */
function findPrograms(run: string): readonly Found[] {
  return readdirSync('/proc').flatMap((name): readonly Found[] => {
    if (!/^\d+$/.test(name)) return [];
    if (!/^(?:\/bin\/)?sleep\x00100000\x00$/.test(readText(`/proc/${name}/cmdline`))) return [];
    const variables = new Map(
      readText(`/proc/${name}/environ`)
        .split('\0')
        .map((each): [string, string] => [
          each.slice(0, each.indexOf('=')),
          each.slice(each.indexOf('=') + 1),
        ]),
    );
    if (variables.get('CHAOS_RUN') !== run) return [];
    const stat = readText(`/proc/${name}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === undefined) return [];
    const get = (key: string) => variables.get(key) ?? '';
    return [
      {
        pid: Number(name),
        start: fields[19] ?? '',
        host: get('CHAOS_HOST'),
        application: get('CHAOS_APPLICATION'),
        version: get('CHAOS_VERSION'),
        component: get('CHAOS_COMPONENT'),
        given: variables.get('COLO_DATA_DIR'),
      },
    ];
  });
}

const keyOf = (each: { host: string; application: string; component: string }) =>
  `${each.host}.${each.application}.${each.component}`;

function checkPrograms(found: readonly Found[], expected: readonly ExpectedProgram[]): readonly string[] {
  const problems: string[] = [];
  const wanted = new Map(expected.map((each) => [keyOf(each), each]));
  for (const [key, { version }] of wanted) {
    const running = found.filter((each) => keyOf(each) === key);
    if (running.length !== 1) problems.push(`${key} ${version}: ${running.length} programs run`);
    for (const each of running)
      if (each.version !== String(version))
        problems.push(`${key}: ${each.version} runs, ${version} is wanted`);
  }
  for (const each of found)
    if (!wanted.has(keyOf(each))) problems.push(`${keyOf(each)} ${each.version} runs, and is not wanted`);
  return problems;
}

/** What a program once wrote to its data, and told so, must be in the data that the program sees now. */
function checkData(found: readonly Found[], witness: string): readonly string[] {
  return found.flatMap((each) => {
    const places = [
      ['own', `/proc/${each.pid}/cwd/data/journal`],
      // In the program's own view of the file system.
      ...(each.given === undefined
        ? []
        : [['given', `/proc/${each.pid}/root${each.given}/journal`] as const]),
    ] as const;
    return places.flatMap(([kind, file]) => {
      const written = readText(`${witness}/${keyOf(each)}.${kind}`)
        .split('\n')
        .filter(Boolean);
      const kept = new Set(readText(file).split('\n'));
      const lost = written.filter((line) => !kept.has(line));
      return lost.length === 0
        ? []
        : [`${keyOf(each)}: ${lost.length} of ${written.length} lines of its ${kind} data are lost`];
    });
  });
}

interface Status {
  readonly context: string;
  readonly state: string;
  readonly description: string;
}

async function listStatuses({ forge }: OracleQuestion, commit: string): Promise<readonly Status[]> {
  const found: Status[] = [];
  for (let page = 1; page <= 10; page += 1) {
    const path = `/repos/${forge.repository}/commits/${commit}/statuses?per_page=100&page=${page}`;
    const response = await fetch(`${forge.url}${path}`, {
      headers: { authorization: `Bearer ${forge.token}` },
    });
    const body: unknown = await response.json();
    if (!Array.isArray(body)) break;
    for (const value of body) {
      const fields = new Map<string, unknown>(Object.entries(value ?? {}));
      const text = (key: string) => String(fields.get(key));
      found.push({ context: text('context'), state: text('state'), description: text('description') });
    }
    if (body.length < 100) break;
  }
  return found;
}

async function checkStatuses(question: OracleQuestion): Promise<readonly string[]> {
  const problems: string[] = [];
  const applications = new Map(question.expected.map((each) => [`${each.host}/${each.application}`, each]));
  for (const [index, commit] of question.commits.entries()) {
    const statuses = await listStatuses(question, commit);
    problems.push(...checkClaims(question, statuses));
    if (index < question.commits.length - 1) continue;
    for (const [name, { version }] of applications) {
      // The newest comes first.
      const last = statuses.find(({ context }) => context === `lo/berlin/${name}`);
      if (last?.state === 'success' && last.description.startsWith(`installed ${version}.0 `)) continue;
      const says = last === undefined ? 'nothing' : `${last.state} "${last.description}"`;
      problems.push(`${name}: its status is ${says}, and ${version}.0 is wanted and runs`);
    }
  }
  return problems;
}

/** A version that was called installed has run, with all of its components. */
function checkClaims({ witness }: OracleQuestion, statuses: readonly Status[]): readonly string[] {
  const names = readdirSync(witness);
  return statuses.flatMap(({ context, state, description }) => {
    const version = /^installed (?<version>\d+)\.0 /.exec(description)?.groups?.['version'];
    if (state !== 'success' || version === undefined) return [];
    const [host = '', application = ''] = context.split('/').slice(2);
    const prefix = `${host}.${application}.`;
    const journals = names.filter((name) => name.startsWith(prefix) && name.endsWith('.own'));
    const ran = journals.filter((name) =>
      readText(`${witness}/${name}`)
        .split('\n')
        .some((line) => line.startsWith(`${version} `)),
    );
    return ran.length > 0 ? [] : [`${context}: "${description}", and that version has never run`];
  });
}

async function answer(question: OracleQuestion): Promise<OracleAnswer> {
  const found = findPrograms(question.run);
  const problems = [
    ...checkPrograms(found, question.expected),
    ...checkData(found, question.witness),
    ...(await checkStatuses(question)),
  ];
  const programs = found
    .map((each) => `${keyOf(each)} ${each.version} ${each.pid}.${each.start}`)
    .sort()
    .join(', ');
  return { problems, programs };
}

/** Two programs of one component at two looks in a row: not one that ends while the other begins. */
async function watch({ run }: OracleQuestion): Promise<never> {
  let before = new Set<string>();
  for (;;) {
    const groups = new Map<string, Found[]>();
    for (const each of findPrograms(run)) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
    const now = new Set<string>();
    for (const [key, list] of groups) {
      if (list.length < 2) continue;
      const pair = `${key}: ${list
        .map(({ version, pid, start }) => `${version} (${pid}.${start})`)
        .sort()
        .join(' and ')} run at the same time`;
      now.add(pair);
      if (before.has(pair)) process.stdout.write(`${pair}\n`);
    }
    before = now;
    await sleep(WATCH_MS);
  }
}

// trust boundary: the question was written by the program that starts this one.
const question = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as OracleQuestion;
if (process.argv[3] === 'watch') await watch(question);
process.stdout.write(`${JSON.stringify(await answer(question))}\n`);
