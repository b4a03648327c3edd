import { invalid, notFound } from '../answers/refusal.ts';
import { repositoryRoute } from '../http/define-route.ts';
import { answerPage } from '../http/paginate.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { assertMayEdit, findComment, findIssue } from '../issues/find-issue.ts';
import { renderReaction } from '../render/render-reactions.ts';
import { makeNodeId } from '../store/make-node-id.ts';
import { type Reaction, reactionContents } from '../store/types.ts';
import { actingUser, noContent } from './answers.ts';
import { optionalChoice } from './read-fields.ts';

/** What one can react to. */
interface Subject {
  reactions: Reaction[];
}

type FindSubject = (request: RepositoryRequest) => Subject;

function list(request: RepositoryRequest, subject: Subject): Promise<Answer> {
  const content = request.query.get('content');
  const found = subject.reactions.filter((reaction) => content === null || reaction.content === content);
  return answerPage(request, found, (reaction) => renderReaction(request.world.base, reaction));
}

/** 201 for a new reaction, 200 when this user gave the same one before. */
function create(request: RepositoryRequest, subject: Subject): Answer {
  const { world, body } = request;
  const user = actingUser(request);
  const content = optionalChoice(body, 'Reaction', 'content', reactionContents);
  if (content === undefined) {
    throw invalid('Reaction', 'content', 'missing_field');
  }
  const known = subject.reactions.find((reaction) => reaction.user === user && reaction.content === content);
  if (known !== undefined) {
    return { status: 200, body: renderReaction(world.base, known) };
  }
  const id = world.store.nextId();
  const reaction: Reaction = { id, nodeId: makeNodeId('REA', id), user, content, createdAt: world.now() };
  subject.reactions = [...subject.reactions, reaction];
  return { status: 201, body: renderReaction(world.base, reaction) };
}

function remove(request: RepositoryRequest, subject: Subject): Answer {
  const id = Number(request.params['reaction_id']);
  const found = subject.reactions.find((reaction) => reaction.id === id);
  if (found === undefined) {
    throw notFound();
  }
  assertMayEdit(request, found.user);
  subject.reactions = subject.reactions.filter((reaction) => reaction !== found);
  return noContent();
}

const issues = { permission: ['issues', 'pull_requests'], role: 'read' } as const;

function routesFor(path: string, find: FindSubject): Route[] {
  return [
    repositoryRoute('GET', `${path}/reactions`, issues, (request) => list(request, find(request))),
    repositoryRoute('POST', `${path}/reactions`, issues, (request) => create(request, find(request))),
    repositoryRoute('DELETE', `${path}/reactions/{reaction_id}`, issues, (request) =>
      remove(request, find(request)),
    ),
  ];
}

/** Reactions to issues, pull requests and their comments. */
export const reactionRoutes: readonly Route[] = [
  ...routesFor('/repos/{owner}/{repo}/issues/{issue_number}', findIssue),
  ...routesFor('/repos/{owner}/{repo}/issues/comments/{comment_id}', findComment),
];
