// Writes docs/cli.md from the table of commands. Needs a build (`npx tsc -b co-bot`); a test fails where the page is stale.
import { writeFile } from 'node:fs/promises';
import { commandTable } from '../co-bot/dist/src/cli/commands/command-table.js';
import { formatCliPage } from '../co-bot/dist/src/cli/docs/format-cli-page.js';

await writeFile(new URL('../docs/cli.md', import.meta.url), formatCliPage(commandTable));
