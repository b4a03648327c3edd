export { compareDocuments, joinFindings } from '../../margo/documents/compare-documents.ts';
