import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "desired state": selecting, rendering, resolving, reporting. Codes are stable: never renamed, never reused. */
export const desiredErrors = {
  DESIRED_PACKAGE_MISSING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A deployment refers to a package that is not in the infra repo.',
    fix: 'Restore packages/<application>/<digest> from history (git checkout <commit> -- <path>), or deploy the application again.',
  },
  SELECTOR_INVALID: {
    kind: 'terminal',
    exitCode: 2,
    summary: 'A selector is not understood.',
    fix: 'Write site names or globs (eu/berlin, eu/*:edge-0?), labels (region=eu), groups (group=pilots), host labels (host.role=gateway); join with & (and) and , (or).',
  },
  SELECTOR_MATCHES_NOTHING: {
    kind: 'terminal',
    exitCode: 2,
    summary: 'A term of a selector matches no host of any site.',
    fix: 'Correct the term; `co list sites` shows sites, hosts and labels. `*` stays within one folder, `**` crosses folders.',
  },
  RENDER_HOST_UNKNOWN: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A chosen host is not in the site.',
    fix: "Name a host of the site, or add it to the site's site.yaml first.",
  },
  RENDER_NO_PROFILE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'No deployment profile of the package fits a host.',
    fix: "Choose other hosts, correct the host's capabilities in site.yaml, or add a fitting profile to the package.",
  },
  RENDER_PARAMETER_UNKNOWN: {
    kind: 'terminal',
    exitCode: 2,
    summary: 'A parameter is named that the package, or the chosen profile, does not have.',
    fix: 'Use a parameter of the package; its margo.yaml lists them.',
  },
  RENDER_PARAMETER_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: "A parameter's value breaks the package's rule for it.",
    fix: 'Give a value that the rule allows.',
  },
  RENDER_PARAMETER_MISSING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A parameter has no value.',
    fix: 'Give it one with --set name=value, or in colo.yaml (group), site.yaml (site or host).',
  },
  RENDER_PARAMETER_IMMUTABLE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A parameter that must not change after the first installation would change.',
    fix: 'Keep the value, or remove the application and deploy it anew.',
  },
  RENDER_PARAMETER_CONFLICT: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'Two values claim one place.',
    fix: 'Decide which one counts and give it with --set, or correct the package.',
  },
  RENDER_TRACK_INVALID: {
    kind: 'terminal',
    exitCode: 2,
    summary: 'A range to track is not a semantic version range.',
    fix: 'Write a range such as ^1.0, ~1.2 or ">=1.0 <2.0".',
  },
  RENDER_ON_HOLD: {
    kind: 'waiting',
    exitCode: 1,
    summary: 'A deployment is on hold, and automation must not change it.',
    fix: 'Ask who set the hold; /resume lifts it.',
  },
  RENDER_DIGEST_MISMATCH: {
    kind: 'terminal',
    exitCode: 65,
    summary: "A package's files are not those that its digest names.",
    fix: 'Read the package again from the registry at the pinned commit.',
  },
  RENDER_APPLICATION_ABSENT: {
    kind: 'terminal',
    exitCode: 2,
    summary: 'The application is not deployed on the chosen hosts.',
    fix: '`co list deployments` shows what runs where.',
  },
  STATUS_CONTEXT_INVALID: {
    kind: 'bug',
    exitCode: 70,
    summary: 'A commit status context would not name a site, a host and an application.',
    fix: 'Please report this with the output of the command.',
  },
} as const satisfies Record<string, ErrorDefinition>;
