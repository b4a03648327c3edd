import { suggestWord } from '../../text/suggest-word.ts';

/**
 * Words that people write for others which are spelt quite differently: of other tools, of other Margo dialects, of
 * everyday speech. What is meant counts only where it is allowed.
 */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  aarch64: ['arm64'],
  amd64: ['x86_64'],
  appid: ['id', 'applicationId'],
  applicationid: ['id'],
  armhf: ['arm'],
  armv7: ['arm'],
  array: ['array[string]'],
  bool: ['boolean'],
  can: ['canbus'],
  chart: ['repository'],
  chartversion: ['revision'],
  compose: ['docker-compose'],
  config: ['configuration'],
  constraints: ['deviceConstraints', 'requiredResources'],
  contains: ['ContainsAny'],
  decimal: ['double'],
  default: ['value'],
  deviceconstraints: ['requiredResources'],
  docker: ['compose', 'docker-compose'],
  'docker-compose': ['compose'],
  doesnotequal: ['NotIn'],
  enum: ['options'],
  env: ['targets'],
  equals: ['In'],
  float: ['double'],
  greaterthan: ['Gt'],
  hostname: ['address'],
  identifier: ['id'],
  int: ['integer'],
  ip: ['address'],
  k8s: ['helm', 'helm.v3'],
  kubernetes: ['helm', 'helm.v3'],
  lan: ['ethernet'],
  lessthan: ['Lt'],
  list: ['array[string]'],
  maximum: ['maxValue'],
  minimum: ['minValue'],
  notequals: ['NotIn'],
  number: ['double'],
  params: ['parameters'],
  path: ['pointer'],
  pattern: ['regexMatch'],
  podman: ['compose'],
  profiles: ['deploymentProfiles'],
  publisher: ['organization'],
  requiredresources: ['deviceConstraints'],
  resources: ['requiredResources', 'deviceConstraints'],
  serial: ['rs232'],
  sighup: ['HUP'],
  sigint: ['INT'],
  sigquit: ['QUIT'],
  sigterm: ['TERM'],
  tag: ['revision'],
  regex: ['regexMatch'],
  text: ['string'],
  title: ['name'],
  type: ['dataType'],
  username: ['user'],
  vendor: ['manufacturer', 'organization'],
  version: ['revision'],
  wlan: ['wifi'],
  x64: ['amd64', 'x86_64'],
  x86_64: ['amd64'],
};

/** The word of `known` that was most likely meant: a near one, or what another tool's word stands for. */
export function suggestMeant(word: string, known: readonly string[]): string | undefined {
  const key = word.toLowerCase();
  const meant = Object.hasOwn(SYNONYMS, key) ? (SYNONYMS[key] ?? []) : [];
  // helm and helm.v3 are one thing in different dialects, and too far apart for a near miss.
  const stem = known.find((each) => each.split('.')[0] === key || key.split('.')[0] === each);
  return meant.find((each) => known.includes(each)) ?? suggestWord(word, known) ?? stem;
}
