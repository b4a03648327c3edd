import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ColoError, validateInfraTree } from '@colo/schemas';
import { checkoutRoot } from '../../world/places.ts';
import type { Benchmark, Comparison } from '../benchmark.ts';
import { buildFleet, type Fleet } from '../data/fleet.ts';
import { createMemoryReader } from '../data/memory-reader.ts';
import { writeFolder } from '../data/write-folder.ts';
import type { Side } from '../harness/side.ts';
import { createProgramSide } from '../support/node-program.ts';
import { createSchemaCheck } from '../support/schema-check.ts';

const DEFAULT_SITES = 2_000;
const FEWER = 10;
const PARSE_ONLY = fileURLToPath(new URL('../program-parse-only.js', import.meta.url));

/** What checking a whole infra repo costs, in a pull request's check or on the way to a push. */
export const validate: Benchmark = {
  name: 'validate',
  compares: `validateInfraTree and \`co validate\` against yaml's parse and a compiled AJV validator on the same files; memory at N sites and at a tenth of them`,
  fair: "It is not, to colo: the peer is the least that any validator must do. colo also keeps every value's line and column, checks that site, desired state and packages agree, and hashes every package.",
  async open({ folder, sites = DEFAULT_SITES }) {
    const few = Math.max(1, Math.round(sites / FEWER));
    const fleet = await buildFleet(sites);
    const fleetFolder = join(folder, 'all');
    const fewFolder = join(folder, 'few');
    await mkdir(folder, { recursive: true });
    await writeFolder(fleetFolder, fleet.files);
    const fewer = await buildFleet(few);
    await writeFolder(fewFolder, fewer.files);
    const co = (name: string, target: string): Side =>
      createProgramSide({ name, folder, args: [join(checkoutRoot, 'co-bot/bin/co.js'), 'validate', target] });
    const peer = createProgramSide({
      name: 'yaml + AJV',
      folder,
      args: [PARSE_ONLY, fleetFolder],
    });
    const asPrograms: Comparison = {
      title: `as programs, ${sites} sites`,
      ours: co('co validate', fleetFolder),
      peers: [peer],
    };
    const growth: Comparison = {
      title: `growth, ${sites} sites against ${few}`,
      ours: co(`co validate, ${sites} sites`, fleetFolder),
      peers: [co(`co validate, ${few} sites`, fewFolder)],
    };
    return {
      notes: [
        `${sites} sites of 3 hosts: ${fleet.files.size} files. Peak memory is of the whole process. --sites 10000 takes minutes, --runs 1 fewer.`,
      ],
      comparisons: [await compareInProcess(fewer, few), asPrograms, growth],
    };
  },
};

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
