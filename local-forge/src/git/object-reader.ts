import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { ColoError } from '@colo/schemas/errors';
import { createBatchParser } from './batch-parser.ts';
import { makeGitEnvironment } from './git-environment.ts';
import { createObjectCache, type GitObject } from './object-cache.ts';

export interface ObjectReader {
  /**
   * Reads an object by id or by name (`refs/heads/main`, `refs/heads/main^{commit}`). Names are resolved afresh at
   * every call, by git. The caller has checked the name: no newline reaches git.
   */
  read(name: string): Promise<GitObject | undefined>;
  /** Puts an object that was just written into the cache. */
  remember(object: GitObject): void;
  close(): Promise<void>;
}

const OBJECT_ID = /^[0-9a-f]{40}$/;

/** One long-lived `git cat-file --batch` per repository: a read costs no process. */
export function createObjectReader(gitDir: string): ObjectReader {
  const cache = createObjectCache();
  let child: ChildProcessWithoutNullStreams | undefined;
  let waiting: { resolve(object: GitObject | undefined): void; reject(error: unknown): void }[] = [];

  function start(): ChildProcessWithoutNullStreams {
    const started = spawn('git', ['cat-file', '--batch'], { env: makeGitEnvironment(gitDir) });
    const parse = createBatchParser((object) => {
      if (object !== undefined) {
        cache.put(object);
      }
      waiting.shift()?.resolve(object);
    });
    started.stdout.on('data', parse);
    // What git says here is about one unreadable object; the answer on stdout says it too.
    started.stderr.resume();
    started.on('error', fail);
    started.stdin.on('error', fail);
    started.on('close', () => fail(new ColoError('FORGE_GIT_FAILED', 'git cat-file ended')));
    return started;
  }

  function fail(error: unknown): void {
    const failed = waiting;
    waiting = [];
    child = undefined;
    for (const request of failed) {
      request.reject(error);
    }
  }

  return {
    read(name) {
      const cached = OBJECT_ID.test(name) ? cache.get(name) : undefined;
      if (cached !== undefined) {
        return Promise.resolve(cached);
      }
      if (/[\s\0]/.test(name)) {
        return Promise.resolve(undefined);
      }
      child ??= start();
      const { stdin } = child;
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        stdin.write(`${name}\n`);
      });
    },
    remember(object) {
      cache.put(object);
    },
    async close() {
      const running = child;
      if (running === undefined) {
        return;
      }
      await new Promise<void>((resolve) => {
        running.once('close', () => resolve());
        running.stdin.end();
      });
    },
  };
}
