import { ColoError } from '@colo/schemas/errors';
import type { PreparedComponent } from '../runtimes/runtime.ts';
import { createNonce } from './create-nonce.ts';
import type { NodeSession } from './node-session.ts';
import { writeSettings } from './write-assignments.ts';
import { writeRequest, writeRequestHead, writeRequestPayload } from './write-request.ts';
import { writeContentArchive } from './write-tar.ts';

/** Asks whether the content is there; uploads it when it is not, and asks again. */
export async function stageComponent(
  session: NodeSession,
  prepared: PreparedComponent,
  hostSettings: Readonly<Record<string, string>>,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<void> {
  if (await prepareOnNode()) {
    return;
  }
  await session.run({ verb: 'upload', stdin: writeUpload, timeoutMs, signal });
  if (!(await prepareOnNode())) {
    throw new ColoError('NODE_CONTENT_DAMAGED', 'The files that were just uploaded are damaged on the host.');
  }

  async function prepareOnNode(): Promise<boolean> {
    // Values, secrets among them, come with the start: nothing that is fetched beforehand depends on them.
    const payload = writeRequestPayload(writeSettings({ ...prepared.settings, ...hostSettings }), '');
    const reply = await session.run({
      verb: 'stage',
      stdin: () =>
        writeRequest(
          { type: prepared.type, content: prepared.contentDigest, upload: createNonce() },
          payload,
        ),
      timeoutMs,
      signal,
    });
    return reply.word === 'STAGED';
  }

  async function* writeUpload(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(writeRequestHead({ content: prepared.contentDigest, upload: createNonce() }), 'utf8');
    yield* writeContentArchive(prepared.files);
  }
}
