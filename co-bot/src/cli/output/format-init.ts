import type { InitReport } from '../init/init-report.ts';
import type { Colors } from './choose-colors.ts';
import { countOf } from './format-diagnostics.ts';

/** What `co init` did, and what to do next. */
export function formatInit(reports: readonly InitReport[], isOnline: boolean, colors: Colors): string {
  const lines = reports.map(
    (report) => `${colors.bold(report.repository)}  ${report.folder}\n  ${describe(report)}`,
  );
  return [...lines, '', ...describeNext(isOnline)].join('\n');
}

function describe(report: InitReport): string {
  const wrote =
    report.written.length === 0 ? 'nothing new to write' : `wrote ${countOf(report.written.length, 'file')}`;
  switch (report.forge?.outcome) {
    case undefined:
      return `${wrote}; not pushed`;
    case 'created-and-pushed':
      return `${wrote}; created and pushed: ${report.forge.url}`;
    case 'pushed':
      return `${wrote}; pushed: ${report.forge.url}`;
    case 'up-to-date':
      return `${wrote}; ${report.forge.url} has the same main`;
    case 'not-pushed':
      return `${wrote}; not pushed: main of ${report.forge.url} has commits of its own. Merge them, then push by hand.`;
  }
}

function describeNext(isOnline: boolean): readonly string[] {
  const push = isOnline
    ? []
    : ['Set GITHUB_TOKEN and run `co init` again to create both on the forge, or push them by hand.'];
  return [
    ...push,
    'Next: install the App of CO on both repos, describe a site in infra/sites/, then `co add app DIR`.',
    'docs/getting-started.md leads through it.',
  ];
}
