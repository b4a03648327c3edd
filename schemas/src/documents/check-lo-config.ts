import type { LoConfig } from '../generated/lo-config.ts';
import type { Diagnostic } from './diagnostic.ts';
import { makeDiagnostic } from './make-diagnostic.ts';
import type { ParsedYaml } from './yaml/parsed-yaml.ts';

/** Rules of LO's configuration beyond its schema. */
export function checkLoConfig(config: LoConfig, parsed: ParsedYaml): readonly Diagnostic[] {
  const { initialSeconds, maxSeconds } = config.retry ?? {};
  const found: Diagnostic[] = [];
  if (initialSeconds !== undefined && maxSeconds !== undefined && initialSeconds > maxSeconds) {
    const message = `retry.initialSeconds (${initialSeconds}) must be at most retry.maxSeconds (${maxSeconds})`;
    found.push(makeDiagnostic('DOCUMENT_INVALID', message, parsed.locate(['retry', 'initialSeconds'])));
  }
  if (config.wake?.port !== undefined && config.wake.secret === undefined) {
    const fix = 'Add wake.secret: wake-ups over the network are signed.';
    const message = 'wake.port needs wake.secret';
    found.push(makeDiagnostic('DOCUMENT_MISSING_KEY', message, parsed.locateKey(['wake', 'port']), { fix }));
  }
  if (config.secretIdentity === undefined) {
    for (const [name, { from }] of Object.entries(config.secrets ?? {})) {
      if (!('age' in from)) continue;
      const fix = "Add secretIdentity: { file: … }, the age identity that opens this site's secrets.";
      const message = `secrets.${name}.from.age needs secretIdentity`;
      const spot = parsed.locateKey(['secrets', name, 'from', 'age']);
      found.push(makeDiagnostic('DOCUMENT_MISSING_KEY', message, spot, { fix }));
    }
  }
  return found;
}
