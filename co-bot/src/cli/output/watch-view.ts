import type { CliIo } from '../program/cli-io.ts';
import type { ChangeView } from '../watch/change-view.ts';
import { hasEnded, type Outcome } from '../watch/decide-outcome.ts';
import { listNews, type News } from '../watch/list-news.ts';
import type { Colors } from './choose-colors.ts';
import { countOf } from './format-diagnostics.ts';
import { countStandings, paintStanding } from './format-standing.ts';
import { createLiveBlock } from './live-block.ts';
import type { Printer } from './printer.ts';

interface WatchView {
  show(view: ChangeView, outcome: Outcome): void;
}

/** Says what happens: a line for each step, and on a terminal a block below that moves. NDJSON with `--json`. */
export function createWatchView(io: CliIo, print: Printer): WatchView {
  const block = io.stdout.isTTY === true && !print.isJson ? createLiveBlock(io.stdout) : undefined;
  const started = performance.now();
  let last: ChangeView | undefined;
  return {
    show(view, outcome) {
      block?.clear();
      for (const news of listNews(last, view)) print.event(news, (colors) => formatNews(news, colors));
      last = view;
      if (outcome.kind === 'going')
        block?.draw(formatBlock(view, Math.round((performance.now() - started) / 1000)));
    },
  };
}

function formatNews(news: News, colors: Colors): string {
  switch (news.event) {
    case 'pull':
      return `${colors.bold(news.title)}\n  pull request ${news.url} holds the plan; merging it is the deploy`;
    case 'merged':
      return `merged as ${news.commit.slice(0, 12)}; ${countOf(news.hosts, 'host')} to change`;
    case 'host': {
      const detail = news.detail === undefined || news.detail === '' ? '' : `  ${news.detail}`;
      const what = `${news.site}/${news.host}  ${news.application} ${news.version ?? ''}`.trimEnd();
      return `${what}  ${paintStanding(news.standing, colors)}${detail}`;
    }
  }
}

/** @param seconds since the watch began */
function formatBlock(view: ChangeView, seconds: number): readonly string[] {
  const clock = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  if (view.pull === undefined) return [`${clock}  waiting for CO's answer`];
  if (view.pull.mergeCommit === undefined) return [`${clock}  waiting for the merge of #${view.pull.number}`];
  const ended = view.hosts.filter(hasEnded).length;
  const waiting = view.hosts.filter((host) => !hasEnded(host));
  return [
    `${clock}  ${ended} of ${countOf(view.hosts.length, 'host')}: ${countStandings(view.hosts.map((host) => host.standing))}`,
    ...waiting.map((host) => `       ${host.site}/${host.host}  ${host.application}  ${host.standing}`),
  ];
}
