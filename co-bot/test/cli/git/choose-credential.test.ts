import t from 'tap';
import { createGitEnvironment } from '../../../src/cli/git/git-environment.ts';
import { chooseCredential } from '../../../src/cli/git/open-remote.ts';

const token = 'canary-token-77';

const allowed: readonly (readonly [string, string, string])[] = [
  ['https://github.com/acme/infra.git', 'https://api.github.com', 'https://github.com'],
  [
    'https://github.example.com/acme/infra.git',
    'https://github.example.com/api/v3',
    'https://github.example.com',
  ],
  ['http://127.0.0.1:4000/acme/infra.git', 'http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
];
for (const [cloneUrl, api, origin] of allowed) {
  t.test(`${cloneUrl} gets the token of ${api}`, async (t) => {
    t.strictSame(chooseCredential(cloneUrl, api, token), { origin, token });
    t.equal(chooseCredential(cloneUrl, api, undefined), undefined);
  });
}

const refused: readonly (readonly [string, string])[] = [
  ['https://evil.example.com/acme/infra.git', 'https://api.github.com'],
  ['https://github.com.evil.example.com/x.git', 'https://api.github.com'],
  ['http://github.com/acme/infra.git', 'https://api.github.com'],
  ['ssh://git@github.com/acme/infra.git', 'https://api.github.com'],
  ['ext::sh -c id', 'https://api.github.com'],
  ['not an address', 'https://api.github.com'],
];
for (const [cloneUrl, api] of refused) {
  t.test(`${cloneUrl} never gets the token of ${api}`, async (t) => {
    t.throws(() => chooseCredential(cloneUrl, api, token), { code: 'CLI_ADDRESS_REFUSED' });
  });
}

t.test(
  'git gets the token in its environment, for one origin, and nothing of a repository around it',
  async (t) => {
    const inherited = {
      PATH: '/bin',
      GIT_DIR: '/elsewhere',
      GIT_INDEX_FILE: 'x',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'a.b',
    };

    const environment = createGitEnvironment(inherited, { origin: 'https://github.com', token });

    t.equal(environment['GIT_DIR'], undefined);
    t.equal(environment['GIT_INDEX_FILE'], undefined);
    t.equal(environment['GIT_CONFIG_KEY_0'], 'a.b', "the caller's own settings stay");
    t.equal(environment['GIT_TERMINAL_PROMPT'], '0');
    const keys = Object.entries(environment).filter(([name]) => name.startsWith('GIT_CONFIG_KEY_'));
    t.equal(environment['GIT_CONFIG_COUNT'], String(keys.length));
    t.ok(keys.some(([, key]) => key === 'http.https://github.com/.extraHeader'));
    t.notOk(JSON.stringify(createGitEnvironment(inherited)).includes('Authorization'));
  },
);
