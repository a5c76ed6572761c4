import { startServers } from '../servers.js';
import { measureGrowth } from './growth.js';
import { writeFileSync } from 'node:fs';
const say = (t: string) => void console.log(new Date().toISOString().slice(11, 19), t);
const servers = await startServers({ LOG_LEVEL: 'info', ACTS_PER_MINUTE: '0', READS_PER_MINUTE: '0' }, say);
try {
  const r = await measureGrowth(
    servers,
    {
      sizes: (process.argv[2] ?? '2000,5000').split(',').map(Number),
      times: Number(process.argv[3] ?? 50),
      workflows: { open: 100, closed: 50 },
    },
    say,
  );
  writeFileSync('/tmp/growth-result.json', JSON.stringify(r, null, 1));
  if (process.env['WAIT']) {
    console.log(servers.stack.databaseOwnerUrl);
    await new Promise((r) => setTimeout(r, Number(process.env['WAIT']) * 1000));
  }
} finally {
  await servers.stop();
}
