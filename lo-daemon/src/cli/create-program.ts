import { Command } from 'commander';
import { DEFAULT_CONFIG_FILE } from '../config/default-config-file.ts';
import { LO_VERSION } from '../version.ts';
import type { CommandContext, CommonOptions } from './command-context.ts';

const EXIT_CODES = `
Exit codes: 0 done (once, diff: as desired), 1 something failed and is not tried again by itself, 2 usage,
65 bad document, 69 not reachable or not running, 75 not there yet, 77 refused, 78 configuration.`;

/** The command line of `lo`. A command's code, and that which reads its configuration, is loaded when it is asked for. */
export function createProgram(): Command {
  const program = new Command('lo')
    .description('Local Orchestrator: brings the hosts of one site to what Git says, and keeps them there.')
    .version(LO_VERSION, '-V, --version', 'print the version')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError()
    .exitOverride();

  addCommand(program, 'run', 'Run the daemon until SIGTERM; jobs on the hosts go on without it.', [
    'lo run --config /etc/colo/lo.yaml',
  ]).action(async (options: CommonOptions) => {
    const context = await createContext(options);
    await (await import('./run-command.ts')).runCommand(context);
  });
  addCommand(program, 'once', 'Poll once, do all that can be done now, and end.', [
    'lo once && echo converged',
    'lo once --json | jq .outcome',
  ]).action(async (options: CommonOptions) => {
    const context = await createContext(options);
    await (await import('./once-command.ts')).onceCommand(context);
  });
  addCommand(
    program,
    'status',
    'Show what LO knows: hosts, applications, what is next, what failed and why.',
    ['lo status', 'lo status --json | jq ".hosts[].problem"'],
  ).action(async (options: CommonOptions) => {
    const context = await createContext(options);
    await (await import('./status-command.ts')).statusCommand(context);
  });
  addCommand(program, 'diff', 'Look at every host now and show what LO would do; changes nothing.', [
    'lo diff',
  ]).action(async (options: CommonOptions) => {
    const context = await createContext(options);
    await (await import('./diff-command.ts')).diffCommand(context);
  });
  addCommand(program, 'wake', 'Let the running LO look at the infra repo, and at every host, now.', [
    'lo wake',
  ]).action(async (options: CommonOptions) => {
    const context = await createContext(options);
    await (await import('./wake-command.ts')).wakeCommand(context);
  });
  addCommand(program, 'retry', 'Try again what failed, on one host or all, one application or all.', [
    'lo retry',
    'lo retry edge-01 hello-world',
  ])
    .argument('[host]', 'name of a host; default: all')
    .argument('[app]', 'application id; default: all')
    .action(async (host: string | undefined, app: string | undefined, options: CommonOptions) => {
      const context = await createContext(options);
      await (await import('./retry-command.ts')).retryCommand(context, host, app);
    });
  addCommand(
    program,
    'takeover',
    'Move hosts to this LO, although another LO of the site acts there or ran a newer commit there.',
    ['lo takeover', 'lo takeover --host edge-01'],
  )
    .option('--host <host>', 'name of a host; default: all')
    .action(async (options: CommonOptions & { readonly host?: string }) => {
      const context = await createContext(options);
      await (await import('./takeover-command.ts')).takeoverCommand(context, options.host);
    });
  program
    .command('plugins')
    .description('List the transports, runtimes and reporters, and what each is for.')
    .action(async () => {
      const { listPlugins } = await import('./list-plugins.ts');
      process.stdout.write(`${listPlugins()}\n`);
    });
  return program;
}

async function createContext(options: CommonOptions): Promise<CommandContext> {
  return (await import('./command-context.ts')).createCommandContext(options);
}

function addCommand(
  program: Command,
  name: string,
  description: string,
  examples: readonly string[],
): Command {
  return program
    .command(name)
    .description(description)
    .option('-c, --config <file>', 'configuration of this LO', DEFAULT_CONFIG_FILE)
    .option('--json', 'machine-readable output', false)
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`);
}
