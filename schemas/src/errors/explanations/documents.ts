import type { Explanation } from '../error-definition.ts';

/** Why the rules of every document are there. */
export const documentExplanations = {
  DOCUMENT_NOT_TEXT: {
    why: 'Bytes that are no UTF-8 are read differently by every program.',
    example: {
      file: 'any document',
      wrong: 'name: M\\xFCnchen   (saved as Latin-1)',
      right: 'name: München   (saved as UTF-8)',
    },
  },
  DOCUMENT_TOO_LARGE: {
    why: 'A document of many megabytes would cost every program that reads the repository its memory.',
    example: {
      file: 'any document',
      wrong: 'a base64 image in a parameter',
      right: 'the image as a file of the package',
    },
  },
  DOCUMENT_TOO_DEEP: {
    why: 'Depth costs stack, and a text of a few kilobytes could stop a program.',
    example: { file: 'any document', wrong: 'a: [[[[[[… hundreds of brackets …]]]]]]', right: 'a: [1, 2]' },
  },
  DOCUMENT_TOO_MANY_ALIASES: {
    why: 'Aliases of aliases make a small text stand for millions of values.',
    example: { wrong: 'metadata: &all\n  description: *all', right: 'metadata:\n  description: A greeting' },
  },
  DOCUMENT_EMPTY: {
    why: 'An empty file is more often an accident than a wish, so colo never takes it for "remove all".',
    example: { wrong: '# nothing', right: 'metadata:\n  name: Hello' },
  },
  DOCUMENT_SYNTAX: {
    why: 'What cannot be read cannot be judged; colo keeps what it last understood.',
    example: { wrong: 'metadata:\n  name: Hello: World', right: 'metadata:\n  name: "Hello: World"' },
  },
  DOCUMENT_DUPLICATE_KEY: {
    why: 'Programs differ in which of the two they take.',
    example: { wrong: 'metadata:\n  name: Hello\n  name: Howdy', right: 'metadata:\n  name: Howdy' },
  },
  DOCUMENT_KEY_REFUSED: {
    why: 'Such keys reach into the programs that read them, or mean another key in another YAML version.',
    example: { wrong: 'metadata:\n  __proto__: {}', right: 'metadata:\n  description: A greeting' },
  },
  DOCUMENT_TAG_REFUSED: {
    why: 'Tags make values of types that JSON does not have, and some programs run code for them.',
    example: { wrong: 'metadata:\n  version: !!str 1.0', right: 'metadata:\n  version: "1.0"' },
  },
  DOCUMENT_CHARACTER_REFUSED: {
    why: 'A reviewer would see another text than the one that programs read.',
    example: { wrong: 'metadata:\n  name: "Hello\\u202E"', right: 'metadata:\n  name: Hello' },
  },
  DOCUMENT_NUMBER_INEXACT: {
    why: 'The number that runs would be another than the one that was reviewed.',
    example: {
      wrong: 'parameters:\n  greeting:\n    value: 12345678901234567890',
      right: 'parameters:\n  greeting:\n    value: "12345678901234567890"',
    },
  },
  DOCUMENT_UNQUOTED: {
    why: 'To YAML 1.10 and 1.1 are one number: a version, a name or a label would silently change.',
    example: { wrong: 'metadata:\n  version: 1.10', right: 'metadata:\n  version: "1.10"' },
  },
  DOCUMENT_UNKNOWN_KEY: {
    why: 'A misspelt key would be passed over, and its value never arrive.',
    example: { wrong: 'metadata:\n  descripton: A greeting', right: 'metadata:\n  description: A greeting' },
  },
  DOCUMENT_MISSING_KEY: {
    why: 'colo does not guess what a document needs and does not say.',
    example: {
      wrong: 'configuration:\n  sections: []',
      right: 'configuration:\n  sections: []\n  schema: []',
    },
  },
  DOCUMENT_INVALID: {
    why: 'Names reach paths, branches, addresses and shells; amounts and times are computed with.',
    example: { wrong: 'metadata:\n  id: Hello_World', right: 'metadata:\n  id: hello-world' },
  },
  DOCUMENT_SECRET_REF: {
    why: 'A package could ask for any secret that a site holds; only a site grants secrets.',
    example: {
      wrong: 'parameters:\n  greeting:\n    value: { secretRef: token }',
      right: 'parameters:\n  greeting:\n    value: Hello',
    },
  },
  DOCUMENT_KIND_WRONG: {
    why: 'Each place of a repository holds one kind of document; another one there has no effect.',
    example: { file: 'site.yaml', wrong: 'kind: Sites', right: 'kind: Site' },
  },
  DOCUMENT_VERSION_UNKNOWN: {
    why: 'Keys may mean something else in another version.',
    example: { file: 'site.yaml', wrong: 'apiVersion: v1', right: 'apiVersion: colo.dev/v1alpha1' },
  },
  DOCUMENT_VERSION_NEWER: {
    why: 'An older program would drop what it does not know.',
    example: { file: 'site.yaml', wrong: 'apiVersion: colo.dev/v2', right: 'apiVersion: colo.dev/v1alpha1' },
  },
} as const satisfies Record<string, Explanation>;
