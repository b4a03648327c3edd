export { computeOwner } from '../node/compute-owner.ts';
export { createNodeClient } from '../node/create-node-client.ts';
export type { NodeClient } from '../node/node-client.ts';
export { parseObservation } from '../node/parse-observation.ts';
export { readReply } from '../node/read-reply.ts';
export { writeContentArchive } from '../node/write-tar.ts';
