import t from 'tap';
import { redact, registerSecret } from '../../src/report/redact.ts';

t.test('what looks like a secret is hidden, and nothing else', async (t) => {
  for (const [text, safe] of [
    ['token ghp_0123456789abcdefABCDEF01 used', 'token [redacted] used'],
    ['ghs_0123456789abcdef0123', '[redacted]'],
    ['github_pat_11AAAAAAA0123456789_abcdefghij', '[redacted]'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: [redacted]'],
    ['authorization: basic dTpwYXNzd29yZA==', 'authorization: [redacted]'],
    ['https://user:pass@host.test/x', 'https://[redacted]host.test/x'],
    ['a -----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY----- b', 'a [redacted] b'],
    ['cut -----BEGIN PRIVATE KEY-----\nabc', 'cut [redacted]'],
    ['https://host.test/a@b', 'https://host.test/a@b'],
    ['sha256:0123456789abcdef and a plain text', 'sha256:0123456789abcdef and a plain text'],
  ] as const)
    t.equal(redact(text), safe);
});

t.test('a known secret is hidden in each of its forms, a short one is not hunted', async (t) => {
  const secret = 'p@ss/word+value';
  registerSecret(secret);
  registerSecret('short');

  for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    t.equal(redact(`x${form}y`), 'x[redacted]y');
  t.equal(redact('a short text'), 'a short text');
});
