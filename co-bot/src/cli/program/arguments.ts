import { ColoError } from '@colo/schemas/errors';

/** What the command line said, with names as in the help: `text('to')`, `flag('dry-run')`. */
export interface CommandArguments {
  /** The argument at `index`; throws where it is missing (commander has refused that before). */
  positional(index: number): string;
  /** The argument at `index`, or undefined where it was left out. */
  optional(index: number): string | undefined;
  /** All values of a variadic argument, or an empty list. */
  variadic(index: number): readonly string[];
  text(option: string): string | undefined;
  flag(option: string): boolean;
  all(option: string): readonly string[];
}

/** Reads commander's untyped results with a check at each access. */
export function createArguments(
  operands: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): CommandArguments {
  return {
    positional(index) {
      const value = operands[index];
      if (typeof value === 'string') return value;
      throw new ColoError('USAGE', `argument ${index + 1} is missing`);
    },
    optional(index) {
      const value = operands[index];
      return typeof value === 'string' ? value : undefined;
    },
    variadic(index) {
      return toTexts(operands[index]);
    },
    text(option) {
      const value = options[toCamelCase(option)];
      return typeof value === 'string' ? value : undefined;
    },
    flag(option) {
      return options[toCamelCase(option)] === true;
    },
    all(option) {
      return toTexts(options[toCamelCase(option)]);
    },
  };
}

function toTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  return items.filter((item) => typeof item === 'string');
}

function toCamelCase(option: string): string {
  return option.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
