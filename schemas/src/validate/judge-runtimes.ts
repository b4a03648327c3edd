import { findMeantRuntime } from '../documents/check-runtimes.ts';
import type { Diagnostic } from '../documents/diagnostic.ts';
import type { DesiredState } from '../generated/desired-state.ts';
import type { Site } from '../generated/site.ts';

/** What may be a plugin's name in the inventory alone, judged by what is deployed to its host. */
export interface RuntimeJudgement {
  /** The inventory's findings, without those of plugins in use; a slip that keeps a deployment from running is an error. */
  readonly diagnostics: readonly Diagnostic[];
  /** True where a host lacks a runtime for a slip that is reported in the inventory. */
  isExplained(host: string, runtime: string): boolean;
}

/** Brings together the runtimes that hosts offer and those that deployments need. */
export function judgeRuntimes(
  inventory: readonly Diagnostic[],
  site: Site,
  desired: DesiredState,
): RuntimeJudgement {
  const needs = new Map<string, Set<string>>();
  for (const { hosts, profile } of desired.spec.deployments)
    for (const host of hosts) needs.set(host, (needs.get(host) ?? new Set()).add(profile.type));
  const slips = new Map<string, string>();
  const plugins = new Set<string>();
  const blocking = new Set<string>();
  for (const [index, { name, capabilities }] of site.spec.hosts.entries()) {
    const needed = needs.get(name) ?? new Set();
    for (const [place, word] of capabilities.runtimes.entries()) {
      const pointer = `/spec/hosts/${index}/capabilities/runtimes/${place}`;
      const meant = findMeantRuntime(word, capabilities.runtimes);
      if (meant === undefined) continue;
      if (needed.has(word)) plugins.add(pointer);
      else if (needed.has(meant)) {
        blocking.add(pointer);
        slips.set(`${name} ${meant}`, pointer);
      }
    }
  }
  return {
    diagnostics: inventory
      .filter(({ code, pointer }) => code !== 'SITE_RUNTIME_MISSPELT' || !plugins.has(pointer))
      .map((each) =>
        each.code === 'SITE_RUNTIME_MISSPELT' && blocking.has(each.pointer)
          ? { ...each, severity: 'error' }
          : each,
      ),
    isExplained: (host, runtime) => slips.has(`${host} ${runtime}`),
  };
}
