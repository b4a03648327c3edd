import type { Diagnostic } from '../documents/diagnostic.ts';
import type { PathStep } from '../documents/json-pointer.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import type { MargoDialect } from './app-package.ts';
import { toDiagnostic } from './fault.ts';
import { isRecord } from './is-record.ts';

/** A document with its id elsewhere, and the dialects that have it there. */
interface Moved {
  readonly value: unknown;
  readonly from: readonly PathStep[];
  readonly dialects: readonly MargoDialect[];
  readonly message: string;
  readonly fix: string;
}

/**
 * The fault of a package that is sound in another dialect, but for the place of its id.
 *
 * @param isSound tells whether a document with its id moved is one of a dialect
 */
export function findMisplacedId(
  parsed: ParsedYaml,
  isSound: (moved: ParsedYaml, dialect: MargoDialect) => boolean,
): Diagnostic | undefined {
  const moved = moveId(parsed.value);
  if (moved === undefined) return undefined;
  const { value, dialects, from, message, fix } = moved;
  if (!dialects.some((dialect) => isSound({ ...parsed, value }, dialect))) return undefined;
  return toDiagnostic({ code: 'MARGO_DIALECT_UNKNOWN', path: from, message, fix, atKey: true }, parsed);
}

function moveId(value: unknown): Moved | undefined {
  if (!isRecord(value) || !isRecord(value['metadata'])) return undefined;
  const { id: topId, metadata: _, ...rest } = value;
  const { id: ownId, ...metadata } = value['metadata'];
  if (ownId !== undefined && topId === undefined) {
    return {
      value: { ...rest, id: ownId, metadata },
      from: ['metadata', 'id'],
      dialects: ['rc2', 'rc3'],
      message: 'all but metadata.id is as a release candidate writes it, which has the id at the top',
      fix: 'Move id out of metadata, to the top.',
    };
  }
  if (topId === undefined || ownId !== undefined) return undefined;
  return {
    value: { ...rest, metadata: { id: topId, ...metadata } },
    from: ['id'],
    dialects: ['pr1'],
    message: 'all but the id at the top is as preview release 1 writes it, which has metadata.id',
    fix: 'Move id into metadata.',
  };
}
