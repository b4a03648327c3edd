import type { Command, Scope } from './command.ts';
import { quoteWord } from './quote-word.ts';

/** The command as a line that `parseCommand` reads back into the same command. */
export function formatCommand(command: Command): string {
  switch (command.verb) {
    case 'deploy': {
      const application =
        command.version === undefined ? command.application : `${command.application}@${command.version}`;
      const words = ['/deploy', application, 'to', command.selector];
      const sets = Object.entries(command.set);
      if (sets.length > 0) words.push('set', ...sets.map(([name, value]) => `${name}=${quoteWord(value)}`));
      const secrets = Object.entries(command.secrets ?? {});
      if (secrets.length > 0)
        words.push('secret', ...secrets.map(([name, secret]) => `${name}=${quoteWord(secret)}`));
      if (command.unset.length > 0) words.push('unset', ...command.unset);
      if (command.track !== undefined) words.push('track', quoteWord(command.track));
      return words.join(' ');
    }
    case 'rollback':
      return join(
        '/rollback',
        formatScope(command.scope, 'on'),
        command.to === undefined ? '' : `to ${command.to}`,
      );
    case 'remove':
      return join('/remove', formatScope(command.scope, 'from'), command.purge === true ? 'purge' : '');
    case 'hold':
      return join(
        '/hold',
        formatScope(command.scope, 'on'),
        command.reason === undefined ? '' : `because ${quoteWord(command.reason)}`,
      );
    case 'resume':
    case 'status':
    case 'retry':
      return join(`/${command.verb}`, formatScope(command.scope, 'on'));
    case 'help':
      return join('/help', command.about ?? '');
  }
}

function formatScope(scope: Scope | undefined, link: 'on' | 'from'): string {
  return scope === undefined ? '' : `${scope.application} ${link} ${scope.selector}`;
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
