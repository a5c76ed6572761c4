// `npm run doctor [-- --json]`: is everything there that the desk needs, and what is to be done? Exit status 1 where
// something does not work.
import { parseArgs } from 'node:util';
import { runCommand, tell } from './command.js';
import { examineDesk } from './doctor.js';
import { findingsText } from './finding.js';

const { values: asked } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

await runCommand(async () => {
  const findings = await examineDesk();
  const works = findings.every(({ state }) => state !== 'fail');
  tell(asked.json ? JSON.stringify({ works, findings }, null, 2) : findingsText(findings));
  process.exitCode = works ? 0 : 1;
});
