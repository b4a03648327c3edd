import { createHash } from 'node:crypto';
import type { Diagnostic, ReadResult } from '../../src/documents/diagnostic.ts';
import type { Host, HostCapabilities, Site } from '../../src/generated/site.ts';
import type { AppPackage, ParameterRule } from '../../src/margo/app-package.ts';
import type { PackageContent } from '../../src/margo/package-content.ts';
import { readPackage } from '../../src/margo/read-package.ts';

/** A small package of preview release 1 that has one of everything. */
export const pr1Text = `apiVersion: margo.org/v1-alpha1
kind: ApplicationDescription
metadata:
  id: hello
  name: Hello
  version: "1.0"
  catalog:
    organization:
      - name: Example
deploymentProfiles:
  - type: helm.v3
    id: hello-helm
    components:
      - name: chart
        properties:
          repository: oci://registry.example.com/hello
          revision: 1.0.0
  - type: compose
    id: hello-compose
    components:
      - name: web
        properties:
          packageLocation: ./web/compose.yaml
          wait: true
          timeout: 5m
  - type: process
    id: hello-process
    components:
      - name: program
        properties:
          packageLocation: ./program
          command: ["node", "server.mjs"]
          healthCheck:
            command: ["node", "health.mjs"]
            timeout: 3s
          stopSignal: INT
          stopTimeout: 5s
parameters:
  greeting:
    value: Hello
    targets:
      - pointer: global.greeting
        components: ["chart"]
      - pointer: ENV.GREETING
        components: ["web", "program"]
  port:
    value: 8080
    targets:
      - pointer: PORT
        components: ["web"]
configuration:
  sections:
    - name: General
      settings:
        - parameter: greeting
          name: Greeting
          immutable: true
          schema: text
        - parameter: port
          name: Port
          schema: port
  schema:
    - name: text
      dataType: string
      maxLength: 45
    - name: port
      dataType: integer
      minValue: 1024
`;

/** A small package of release candidate 3. */
export const rc3Text = `apiVersion: margo.org/v1.0.0
id: hello
metadata:
  name: Hello
  version: "1.0"
  catalog:
    organization:
      - name: Example
x-acme-extensions:
  anything: [1, 2]
deploymentProfiles:
  - type: compose
    id: hello-compose
    x-acme-extensions: {}
    components:
      - name: web
        x-acme-extensions: {a: b}
        properties:
          repository: oci://registry.example.com/hello
          revision: 1.0.0-rc.1_build.7
          timeout: 2m30s
    deviceConstraints:
      capacityRequirements:
        cpu:
          cores: 1.5
          architectures: [amd64]
        memory: 512Mi
        storage: 1Gi
      eligibilityRules:
        - propertySelector:
            matchExpressions:
              - key: /peripherals
                operator: ContainsAll
                itemSelector:
                  matchExpressions:
                    - {key: /type, operator: In, values: [gpu]}
          labelSelector:
            matchExpressions:
              - {key: example.com/line, operator: Exists}
  - type: process
    id: hello-process
    components:
      - name: program
        properties:
          packageLocation: ./program
          command: ["./start"]
parameters:
  greeting:
    targets:
      - pointer: GREETING
        components: ["web"]
`;

/** The package of preview release 1 as the drafts before it wrote it: profiles without ids, compose as docker-compose. */
export const draft2025Text = pr1Text
  .replaceAll(/ {4}id: .*\n/g, '')
  .replace('type: compose', 'type: docker-compose');

/** The same, as the first published draft wrote it. */
export const draft2024Text = draft2025Text.replace('ApplicationDescription', 'application');

/** The same as release candidates 1 and 2 wrote it. */
export const rc2Text = pr1Text
  .replace('metadata:\n  id: hello\n', 'id: hello\nmetadata:\n')
  .replace('type: helm.v3', 'type: helm')
  .replaceAll('ENV.', '');

/** Replaces a piece of a text that must be there, once. */
export function edit(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`${JSON.stringify(from)} is not there once`);
  return text.replace(from, () => to);
}

/** The model of a package that must be readable. */
export function mustRead(text: string): AppPackage {
  const result = readPackage(text, { file: 'margo.yaml' });
  if (result.ok) return result.value;
  throw new Error(show(result).join('\n'));
}

/** Faults and warnings as `line:column CODE`. */
export function show(result: ReadResult<unknown> | readonly Diagnostic[]): readonly string[] {
  const diagnostics = 'ok' in result ? (result.ok ? result.warnings : result.diagnostics) : result;
  return diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

/** A package's files as data. */
export function makeContent(texts: Readonly<Record<string, string>>): PackageContent {
  const files = Object.keys(texts)
    .sort()
    .map((path) => ({
      path,
      mode: '100644' as const,
      sha256: createHash('sha256')
        .update(texts[path] ?? '')
        .digest('hex'),
      size: Buffer.byteLength(texts[path] ?? ''),
    }));
  return { files, readText: (path) => (/\.(?:ya?ml|json|env)$/.test(path) ? texts[path] : undefined) };
}

export function makeHost(
  capabilities: HostCapabilities,
  labels: Readonly<Record<string, string>> = {},
): Host {
  return { name: 'edge-01', address: '192.0.2.1', user: 'colo', capabilities, labels: { ...labels } };
}

export function makeSite(host: Host, labels: Readonly<Record<string, string>> = {}): Site {
  const metadata = { name: 'berlin', labels: { ...labels } };
  return { apiVersion: 'colo.dev/v1alpha1', kind: 'Site', metadata, spec: { hosts: [host] } };
}

export function makeRule(rule: Partial<ParameterRule>): ParameterRule {
  return { name: 'rule', dataType: 'string', allowEmpty: false, ...rule };
}
