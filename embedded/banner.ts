/** What `npm start` has to say when everything runs. */
export interface Started {
  apiUrl: string;
  /** '' where Temporal is somebody else's. */
  temporalUiUrl: string;
  dataDir: string;
  logs: string;
  /** Whether the demo people can sign in. */
  demo: boolean;
  /** The first administrator of a real desk and their one-time password, until they have chosen one of their own. */
  first: { id: string; password: string } | undefined;
}

/** The lines that `npm start` ends with: the one address to open, alone on its line, then what else there is. */
export function startBanner({ apiUrl, temporalUiUrl, dataDir, logs, demo, first }: Started): string {
  const rows: [string, string][] = [
    ...(first
      ? [['Sign in', `as ${first.id} with the one-time password ${first.password} within 72 hours`] as [string, string]]
      : demo
        ? [
            ['Sign in', 'as one of the demo people, by a click (npm run token: tokens for programs)'] as [
              string,
              string,
            ],
          ]
        : []),
    ['API', `${apiUrl}/docs`],
    ...(temporalUiUrl === '' ? [] : [['Temporal UI', temporalUiUrl] as [string, string]]),
    ['Data', dataDir],
    ['Logs', logs],
  ];
  return [
    '',
    `Open ${apiUrl}`,
    '',
    ...rows.map(([title, value]) => `  ${title.padEnd(12)} ${value}`),
    '',
    'Stop with Ctrl-C.',
    '',
  ].join('\n');
}
