/** Something of colo that `co explain` tells in short, besides error codes. */
export interface Topic {
  /** One sentence. */
  readonly summary: string;
  readonly sections: readonly TopicSection[];
  /** Page and heading with all of it. */
  readonly more: string;
}

export interface TopicSection {
  readonly title: string;
  /** What, and what is so of it. */
  readonly rows: readonly (readonly [what: string, said: string])[];
}
