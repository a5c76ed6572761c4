
import { loadAllRulebooks } from '../rulebooks/load.js';
import { wantedOf } from './ledger/act-wanted.js';
import { walk } from './ledger/act-walk.js';
const at = '2026-11-23T01:00:00.000Z';
for (const { rulebook } of loadAllRulebooks()) for (const kind of Object.keys(rulebook.kinds)) {
  if (process.argv[2] && !`${rulebook.name} ${kind}`.includes(process.argv[2])) continue;
  const { statuses, acts: byPeople, clocks } = wantedOf({ kind, rulebook });
  const t = Date.now();
  const walked = walk({ kind, rulebook, at }, 20000, { statuses, acts: byPeople, clocks });
  console.log(rulebook.name, kind, (Date.now() - t) + 'ms', 'statuses:', statuses.filter((one) => !walked.places.has(one)).join(), '| acts:', byPeople.filter((one) => !walked.taken.has(one)).join(), '| clocks:', clocks.filter((one) => !walked.clocks.has(one)).map((one) => one + (walked.passed.has(one) ? '(passed)' : '')).join());
  console.log('   by ways', walk({ kind, rulebook, at }, 0, { statuses, acts: byPeople, clocks }).clocks.size, 'lacking', [...(({ places, taken, clocks: c, passed }) => [...statuses.filter((o) => !places.has(o)), ...byPeople.filter((o) => !taken.has(o)), ...clocks.filter((o) => !c.has(o) && !passed.has(o))])(walk({ kind, rulebook, at }, 0, { statuses, acts: byPeople, clocks }))].join());
  for (const [id, w] of [...walked.clocks, ...walked.passed]) if (w.noise > 20) console.log('   noise', id, Math.round(w.noise), w.from.path.length, w.from.state.clocks.filter((c) => !c.metAt && !c.stoppedAt).map((c) => c.rule).join());
}
