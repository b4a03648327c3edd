import { isMap, listEnvFiles, type YamlMap } from '@colo/schemas/compose';
import { judgeCapabilities, judgeDevices } from './judge-grants.ts';
import { judgeHostPath, judgeServiceVolumes } from './judge-volumes.ts';
import { type Judgement, refuse, requireAllowance } from './refuse.ts';
import { HARMLESS_KEYS } from './service-keys.ts';

/** Judges one service, key by key, against what is known to be harmless; what is not known is refused. */
export function judgeService(name: string, service: YamlMap, judgement: Judgement): void {
  for (const [key, value] of Object.entries(service)) {
    if (!HARMLESS_KEYS.has(key) && !isFreeExtension(key)) {
      judgeKey(name, key, value, judgement);
    }
  }
}

function judgeKey(name: string, key: string, value: unknown, judgement: Judgement): void {
  const what = `"${key}" in service ${name}`;
  switch (key) {
    case 'privileged':
      if (value !== false) {
        requireAllowance(judgement, 'privileged', `a privileged container in service ${name}`);
      }
      return;
    case 'network_mode':
      judgeWords(value, /^(?:bridge|none|service:[A-Za-z0-9._-]+)$/, 'host-network', what, judgement);
      return;
    case 'pid':
      judgeWords(value, /^service:[A-Za-z0-9._-]+$/, 'host-pid', what, judgement);
      return;
    case 'ipc':
      judgeWords(value, /^(?:private|shareable|none|service:[A-Za-z0-9._-]+)$/, undefined, what, judgement);
      return;
    case 'cap_add':
      judgeCapabilities(value, judgement, what);
      return;
    case 'devices':
      judgeDevices(value, judgement, what);
      return;
    case 'use_api_socket':
      requireAllowance(judgement, 'container-socket', what);
      return;
    case 'security_opt':
      judgeList(value, /^no-new-privileges(?::true|=true)?$/, judgement, what);
      return;
    case 'volumes':
      judgeServiceVolumes(value, judgement);
      return;
    case 'volumes_from':
      judgeNames(value, judgement, what);
      return;
    case 'env_file':
      judgeEnvFiles(value, judgement);
      return;
    case 'labels':
      judgeLabels(value, judgement);
      return;
    case 'logging':
      judgeLogging(value, judgement);
      return;
    case 'deploy':
      if (mentionsKey(value, 'devices')) {
        refuse(judgement, `"devices" of ${what}`);
      }
      return;
    case 'secrets':
    case 'configs':
    case 'extends':
      // Names of what the top level, or the file that is extended, was judged for.
      return;
    case 'pull_policy':
      judgeWords(value, /^(?:always|never|missing|if_not_present)$/, undefined, what, judgement);
      return;
    default:
      refuse(judgement, what);
  }
}

/** Extensions mean nothing to the tools, but podman-compose reads its own. */
export function isFreeExtension(key: string): boolean {
  return key.startsWith('x-') && !key.startsWith('x-podman');
}

function mentionsKey(value: unknown, key: string): boolean {
  if (Array.isArray(value)) {
    return value.some((item) => mentionsKey(item, key));
  }
  return isMap(value) && Object.entries(value).some(([name, item]) => name === key || mentionsKey(item, key));
}

function judgeWords(
  value: unknown,
  harmless: RegExp,
  allowance: Parameters<typeof requireAllowance>[1] | undefined,
  what: string,
  judgement: Judgement,
): void {
  if (typeof value === 'string' && harmless.test(value)) {
    return;
  }
  // Another container's namespace would reach another application.
  if (allowance === undefined || value !== 'host') {
    refuse(judgement, what);
  }
  requireAllowance(judgement, allowance, what);
}

function judgeList(value: unknown, harmless: RegExp, judgement: Judgement, what: string): void {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string' && harmless.test(item))) {
    refuse(judgement, what);
  }
}

function judgeNames(value: unknown, judgement: Judgement, what: string): void {
  const names = Array.isArray(value) ? value : [value];
  if (!names.every((item) => typeof item === 'string' && /^[A-Za-z0-9._-]+(?::r[ow])?$/.test(item))) {
    refuse(judgement, what);
  }
}

function judgeEnvFiles(value: unknown, judgement: Judgement): void {
  for (const path of listEnvFiles(value)) {
    if (typeof path !== 'string' || path.startsWith('/')) {
      refuse(judgement, 'an env_file outside the package');
    }
    judgeHostPath(path, judgement);
  }
}

function judgeLabels(value: unknown, judgement: Judgement): void {
  const names = Array.isArray(value) ? value.map(String) : isMap(value) ? Object.keys(value) : [];
  if (names.some((name) => /^(?:colo\.dev\/|com\.docker\.compose|io\.podman)/.test(name))) {
    refuse(judgement, 'a label that belongs to colo or to compose');
  }
}

function judgeLogging(value: unknown, judgement: Judgement): void {
  const driver = isMap(value) ? value['driver'] : undefined;
  if (!['undefined', 'json-file', 'local', 'none', 'journald', 'k8s-file'].includes(String(driver))) {
    refuse(judgement, `the log driver ${JSON.stringify(driver)}`);
  }
}
