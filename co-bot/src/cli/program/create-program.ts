import { Command, Option } from 'commander';
import type { CliIo } from './cli-io.ts';
import type { CommandDefinition, OptionDefinition } from './command-definition.ts';
import { commonOptions } from './common-options.ts';
import { formatHelpFooter } from './format-help-footer.ts';

/** Runs one command with what commander read. */
type Dispatch = (
  definition: CommandDefinition,
  operands: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
) => Promise<void>;

/** What the first words group: shown by `co --help`. */
const groupSummaries: Readonly<Record<string, string>> = {
  add: 'publish to the app registry',
  export: 'write documents of other systems',
  hooks: 'have git check commits and pushes',
  import: 'read documents of other systems',
  list: 'show what is there',
};

/** Builds commander's tree from the table of commands. Errors are thrown, never printed or exited on. */
export function createProgram(
  definitions: readonly CommandDefinition[],
  version: string,
  io: CliIo,
  dispatch: Dispatch,
): Command {
  const program = prepare(new Command('co'), io)
    .description(
      'GitOps for edge fleets: from a deploy command to a running app on every edge node, by pull request.',
    )
    .version(version, '-V, --version', 'print the version');
  for (const definition of definitions) {
    const parent = definition.words
      .slice(0, -1)
      .reduce((above, word) => findOrAddGroup(above, word, io), program);
    parent.addCommand(createLeaf(definition, io, dispatch));
  }
  return program;
}

function createLeaf(definition: CommandDefinition, io: CliIo, dispatch: Dispatch): Command {
  const leaf = prepare(new Command(definition.words.at(-1)), io)
    .summary(definition.summary)
    .description(definition.description)
    .addHelpText('after', () => `\n${formatHelpFooter(definition)}`);
  for (const argument of definition.arguments) leaf.argument(argument.syntax, argument.description);
  for (const option of [...definition.options, ...commonOptions]) leaf.addOption(createOption(option));
  leaf.action(async (...received: unknown[]) => {
    // Commander appends the options and the command itself to the operands.
    await dispatch(definition, received.slice(0, -2), leaf.opts());
  });
  return leaf;
}

function createOption(definition: OptionDefinition): Option {
  const option = new Option(definition.flags, definition.description);
  if (definition.required === true) option.makeOptionMandatory();
  if (definition.choices !== undefined) option.choices(definition.choices);
  if (definition.fallback !== undefined) option.default(definition.fallback);
  if (definition.repeatable === true) {
    option.argParser((value: string, before: unknown) => [...(Array.isArray(before) ? before : []), value]);
  }
  return option;
}

function findOrAddGroup(above: Command, word: string, io: CliIo): Command {
  const known = above.commands.find((command) => command.name() === word);
  if (known !== undefined) return known;
  const group = prepare(new Command(word), io).description(groupSummaries[word] ?? '');
  above.addCommand(group);
  return group;
}

function prepare(command: Command, io: CliIo): Command {
  return command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // The same text reaches the caller as an error, which is printed in one place.
      writeErr: () => undefined,
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getOutHasColors: () => false,
    });
}
