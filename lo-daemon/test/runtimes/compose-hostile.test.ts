import t from 'tap';
import { readComposeModel } from '../../src/runtimes/compose/read-compose-model.ts';
import { contentFile } from '../node/sample-component.ts';

const merges = ['a0: &a0 {x: 1}'];
for (let level = 1; level < 30; level += 1) {
  merges.push(`a${level}: &a${level} {<<: [*a${level - 1}, *a${level - 1}]}`);
}
const refused: readonly (readonly [string, string])[] = [
  ['merges that double', merges.join('\n')],
  ['depth', `a: ${'['.repeat(10_000)}`],
  ['a key twice', 'services:\n  a: {}\n  a: {}\n'],
  ['an unknown tag', 'services: !thing {}\n'],
  ['an ordered map, which no judge would look into', 'services: !!omap [{web: {privileged: true}}]\n'],
  ['a set', 'services: {web: !!set {privileged}}\n'],
  ['text that runs backwards', 'a: \u202eb\n'],
  ['defaults within defaults', `a: "${'${A:-'.repeat(20_000)}${'}'.repeat(20_000)}"\n`],
];
for (const [name, text] of refused) {
  t.test(`a compose file with ${name} is refused at LO`, async (t) => {
    const read = readComposeModel(
      contentFile('compose.yaml', text),
      { environment: {}, dotenv: new Set() },
      { host: 'edge-01' },
    );

    await t.rejects(read, {
      name: 'ColoError',
      code: 'NODE_CONTENT_INVALID',
      place: { file: 'compose.yaml', host: 'edge-01' },
    });
  });
}

t.test('many keys and shallow defaults are read', async (t) => {
  const keys = Array.from({ length: 10_000 }, (_, index) => `  k${index}: "\${A:-\${B:-x}}"`).join('\n');

  const model = await readComposeModel(
    contentFile('compose.yaml', `x-many:\n${keys}\n`.slice(0, 1_000_000).replace(/\n[^\n]*$/, '\n')),
    { environment: {}, dotenv: new Set() },
    {},
  );

  t.match(model, { 'x-many': { k0: 'x' } });
});
