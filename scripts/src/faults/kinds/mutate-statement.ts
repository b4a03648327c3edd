import ts from 'typescript';
import { type Mutation, replace } from './mutate-expression.ts';

/** Faults in a statement. */
export function mutateStatement(node: ts.Node): readonly Mutation[] {
  if (ts.isThrowStatement(node)) return [['swallowed', replace(node, ';')]];
  if (ts.isExpressionStatement(node) && isCall(node.expression)) return [['call', replace(node, ';')]];
  if (!ts.isIfStatement(node)) return [];
  const negated: Mutation = ['negated', replace(node.expression, `!(${node.expression.getText()})`)];
  return isGuard(node) ? [negated, ['check', replace(node.expression, 'false')]] : [negated];
}

function isCall(node: ts.Expression): boolean {
  if (ts.isAwaitExpression(node)) return isCall(node.expression);
  return ts.isCallExpression(node) && node.expression.kind !== ts.SyntaxKind.SuperKeyword;
}

/** `if (…) return …;` and its like: nothing but a way out, or a note of what was found. */
function isGuard({ thenStatement, elseStatement }: ts.IfStatement): boolean {
  if (elseStatement !== undefined) return false;
  const [only, ...others] = ts.isBlock(thenStatement) ? thenStatement.statements : [thenStatement];
  if (only === undefined || others.length > 0) return false;
  return (
    ts.isReturnStatement(only) ||
    ts.isThrowStatement(only) ||
    ts.isContinueStatement(only) ||
    ts.isBreakStatement(only) ||
    /\.push\(/.test(ts.isExpressionStatement(only) ? only.getText() : '')
  );
}
