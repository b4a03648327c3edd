export { describeProblem } from '../commands/command-problem.ts';
export { formatCommand } from '../commands/format-command.ts';
export { parseCommand } from '../commands/parse-command.ts';
export { parseIssueForm } from '../commands/parse-issue-form.ts';
