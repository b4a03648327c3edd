/** What is wrong, and what to do, in words for people who write YAML by hand. */
interface Wording {
  readonly message: string;
  readonly fix: string;
}

const NO_KEY: Wording = {
  message: 'here stands a text, but a key with a colon is needed',
  fix: 'Write key: value, with a space after the colon.',
};

const NO_COMMA: Wording = {
  message: 'a comma is missing between two entries of a list or map in brackets',
  fix: 'Put a comma between the entries, or the value in quotes.',
};

const WORDINGS: readonly (readonly [said: RegExp, wording: Wording])[] = [
  [/^Implicit (?:map )?keys need/, NO_KEY],
  [/^Missing , /, NO_COMMA],
  [/^Block collections are not allowed within flow/, NO_COMMA],
  [
    /^Sequence item without - indicator/,
    {
      message: 'the line is part of a list, but starts with no dash and belongs to no entry above',
      fix: 'Indent it as the keys of its entry are, or start a new entry with a dash and a space.',
    },
  ],
  [
    /^A block sequence may not be used as an implicit map key/,
    {
      message: 'the dash is indented like none of the lists above',
      fix: 'Indent the line as its neighbours are.',
    },
  ],
  [
    /^Unexpected block-seq-ind on same line with key/,
    { message: 'a list with dashes starts on the line of its key', fix: 'Start the list on a new line.' },
  ],
  [
    /^Unexpected \S*scalar at node end/,
    {
      message: 'here stands a text behind a value that has ended already',
      fix: 'Put the whole value in quotes, or start a new key or entry for the text.',
    },
  ],
  [
    /^Unexpected flow-(?:seq|map)-end token/,
    { message: 'here a bracket is closed that was not opened', fix: 'Remove it, or open it before.' },
  ],
  [/^Unexpected , in/, { message: 'there is a comma without an entry before it', fix: 'Remove the comma.' }],
  [
    /^Invalid escape sequence/,
    {
      message: 'a backslash in double quotes starts an escape that YAML does not know',
      fix: 'Double the backslash, or use single quotes.',
    },
  ],
  [
    /^Comments must be separated/,
    {
      message: 'a # stands directly behind a value',
      fix: 'Put a space before the # of a comment, or the whole value in quotes.',
    },
  ],
  [
    /^A(?:nchor|lias) cannot be an empty string/,
    { message: 'no value without quotes starts with & or *', fix: 'Put the value in quotes.' },
  ],
];

/** Our words for what the YAML library says of a fault; undefined where we have none. */
export function rewordSyntax(said: string): Wording | undefined {
  return WORDINGS.find(([pattern]) => pattern.test(said))?.[1];
}
