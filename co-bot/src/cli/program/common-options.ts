import type { OptionDefinition } from './command-definition.ts';

/** Options that every command takes. */
export const commonOptions: readonly OptionDefinition[] = [
  {
    flags: '--repo-infra <owner/name>',
    description: 'infra repo (default: .colo/config.yaml, then COLO_INFRA)',
  },
  {
    flags: '--repo-registry <owner/name>',
    description: 'app registry repo (default: .colo/config.yaml, then COLO_REGISTRY)',
  },
  {
    flags: '--api <url>',
    description: 'REST API of the forge (default: GITHUB_API_URL, then https://api.github.com)',
  },
  {
    flags: '--token-file <file>',
    description: 'file that holds the token (default: GITHUB_TOKEN, then GH_TOKEN)',
  },
  { flags: '--json', description: 'print JSON for programs instead of text for people' },
];
