import { join } from 'node:path';
import ts from 'typescript';

/** Compiles one source by itself, with the settings of its checkout, to what `tsc -b` writes for it. */
export type Transpile = (file: string, text: string) => string;

/**
 * @param root the checkout
 * @throws Error where its settings cannot be read
 */
export function createTranspile(root: string): Transpile {
  const { config, error } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
  if (error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const compilerOptions: ts.CompilerOptions = {
    ...parsed.options,
    // NodeNext looks for the `"type": "module"` of package.json, which it cannot see here, and would write CommonJS.
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    composite: false,
    declaration: false,
    declarationMap: false,
  };
  return (file, text) => ts.transpileModule(text, { compilerOptions, fileName: file }).outputText;
}

/** Whether a source can be parsed at all. */
export function isWellFormed(file: string, text: string): boolean {
  const { diagnostics = [] } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.Latest, module: ts.ModuleKind.ESNext },
    fileName: file,
    reportDiagnostics: true,
  });
  return diagnostics.length === 0;
}

/** Where `tsc -b` writes what it makes of a source: `x/src/a.ts` becomes `x/dist/src/a.js`. */
export function toCompiled(workspace: string, file: string): string {
  return join(workspace, 'dist', file.slice(workspace.length + 1).replace(/\.ts$/, '.js'));
}
