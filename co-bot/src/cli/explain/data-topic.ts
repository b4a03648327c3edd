import type { Topic } from './topic.ts';

/** What docs/lo.md says under "What is kept", in short. */
export const dataTopic: Topic = {
  summary:
    'What an application writes is kept over updates, failed updates, healing, boots, returns to an older version, and removals.',
  sections: [
    {
      title: 'Of a compose file',
      rows: [
        ['./data:/data', 'what is written there'],
        ['./app.conf:/etc/app.conf', 'the file, once it is edited'],
        ['the same with :ro', 'nothing: it is always as in the package'],
        ['data:/data', 'the volume'],
        ['/data', 'a volume that LO gives a name to; so too what an image declares as VOLUME'],
        ['/srv/data:/data', "nothing: it is the host's own, and never deleted"],
        ['tmpfs, and all other paths', 'nothing: they go with the container'],
      ],
    },
    {
      title: 'Of a process',
      rows: [
        ['COLO_DATA_DIR', 'all that is in this folder'],
        ['its own folder', 'what it writes, and the shipped files that it edits'],
        [
          'programs',
          'nothing: files of mode 0755, and those that a command names, are always as in the package',
        ],
      ],
    },
    {
      title: 'Shipped files where an application may write',
      rows: [
        ['as it was shipped', "replaced by the new version's, or removed where it has none"],
        ['edited', 'stays; where the new version changed it, its file lies beside it as NAME.colo-new'],
        ['removed', 'restored'],
        ['edited, where a folder comes', 'moved to NAME.colo-old'],
      ],
    },
    {
      title: 'Where',
      rows: [
        ['folders and files', 'on the host, below workdir/data/<owner>/<application>/<component>/'],
        ['volumes', "in the host's container engine"],
      ],
    },
    {
      title: 'When it is deleted',
      rows: [
        ['co remove APP --from SITES', 'never: it is there when the application comes back'],
        ['the same with --purge', 'once each host has removed what runs; for good'],
      ],
    },
  ],
  more: 'docs/lo.md, What is kept',
};
