import t from 'tap';
import { formatStatus } from '../../src/cli/format-status.ts';

t.test(
  'lo status counts the reports that wait for their turn, and names commits that take no more',
  async (t) => {
    const context = 'lo/berlin/edge-01/hello';

    const text = formatStatus({
      site: 'berlin',
      repository: 'acme/infra',
      outcome: 'converged',
      hosts: [],
      reporters: [
        { name: 'github-status-0', pending: 3, spaced: 2 },
        { name: 'log-0', pending: 0 },
      ],
      full: [{ context, commit: '1'.repeat(40) }],
    });

    t.match(text, /^ {2}reporter github-status-0: 3 waiting, 2 of them for their turn$/m);
    t.match(text, /^ {2}reporter log-0: 0 waiting$/m);
    t.match(text, /^ {2}LO_REPORT_FULL: 1{12} takes no more reports of lo\/berlin\/edge-01\/hello$/m);
  },
);
