import { Refusal } from '../answers/refusal.ts';
import type { Actor } from '../auth/actor.ts';
import { canSee } from '../auth/roles.ts';
import type { Answer } from '../http/types.ts';
import { isRecord } from '../rest/read-fields.ts';
import type { Issue, IssueComment } from '../store/types.ts';
import type { World } from '../world.ts';
import { type Field, parseQuery, QuerySyntaxError, type Selection, type Value } from './parse-query.ts';
import { nameNode, readNodeField } from './read-node-field.ts';

interface GraphqlError {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly message: string;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * Answers `node(id:)` and `nodes(ids:)` for issues, pull requests and their comments: when each was last edited, which
 * REST does not tell. Any other field gets GitHub's error.
 */
export function answerGraphql(world: World, actor: Actor, body: Readonly<Record<string, unknown>>): Answer {
  if (actor.kind !== 'token') {
    throw new Refusal(401, 'This endpoint requires you to be authenticated.');
  }
  const query = body['query'];
  if (typeof query !== 'string') {
    return {
      status: 200,
      body: { errors: [{ message: 'A query attribute must be specified and must be a string.' }] },
    };
  }
  const variables = isRecord(body['variables']) ? body['variables'] : {};
  const errors: GraphqlError[] = [];
  try {
    const data: Record<string, unknown> = {};
    for (const field of parseQuery(query)) {
      answerRoot({ world, actor, variables, errors }, field, data);
    }
    const fatal = errors.some((error) => error.extensions !== undefined);
    return { status: 200, body: fatal ? { errors } : { data, ...(errors.length === 0 ? {} : { errors }) } };
  } catch (error) {
    if (error instanceof QuerySyntaxError) {
      return { status: 200, body: { errors: [{ message: `Parse error: ${error.message}` }] } };
    }
    throw error;
  }
}

interface Run {
  readonly world: World;
  readonly actor: Actor;
  readonly variables: Variables;
  readonly errors: GraphqlError[];
}

function answerRoot(run: Run, field: Selection, data: Record<string, unknown>): void {
  if (field.kind === 'field' && field.name === 'node') {
    const id = resolveValue(field.args['id'], run.variables);
    data[field.alias] = answerNode(run, field, id, [field.alias]);
  } else if (field.kind === 'field' && field.name === 'nodes') {
    const ids = resolveValue(field.args['ids'], run.variables);
    const list: unknown[] = Array.isArray(ids) ? ids : [];
    data[field.alias] = list.map((id, index) => answerNode(run, field, id, [field.alias, index]));
  } else {
    run.errors.push(undefinedField('Query', field.kind === 'field' ? field.name : field.on));
  }
}

function resolveValue(value: Value | undefined, variables: Variables): unknown {
  switch (value?.kind) {
    case 'variable':
      return variables[value.name];
    case 'text':
      return value.text;
    case 'list':
      return value.items.map((item) => resolveValue(item, variables));
    default:
      return undefined;
  }
}

function answerNode(run: Run, field: Field, id: unknown, path: readonly (string | number)[]): unknown {
  const node = typeof id === 'string' ? findVisible(run, id) : undefined;
  if (node === undefined) {
    const message = `Could not resolve to a node with the global id of '${String(id)}'`;
    run.errors.push({ type: 'NOT_FOUND', path, message });
    return null;
  }
  const result: Record<string, unknown> = {};
  select(run, node, field.selection, result);
  return result;
}

function findVisible({ world, actor }: Run, id: string): Issue | IssueComment | undefined {
  const node = world.store.nodes.get(id);
  for (const repository of world.store.repositories.values()) {
    const issue = node !== undefined && 'issue' in node ? node.issue : node;
    if (issue !== undefined && repository.issues.get(issue.number) === issue) {
      return canSee(actor, repository) ? node : undefined;
    }
  }
  return undefined;
}

function select(
  run: Run,
  node: Issue | IssueComment,
  selection: readonly Selection[],
  result: Record<string, unknown>,
): void {
  const type = nameNode(node);
  for (const part of selection) {
    if (part.kind === 'fragment') {
      if (part.on === type || part.on === 'Node' || part.on === 'Comment') {
        select(run, node, part.selection, result);
      }
      continue;
    }
    const value = readNodeField(node, part.name);
    if (value === undefined) {
      run.errors.push(undefinedField(type, part.name));
    } else {
      result[part.alias] = value;
    }
  }
}

function undefinedField(typeName: string, fieldName: string): GraphqlError {
  return {
    path: ['query', fieldName],
    extensions: { code: 'undefinedField', typeName, fieldName },
    message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
  };
}
