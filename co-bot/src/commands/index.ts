export type {
  Command,
  DeployCommand,
  HelpCommand,
  HoldCommand,
  RemoveCommand,
  ResumeCommand,
  RetryCommand,
  RollbackCommand,
  Scope,
  StatusCommand,
  Verb,
} from './command.ts';
export { type CommandProblem, describeProblem } from './command-problem.ts';
export { type CommandDefinition, commandTable, verbs } from './command-table.ts';
export { formatCommand } from './format-command.ts';
export { type ParseResult, parseCommand, parseCommandLine } from './parse-command.ts';
export { type FormResult, formLabels, parseIssueForm } from './parse-issue-form.ts';
export { renderHelp, renderUsage } from './render-help.ts';
