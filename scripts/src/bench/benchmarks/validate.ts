import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ColoError } from '@colo/schemas/errors';
import { validateInfraTree } from '@colo/schemas/validate/infra';
import { checkoutRoot } from '../../world/places.ts';
import type { Benchmark, Comparison } from '../benchmark.ts';
import { buildFleet, type Fleet } from '../data/fleet.ts';
import { createMemoryReader } from '../data/memory-reader.ts';
import { writeFolder } from '../data/write-folder.ts';
import type { Side } from '../harness/side.ts';
import { createProgramSide } from '../support/node-program.ts';
import { createSchemaCheck } from '../support/schema-check.ts';

const DEFAULT_SITES = 10_000;
const FEWER = 10;
/** A round of 10,000 sites takes minutes on a small machine. */
const MOST_RUNS = 2;
const PARSE_ONLY = fileURLToPath(new URL('../program-parse-only.js', import.meta.url));

/** What checking a whole infra repo costs, in a pull request's check or on the way to a push. */
export const validate: Benchmark = {
  name: 'validate',
  compares: `\`co validate\` and validateInfraTree against yaml's parse and a compiled AJV validator on the same files; memory at N sites and at a tenth of them`,
  fair: "It is not, to colo: the peer is the least that any validator must do. colo also keeps every value's line and column, checks that site, desired state and packages agree, and hashes every package. The peer has one thread; `co validate` takes as many as the machine has processors, so compare the processor time as well.",
  async open({ folder, sites = DEFAULT_SITES }) {
    const few = Math.max(1, Math.round(sites / FEWER));
    const [allFolder, fewFolder] = [join(folder, 'all'), join(folder, 'few')];
    await mkdir(folder, { recursive: true });
    const files = await writeFleet(sites, allFolder);
    await writeFleet(few, fewFolder);
    const co = (name: string, target: string): Side =>
      createProgramSide({ name, folder, args: [join(checkoutRoot, 'co-bot/bin/co.js'), 'validate', target] });
    const asPrograms: Comparison = {
      title: `as programs from start to end, ${sites} sites, and ${few} for the growth`,
      isCold: true,
      mostRuns: MOST_RUNS,
      ours: co('co validate', allFolder),
      peers: [
        createProgramSide({ name: 'yaml + AJV', folder, args: [PARSE_ONLY, allFolder] }),
        co(`co validate, ${few} sites`, fewFolder),
      ],
    };
    return {
      notes: [
        `${sites} sites of 3 hosts: ${files} files. Peak memory is of the whole process. The programs run at most ${MOST_RUNS} times.`,
      ],
      comparisons: [asPrograms, await compareInProcess(await buildFleet(few), few)],
    };
  },
};

/** Writes a fleet and forgets it; returns the number of files. */
async function writeFleet(sites: number, folder: string): Promise<number> {
  const { files } = await buildFleet(sites);
  await writeFolder(folder, files);
  return files.size;
}

async function compareInProcess({ files }: Fleet, sites: number): Promise<Comparison> {
  const check = await createSchemaCheck();
  const reader = createMemoryReader(files);
  const documents = [...files].filter(([path]) => check.accepts(path));
  return {
    title: `in one process, files in memory, ${sites} sites`,
    ours: {
      name: 'validateInfraTree',
      operations: sites,
      async run() {
        const [first] = await validateInfraTree(reader);
        if (first !== undefined) throw new ColoError('INTERNAL', `The fleet is faulty: ${first.message}`);
      },
    },
    peers: [
      {
        name: 'yaml + AJV',
        operations: sites,
        run: async () => {
          for (const [path, { bytes }] of documents) check.run(path, bytes);
        },
      },
    ],
  };
}
