import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { ColoError } from '@colo/schemas/errors';
import { createAnswerParser, type ObjectAnswer } from './batch-answers.ts';
import { gitEnvironment } from './run-git.ts';

/** A running `git cat-file --batch-command`. */
export interface CatFile {
  /** False once it was told to end, or ended by itself: ask another one. */
  isOpen(): boolean;
  /** Asks about an object; answers come in order. @param hasContent whether its bytes are wanted */
  ask(id: string, hasContent: boolean): Promise<ObjectAnswer>;
  /** Lets it answer what it was asked, and resolves when it has ended. */
  end(): Promise<void>;
}

interface Waiting {
  readonly hasContent: boolean;
  resolve(answer: ObjectAnswer): void;
  reject(error: unknown): void;
}

/** Starts it for the objects of a bare repository. It keeps a program alive only while somebody waits for an answer. */
export function startCatFile(folder: string): CatFile {
  const child = spawn('git', ['cat-file', '--batch-command', '--buffer'], {
    cwd: folder,
    env: { ...gitEnvironment(), GIT_DIR: '.' },
  });
  const parser = createAnswerParser();
  const waiting: Waiting[] = [];
  let unsent: string[] = [];
  let isOpen = true;

  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      giveUp('git cat-file ended before it answered');
      resolve();
    });
  });
  child.on('error', (error) => giveUp('git cat-file did not run', error));
  child.stdin.on('error', (error) => giveUp('git cat-file closed its input', error));
  child.stderr.resume();
  child.stdout.on('data', (chunk: Buffer) => {
    parser.add(chunk);
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const answer = parser.take(first.hasContent);
      if (answer === undefined) return;
      waiting.shift();
      first.resolve(answer);
    }
    setReferenced(child, false);
  });
  setReferenced(child, false);

  function giveUp(message: string, cause?: unknown): void {
    isOpen = false;
    for (const each of waiting.splice(0)) {
      each.reject(new ColoError('CO_GIT_FAILED', message, cause === undefined ? {} : { cause }));
    }
  }

  function send(): void {
    child.stdin.write(`${unsent.join('')}flush\n`);
    unsent = [];
  }

  return {
    isOpen: () => isOpen,
    ask(id, hasContent) {
      if (waiting.length === 0) setReferenced(child, true);
      // All questions of one turn go in one write, and git answers them in one.
      if (unsent.length === 0) queueMicrotask(send);
      unsent.push(`${hasContent ? 'contents' : 'info'} ${id}\n`);
      return new Promise((resolve, reject) => {
        waiting.push({ hasContent, resolve, reject });
      });
    },
    end() {
      isOpen = false;
      setReferenced(child, true);
      // After what was asked in this very turn.
      queueMicrotask(() => child.stdin.end());
      return ended;
    },
  };
}

function setReferenced(child: ChildProcessWithoutNullStreams, isReferenced: boolean): void {
  for (const part of [child, child.stdin, child.stdout, child.stderr]) {
    if (part !== child && !(part instanceof Socket)) continue;
    if (isReferenced) part.ref();
    else part.unref();
  }
}
