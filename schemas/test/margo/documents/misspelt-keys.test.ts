import t from 'tap';
import { read } from './judge.ts';

const text = `apiVersion: application.margo.org/v1alpha1
kind: ApplicationDeployment
metadata:
  annotations:
    applicationID: shop
    id: a3e2f5dc-912e-494f-8395-52cf3769bc06
  name: shop
  namespace: plant
spec:
  deploymentProfile:
    type: compose
    components: [{ name: web, properties: { packageLocation: "https://x.test/web.tar.gz" } }]
  parameters: {}
`;

t.test(
  'a misspelt key that must be there is named at its line, though any other key may stand there',
  async (t) => {
    const { diagnostics } = read(text, 'deployment.yaml');

    t.match(diagnostics, [{ code: 'DOCUMENT_MISSING_KEY', line: 5, column: 5, fix: 'Write applicationId.' }]);
    t.equal(diagnostics.length, 1);
  },
);

t.test('where nothing is near, the map that lacks the key is named', async (t) => {
  const { diagnostics } = read(text.replace('applicationID: shop', 'owner: shop'), 'deployment.yaml');

  t.match(diagnostics, [{ code: 'DOCUMENT_MISSING_KEY', line: 4, column: 3 }]);
  t.equal(diagnostics.length, 1);
});
