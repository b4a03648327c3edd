export { describeUnknownKind } from '../../margo/documents/describe-unknown-kind.ts';
export { margoKinds } from '../../margo/documents/detect-document.ts';
export type { MargoDocument } from '../../margo/documents/margo-document.ts';
export { readComposeDocument } from '../../margo/documents/read-compose-document.ts';
export { readMargoDocument } from '../../margo/documents/read-margo-document.ts';
export { findTemplateLines } from '../../margo/find-templates.ts';
