import { createHash } from 'node:crypto';
import ts from 'typescript';
import type { Edit, Fault } from './fault.ts';
import { type Mutation, mutateExpression } from './kinds/mutate-expression.ts';
import { mutateStatement } from './kinds/mutate-statement.ts';

/** Values of these are texts for people. */
const WORDS = new Set(['message', 'fix', 'summary', 'help', 'description', 'explanation', 'hint', 'note']);
/** How many lines around an edit say where it is. */
const CONTEXT_LINES = 2;

/** Every fault that can be planted in a source file, in the order of the text. */
export function findFaults(workspace: string, file: string, text: string): readonly Fault[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutations: Mutation[] = [];
  function visit(node: ts.Node): void {
    if (ts.isTypeNode(node) || isForPeople(node)) return;
    mutations.push(...mutateStatement(node), ...mutateExpression(node));
    ts.forEachChild(node, visit);
  }
  visit(source);
  const lines = listLines(text, source);
  const seen = new Map<string, number>();
  return mutations.map(([kind, edit]) => {
    const context = readContext(lines, edit);
    const key = [file, kind, text.slice(edit.start, edit.end), edit.text, ...context].join('\0');
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    const id = createHash('sha256').update(`${key}\0${count}`).digest('hex').slice(0, 10);
    const line = source.getLineAndCharacterOfPosition(edit.start).line + 1;
    return { id, kind, workspace, file, line, edit, ...showChange(text, edit) };
  });
}

/** What only makes a text: what an error says, a template, a value that is help. */
function isForPeople(node: ts.Node): boolean {
  if (ts.isTemplateExpression(node)) return true;
  if (ts.isNewExpression(node)) return node.expression.getText().endsWith('Error');
  return ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && WORDS.has(node.name.text);
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The lines of code: not empty, no comment, no import. */
function listLines(text: string, source: ts.SourceFile): readonly Line[] {
  const imports = source.statements.filter((node) => ts.isImportDeclaration(node));
  const starts = source.getLineStarts();
  return starts
    .map((start, index) => ({ start, end: starts[index + 1] ?? text.length }))
    .map(({ start, end }) => ({ start, end, text: text.slice(start, end).trim() }))
    .filter((line) => !/^(?:$|\/\/|\/?\*)/.test(line.text))
    .filter((line) => !imports.some((node) => node.getStart() < line.end && line.start < node.end));
}

function readContext(lines: readonly Line[], { start, end }: Edit): readonly string[] {
  const touched = lines.flatMap((line, index) =>
    line.start < Math.max(end, start + 1) && start < line.end ? [index] : [],
  );
  const first = touched[0] ?? 0;
  const last = touched.at(-1) ?? first;
  return lines.slice(Math.max(0, first - CONTEXT_LINES), last + 1 + CONTEXT_LINES).map((line) => line.text);
}

function showChange(text: string, edit: Edit): { readonly before: string; readonly after: string } {
  const start = text.lastIndexOf('\n', edit.start - 1) + 1;
  const lineEnd = text.indexOf('\n', edit.end);
  const end = lineEnd === -1 ? text.length : lineEnd;
  const changed = applyEdit(text, edit);
  return {
    before: text.slice(start, end),
    after: changed.slice(start, changed.length - (text.length - end)),
  };
}

/** The text with the fault in it. */
export function applyEdit(text: string, { start, end, text: by }: Edit): string {
  return `${text.slice(0, start)}${by}${text.slice(end)}`;
}
