import ts from 'typescript';
import type { Edit, FaultKind } from '../fault.ts';

const COMPARISONS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
]);

const LOGICAL: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
]);

/** Calls in the middle of an expression that can be left out of it. */
const DROPPABLE = new Set(['sort', 'toSorted', 'reverse', 'toReversed', 'trim']);
/** Calls whose first number is a position. */
const CUTTING = new Set(['slice', 'substring', 'subarray']);

export type Mutation = readonly [FaultKind, Edit];

/** Faults in an expression. */
export function mutateExpression(node: ts.Node): readonly Mutation[] {
  if (ts.isBinaryExpression(node)) return mutateOperator(node);
  if (ts.isConditionalExpression(node)) {
    return [
      ['branch', replace(node.whenTrue, node.whenFalse.getText())],
      ['negated', replace(node.condition, `!(${node.condition.getText()})`)],
    ];
  }
  if (ts.isAwaitExpression(node) && isStatementOrInitializer(node)) {
    return [['await', { start: node.getStart(), end: node.expression.getStart(), text: '' }]];
  }
  if (ts.isVariableDeclaration(node)) return mutateLimit(node);
  if (ts.isCallExpression(node)) return [...mutateCall(node), ...dropElements(node.arguments, isPassedOn)];
  if (ts.isArrayLiteralExpression(node)) return dropElements(node.elements, ts.isSpreadElement);
  if (ts.isObjectLiteralExpression(node)) return dropElements(node.properties, ts.isSpreadAssignment);
  if (ts.isParameter(node) && node.initializer !== undefined) {
    const start = (node.type ?? node.name).end;
    return [['element', { start, end: node.initializer.end, text: '' }]];
  }
  return [];
}

function mutateOperator({ operatorToken, right }: ts.BinaryExpression): readonly Mutation[] {
  const comparison = COMPARISONS.get(operatorToken.kind);
  if (comparison !== undefined) return [['comparison', replace(operatorToken, comparison)]];
  const logical = LOGICAL.get(operatorToken.kind);
  if (logical !== undefined) return [['logical', replace(operatorToken, logical)]];
  const isSum = [ts.SyntaxKind.PlusToken, ts.SyntaxKind.MinusToken].includes(operatorToken.kind);
  return isSum && ts.isNumericLiteral(right) && right.text === '1'
    ? [['off-by-one', replace(right, '0')]]
    : [];
}

/** `await` before anything else, as in a condition, is noticed by whatever runs the line. */
function isStatementOrInitializer({ parent }: ts.AwaitExpression): boolean {
  return ts.isExpressionStatement(parent) || ts.isVariableDeclaration(parent);
}

/** `const MAX_LINES = 200`: one more. */
function mutateLimit({ name, initializer }: ts.VariableDeclaration): readonly Mutation[] {
  if (initializer === undefined || !isNumber(initializer)) return [];
  if (!ts.isIdentifier(name) || !/^[A-Z][A-Z0-9_]*$/.test(name.text)) return [];
  return [['off-by-one', replace(initializer, `(${initializer.getText()}) + 1`)]];
}

function isNumber(node: ts.Expression): boolean {
  if (ts.isBinaryExpression(node)) return isNumber(node.left) && isNumber(node.right);
  return ts.isNumericLiteral(node);
}

function mutateCall(node: ts.CallExpression): readonly Mutation[] {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const [first] = node.arguments;
  if (CUTTING.has(expression.name.text) && first !== undefined && ts.isNumericLiteral(first)) {
    return [['off-by-one', replace(first, String(Number(first.text) + 1))]];
  }
  if (!DROPPABLE.has(expression.name.text) || ts.isExpressionStatement(node.parent)) return [];
  return [['call', { start: expression.expression.end, end: node.end, text: '' }]];
}

/** An argument that hands on what the function was given, or options: the last one, where there is one before it. */
function isPassedOn(node: ts.Node, index: number, count: number): boolean {
  if (ts.isSpreadElement(node)) return true;
  if (index === 0 || index !== count - 1) return false;
  return ts.isIdentifier(node) || ts.isObjectLiteralExpression(node);
}

function dropElements<T extends ts.Node>(
  list: ts.NodeArray<T>,
  isDroppable: (node: ts.Node, index: number, count: number) => boolean,
): readonly Mutation[] {
  return list.flatMap((node, index): readonly Mutation[] => {
    if (!isDroppable(node, index, list.length)) return [];
    const [last, following] = [list[index - 1], list[index + 1]];
    if (following !== undefined) {
      return [['element', { start: node.getStart(), end: following.getStart(), text: '' }]];
    }
    return [['element', { start: last?.end ?? node.getStart(), end: node.end, text: '' }]];
  });
}

/** @returns the edit that puts a text in the place of a node */
export function replace(node: ts.Node, text: string): Edit {
  return { start: node.getStart(), end: node.end, text };
}
