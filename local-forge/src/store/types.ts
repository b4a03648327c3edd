import type { GitRepository } from '../git/open-repository.ts';
import type { Lock } from './create-lock.ts';

export type UserType = 'User' | 'Organization' | 'Bot';
export type Role = 'admin' | 'write' | 'read' | 'none';
export type Level = 'read' | 'write' | 'admin';
/** Permission names of GitHub Apps (`contents`, `issues`, …) and their level. */
export type Permissions = Readonly<Record<string, Level>>;

export interface User {
  readonly id: number;
  readonly nodeId: string;
  readonly login: string;
  readonly type: UserType;
  readonly createdAt: Date;
}

export interface App {
  readonly id: number;
  readonly nodeId: string;
  readonly slug: string;
  readonly owner: User;
  readonly bot: User;
  readonly privateKey: string;
  readonly publicKey: string;
  readonly webhookSecret: string;
  webhookUrl: string | undefined;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly createdAt: Date;
}

export interface Installation {
  readonly id: number;
  readonly nodeId: string;
  readonly app: App;
  readonly account: User;
  /** Repository ids, or every repository of the account. */
  repositoryIds: Set<number> | 'all';
  readonly createdAt: Date;
}

/** What a token stands for. No `permissions`: all that its user may do. */
export interface Grant {
  readonly token: string;
  readonly user: User;
  readonly installation: Installation | undefined;
  readonly permissions: Permissions | undefined;
  readonly repositoryIds: ReadonlySet<number> | undefined;
  readonly expiresAt: Date | undefined;
}

export const reactionContents = [
  '+1',
  '-1',
  'laugh',
  'confused',
  'heart',
  'hooray',
  'rocket',
  'eyes',
] as const;
export type ReactionContent = (typeof reactionContents)[number];

export interface Reaction {
  readonly id: number;
  readonly nodeId: string;
  readonly user: User;
  readonly content: ReactionContent;
  readonly createdAt: Date;
}

export interface Label {
  readonly id: number;
  readonly nodeId: string;
  readonly name: string;
  readonly color: string;
  readonly description: string;
}

export interface PullPart {
  /** Where the head branch is; another repository for a pull request from a fork. */
  readonly headRepository: Repository;
  readonly headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  draft: boolean;
  mergedAt: Date | undefined;
  mergedBy: User | undefined;
  mergeCommitSha: string | undefined;
}

export type StateReason = 'completed' | 'not_planned' | 'reopened' | 'duplicate';

/** An issue; a pull request is an issue with a `pull` part. */
export interface Issue {
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly user: User;
  readonly app: App | undefined;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: StateReason | null;
  labels: Label[];
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | undefined;
  closedBy: User | undefined;
  lastEditedAt: Date | undefined;
  reactions: Reaction[];
  readonly pull: PullPart | undefined;
}

export interface IssueComment {
  readonly id: number;
  readonly nodeId: string;
  readonly issue: Issue;
  readonly user: User;
  readonly app: App | undefined;
  body: string;
  readonly createdAt: Date;
  updatedAt: Date;
  lastEditedAt: Date | undefined;
  reactions: Reaction[];
}

export interface ReviewComment {
  readonly id: number;
  readonly nodeId: string;
  readonly issue: Issue;
  readonly user: User;
  readonly path: string;
  /** As it was given; undefined for a comment on a whole file. */
  readonly line: number | undefined;
  readonly side: 'LEFT' | 'RIGHT';
  readonly commitId: string;
  body: string;
  readonly inReplyTo: number | undefined;
  readonly createdAt: Date;
  updatedAt: Date;
}

export type StatusState = 'error' | 'failure' | 'pending' | 'success';

export interface CommitStatus {
  readonly id: number;
  readonly nodeId: string;
  readonly sha: string;
  readonly state: StatusState;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: User;
  readonly createdAt: Date;
}

export interface Protection {
  readonly requiredStatusChecks: readonly string[];
}

export interface Repository {
  readonly id: number;
  readonly nodeId: string;
  readonly owner: User;
  readonly name: string;
  readonly fullName: string;
  private: boolean;
  description: string | null;
  defaultBranch: string;
  readonly git: GitRepository;
  /** Serialises everything that moves a ref. */
  readonly lock: Lock;
  readonly collaborators: Map<number, Role>;
  readonly issues: Map<number, Issue>;
  readonly comments: Map<number, IssueComment>;
  readonly reviewComments: Map<number, ReviewComment>;
  readonly labels: Map<string, Label>;
  readonly statuses: Map<string, CommitStatus[]>;
  readonly protections: Map<string, Protection>;
  nextNumber: number;
  readonly createdAt: Date;
  updatedAt: Date;
  pushedAt: Date;
}
