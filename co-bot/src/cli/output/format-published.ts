import type { PublishResult } from '../publish/publish-package.ts';
import type { Colors } from './choose-colors.ts';

interface PublishedDocument extends PublishResult {
  readonly application: string;
  readonly version: string;
  readonly digest: string;
  readonly registry: string;
}

/** What happened to a package, and what happens next. */
export function formatPublished(document: PublishedDocument, colors: Colors): string {
  const name = colors.bold(`${document.application} ${document.version}`);
  const where = `${document.registry} (${document.path} on ${document.branch})`;
  switch (document.outcome) {
    case 'would-publish':
      return `${name} passes every check and would be published to ${where}. Nothing was pushed.`;
    case 'already-published':
      return `${name} is already published in ${where}, with the same content. ${describeNext(document)}`;
    case 'published':
      return `${colors.green('published')} ${name} to ${where}\n  ${document.digest}\n${describeNext(document)}`;
  }
}

function describeNext(document: PublishedDocument): string {
  const deploy = `co deploy ${document.application}@${document.version} --to SITES`;
  if (document.tagged) return `It is tagged ${document.tag}. Next: ${deploy}`;
  return `CO checks it and tags it ${document.tag}; then: ${deploy}`;
}
