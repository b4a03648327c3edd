import type { Person } from './people.ts';

/** An issue, or the conversation of a pull request. */
export interface Issue {
  readonly number: number;
  readonly nodeId: string;
  readonly title: string;
  readonly body: string;
  readonly author: Person;
  readonly createdAt: Date;
  readonly isOpen: boolean;
  readonly isPull: boolean;
}

export interface Comment {
  readonly id: number;
  readonly nodeId: string;
  readonly issueNumber: number;
  readonly body: string;
  readonly author: Person;
  readonly createdAt: Date;
}

export type Reaction = 'eyes' | 'rocket' | '-1' | 'confused';

/** What a reaction hangs on. */
export type ReactionTarget =
  | { readonly kind: 'issue'; readonly number: number }
  | { readonly kind: 'comment'; readonly id: number };

/** Issues and comments of one repository. */
export interface Issues {
  getIssue(number: number): Promise<Issue | undefined>;
  /** Issues that are open, without pull requests, oldest first. */
  listOpenIssues(): Promise<readonly Issue[]>;
  listComments(number: number): Promise<readonly Comment[]>;
  /** Numbers of issues and pull requests with comments since then. */
  listCommentedSince(since: Date): Promise<readonly number[]>;
  /** True unless it is certain that the body is as it was first written. An error means true. */
  wasEdited(nodeId: string): Promise<boolean>;
  createComment(number: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<void>;
  deleteComment(id: number): Promise<void>;
  closeIssue(number: number, reason: 'completed' | 'not_planned'): Promise<void>;
  /** Decorative: the same reaction twice is one. */
  react(target: ReactionTarget, reaction: Reaction): Promise<void>;
}
