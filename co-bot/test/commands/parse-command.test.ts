import fc from 'fast-check';
import t from 'tap';
import {
  type Command,
  describeProblem,
  formatCommand,
  parseCommand,
  parseIssueForm,
  renderHelp,
} from '../../src/commands/index.ts';

const understood: readonly { readonly line: string; readonly command: Command }[] = [
  {
    line: '/deploy hello-world@1.0 to berlin',
    command: {
      verb: 'deploy',
      application: 'hello-world',
      version: '1.0',
      selector: 'berlin',
      set: {},
      unset: [],
    },
  },
  {
    line: '/DEPLOY hello-world To eu/*, berlin,region=eu set greeting="Good morning" n=1 unset old TRACK "^1.0 || 2"',
    command: {
      verb: 'deploy',
      application: 'hello-world',
      selector: 'eu/*,berlin,region=eu',
      set: { greeting: 'Good morning', n: '1' },
      unset: ['old'],
      track: '^1.0 || 2',
    },
  },
  {
    line: `/deploy a to b set k='it "is"' e="" url=http://x/?a=b`,
    command: {
      verb: 'deploy',
      application: 'a',
      selector: 'b',
      set: { k: 'it "is"', e: '', url: 'http://x/?a=b' },
      unset: [],
    },
  },
  {
    line: '/deploy a to b secret dbPassword=db-password token=t1 set k=v',
    command: {
      verb: 'deploy',
      application: 'a',
      selector: 'b',
      set: { k: 'v' },
      secrets: { dbPassword: 'db-password', token: 't1' },
      unset: [],
    },
  },
  { line: '/rollback', command: { verb: 'rollback' } },
  { line: '/rollback to 0123abc', command: { verb: 'rollback', to: '0123abc' } },
  {
    line: '/rollback app on berlin to 0123abcd',
    command: { verb: 'rollback', scope: { application: 'app', selector: 'berlin' }, to: '0123abcd' },
  },
  {
    line: '/remove app from eu/*',
    command: { verb: 'remove', scope: { application: 'app', selector: 'eu/*' } },
  },
  {
    line: '/remove app from eu/* purge',
    command: { verb: 'remove', scope: { application: 'app', selector: 'eu/*' }, purge: true },
  },
  { line: '/hold because line 3 is down', command: { verb: 'hold', reason: 'line 3 is down' } },
  {
    line: '/hold app on a & region=eu',
    command: { verb: 'hold', scope: { application: 'app', selector: 'a&region=eu' } },
  },
  { line: '/resume', command: { verb: 'resume' } },
  { line: '/status app on *', command: { verb: 'status', scope: { application: 'app', selector: '*' } } },
  {
    line: '/retry app on berlin:edge-02',
    command: { verb: 'retry', scope: { application: 'app', selector: 'berlin:edge-02' } },
  },
  { line: '/help deploy', command: { verb: 'help', about: 'deploy' } },
];

t.test('reads every form of every command', async (t) => {
  for (const { line, command } of understood) {
    const result = parseCommand(`Hello,\n\n${line}\n`);

    t.match(result, { kind: 'command' }, line);
    t.same(result.kind === 'command' ? result.command : undefined, command, line);
  }
});

t.test('a command that is written out reads back', async (t) => {
  for (const { command } of understood) {
    const result = parseCommand(formatCommand(command));

    t.same(result.kind === 'command' ? result.command : result, command);
  }
});

const nothing: readonly string[] = [
  'please /deploy a to b',
  '/deployment a to b',
  '/lgtm',
  '/etc/passwd is a file',
  '> /deploy a to b',
  '> quoted\n/deploy a to b',
  '```\n/deploy a to b\n```',
  '~~~~\n```\n/deploy a to b\n~~~~',
  '```\n/deploy a to b',
  '    /deploy a to b',
  '\t/deploy a to b',
  '<!-- hidden\n/deploy a to b\n-->',
  '<!--\n/deploy a to b',
  '<pre>\n/deploy a to b\n</pre>',
  '# /deploy a to b',
  '/deploy a to b\n===',
  '- /deploy a to b',
  '',
];

t.test('finds no command where there is none', async (t) => {
  for (const body of nothing) t.same(parseCommand(body), { kind: 'none' }, JSON.stringify(body));
});

const faults: readonly { readonly body: string; readonly says: RegExp }[] = [
  { body: '/deply a to b', says: /no command "\/deply".*"\/deploy"/ },
  { body: '/deploy', says: /needs an application/ },
  { body: '/deploy App to b', says: /"App" does not fit/ },
  { body: '/deploy a@.. to b', says: /"a@\.\." does not fit/ },
  { body: '/deploy a b', says: /"b" does not fit.*"to"/ },
  { body: '/deploy a to', says: /needs sites/ },
  { body: '/deploy a to berlin paris', says: /"paris" does not fit/ },
  { body: '/deploy a to $(id)', says: /"\$\(id\)" does not fit/ },
  { body: '/deploy a to b set', says: /needs name=value/ },
  { body: '/deploy a to b set x', says: /"x" does not fit/ },
  { body: '/deploy a to b set x=', says: /expected a value/ },
  { body: '/deploy a to b set x=1 x=2', says: /"x" is given twice/ },
  { body: '/deploy a to b set x=1 unset x', says: /"x" is given twice/ },
  { body: '/deploy a to b secret', says: /needs parameter=NAME/ },
  { body: '/deploy a to b secret x', says: /"x" does not fit.*parameter=NAME/ },
  { body: '/deploy a to b secret x=GITHUB_TOKEN', says: /"x=GITHUB_TOKEN" does not fit.*lower-case/ },
  { body: '/deploy a to b secret x=../y', says: /"x=\.\.\/y" does not fit/ },
  { body: '/deploy a to b set x=1 secret x=y', says: /"x" is given twice/ },
  { body: '/deploy a to b secret x=y unset x', says: /"x" is given twice/ },
  { body: '/deploy a to b track nonsense', says: /"nonsense" does not fit/ },
  { body: '/deploy a to b set x="1', says: /column 22 is never closed/ },
  { body: '/rollback to main', says: /"main" does not fit/ },
  { body: '/remove a from b purge now', says: /"now" does not fit.*nothing after "purge"/ },
  { body: '/remove a purge from b', says: /"purge" does not fit.*"from"/ },
  { body: '/remove a on b', says: /"on" does not fit.*"from"/ },
  { body: '/hold a on b for a day', says: /"for" does not fit/ },
  { body: '/help me', says: /"me" does not fit/ },
  { body: '/deploy a to b\n/deploy c to d', says: /lines 1, 2/ },
  { body: '/deploy a to b set \u202e=1', says: /does not fit/ },
];

t.test('shows the word at fault', async (t) => {
  for (const { body, says } of faults) {
    const result = parseCommand(body);

    t.equal(result.kind, 'problem', body);
    if (result.kind === 'problem') {
      t.match(describeProblem(result.problem), says, body);
      t.notMatch(describeProblem(result.problem), /[\n\u202e]/, body);
    }
  }
});

t.test('never throws, whatever people write', async (t) => {
  const piece = fc.oneof(
    fc.constantFrom(
      '/deploy',
      '/rollback',
      ' to ',
      ' on ',
      'set ',
      'a=b',
      '"',
      "'",
      '\\',
      '\n',
      '> ',
      '```',
      '<!--',
      '-->',
      '@',
    ),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const body = pieces.join('');
      parseIssueForm(body);
      const result = parseCommand(body);
      return result.kind !== 'problem' || describeProblem(result.problem).length < 400;
    }),
    { numRuns: 2_000 },
  );
  t.pass();
});

t.test('any value survives writing and reading', async (t) => {
  const value = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n\u2028\u2029]/.test(text));
  fc.assert(
    fc.property(value, (text) => {
      const command: Command = {
        verb: 'deploy',
        application: 'a',
        selector: 'b',
        set: { k: text },
        unset: [],
      };
      const result = parseCommand(formatCommand(command));
      return (
        result.kind === 'command' && result.command.verb === 'deploy' && result.command.set['k'] === text
      );
    }),
  );
  t.pass();
});

t.test('help lists every command and is no command itself', async (t) => {
  const help = renderHelp();

  for (const verb of ['deploy', 'rollback', 'remove', 'hold', 'resume', 'status', 'retry', 'help']) {
    t.match(help, `/${verb}`);
  }
  t.same(parseCommand(help), { kind: 'none' });
});

t.test('reads the deploy form', async (t) => {
  const body = [
    '### Application',
    '',
    'hello-world',
    '',
    '### Version',
    '',
    '_No response_',
    '',
    '### Sites',
    '',
    'berlin',
    'eu/*',
    '',
    '### Parameters',
    '',
    'greeting="Good ### Sites"',
    'unset old',
    '### Version',
  ].join('\r\n');

  t.match(
    parseIssueForm(body),
    { kind: 'problem' },
    'a heading typed into the last field is part of that field',
  );
  t.same(parseIssueForm(body.replace('\r\n### Version', '').replace(/### Version$/u, '')), {
    kind: 'none',
  });
  t.same(parseIssueForm(body.slice(0, body.lastIndexOf('\r\n'))), {
    kind: 'command',
    command: {
      verb: 'deploy',
      application: 'hello-world',
      selector: 'berlin,eu/*',
      set: { greeting: 'Good ### Sites' },
      unset: ['old'],
    },
  });
  t.same(parseIssueForm('### Sites\n\nx'), { kind: 'none' });
});
