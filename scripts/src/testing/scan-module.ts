import ts from 'typescript';

/** What a module says of other files. */
export interface ScannedModule {
  readonly imports: readonly { readonly specifier: string; readonly typesOnly: boolean }[];
  readonly names: readonly ScannedName[];
}

/** A text in a module that may be a path. */
export interface ScannedName {
  readonly text: string;
  /** A part of a template that follows, or is followed by, an expression. */
  readonly after: boolean;
  readonly before: boolean;
}

const { SyntaxKind } = ts;

/** After these a slash divides; after anything else it opens a regular expression. */
const ENDS_OPERAND: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateTail,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.ThisKeyword,
]);

/** Longer lists of texts are tables, not the parts of a path. */
const MAX_PARTS = 8;

/**
 * Reads the imports and the texts of a module from its tokens alone: parsing it takes three times as long. Comments do not count,
 * but for a first line that says what the module is generated from.
 */
export function scanModule(text: string): ScannedModule {
  const imports: { specifier: string; typesOnly: boolean }[] = [];
  const names: ScannedName[] = readOrigins(text);
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  /** For each open template: how many braces are open in its expression. */
  const templates: number[] = [];
  let typesOnly = false;
  let [before, last]: ts.SyntaxKind[] = [SyntaxKind.Unknown, SyntaxKind.Unknown];
  /** Texts with nothing but commas between them: the parts of a path, maybe. */
  let parts: string[] = [];

  function next(): ts.SyntaxKind {
    const kind = scanner.scan();
    const depth = templates.length - 1;
    if (kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken) {
      return ENDS_OPERAND.has(last ?? kind) ? kind : scanner.reScanSlashToken();
    }
    if (kind === SyntaxKind.OpenBraceToken && depth >= 0) templates[depth] = (templates[depth] ?? 0) + 1;
    if (kind !== SyntaxKind.CloseBraceToken || depth < 0) return kind;
    if (templates[depth] === 0) return scanner.reScanTemplateToken(false);
    templates[depth] = (templates[depth] ?? 0) - 1;
    return kind;
  }

  function endParts(): void {
    if (parts.length > 1 && parts.length <= MAX_PARTS) {
      names.push({ text: parts.join('/'), after: false, before: false });
    }
    parts = [];
  }

  function takeText(value: string): void {
    if (last === SyntaxKind.FromKeyword) imports.push({ specifier: value, typesOnly });
    else if (last === SyntaxKind.ImportKeyword) imports.push({ specifier: value, typesOnly: false });
    else if (last === SyntaxKind.OpenParenToken && before === SyntaxKind.ImportKeyword) {
      imports.push({ specifier: value, typesOnly: false });
    } else {
      if (last !== SyntaxKind.CommaToken || before !== SyntaxKind.StringLiteral) endParts();
      parts.push(value);
      names.push({ text: value, after: false, before: false });
    }
  }

  for (let kind = next(); kind !== SyntaxKind.EndOfFileToken; kind = next()) {
    if (kind === SyntaxKind.ImportKeyword || kind === SyntaxKind.ExportKeyword) typesOnly = false;
    else if (kind === SyntaxKind.TypeKeyword) {
      typesOnly = last === SyntaxKind.ImportKeyword || last === SyntaxKind.ExportKeyword;
    } else if (kind === SyntaxKind.StringLiteral || kind === SyntaxKind.NoSubstitutionTemplateLiteral) {
      takeText(scanner.getTokenValue());
    } else if (kind === SyntaxKind.TemplateHead) {
      templates.push(0);
      names.push({ text: scanner.getTokenValue(), after: false, before: true });
    } else if (kind === SyntaxKind.TemplateMiddle) {
      names.push({ text: scanner.getTokenValue(), after: true, before: true });
    } else if (kind === SyntaxKind.TemplateTail) {
      templates.pop();
      names.push({ text: scanner.getTokenValue(), after: true, before: false });
    }
    [before, last] = [last, kind];
  }
  endParts();
  return { imports, names };
}

/** `// Generated from FOLDER by PROGRAM.` at the top of a generated module. */
function readOrigins(text: string): ScannedName[] {
  const line = text.slice(0, 500).split('\n', 1)[0] ?? '';
  if (!/^\/\/ Generated (?:from|by) /.test(line)) return [];
  const paths = line.match(/[\w@-][\w.@-]*(?:\/[\w@-][\w.@-]*)+/g) ?? [];
  return paths.map((path) => ({ text: path.replace(/\.$/, ''), after: false, before: false }));
}
