/** What kind of mistake is planted. */
export const faultKinds = [
  'comparison',
  'await',
  'check',
  'off-by-one',
  'swallowed',
  'negated',
  'logical',
  'call',
  'branch',
  'element',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** A change of a text. Positions are UTF-16 offsets; the end is exclusive. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A place in a source file where a fault may be planted, and the fault. */
export interface Fault {
  /**
   * Made from the file, the edit and the lines around it, not from line numbers: the same code of another version of the file
   * has the same id.
   */
  readonly id: string;
  readonly kind: FaultKind;
  /** The folder of the workspace. */
  readonly workspace: string;
  /** The source, from the root. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly edit: Edit;
  /** The lines that the edit changes, as they are and as the fault makes them. */
  readonly before: string;
  readonly after: string;
}
