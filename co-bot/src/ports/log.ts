/** Structured log: a static message and facts. Never secrets; text of people and nodes only escaped. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
