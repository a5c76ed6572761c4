import { rowOf } from '../domain/kinds/kinds.js';
import type { WrittenRulebook } from './load.js';
import { milestonesOf } from './milestones.js';
import type { ReportFault } from './yaml-source.js';

/** Each clause must have something that carries it, which must be there; or say that it is not yet carried. */
export function validateClauses(rulebook: WrittenRulebook, report: ReportFault): void {
  const { clauses, roles, kinds: kindsHere } = rulebook;
  const clocks = Object.values(kindsHere).flatMap((rules) => rules.clocks);
  for (const [id, clause] of Object.entries(clauses)) {
    const path = ['clauses', id];
    const clock = clocks.find((item) => item.clause === id);
    if (clause.notYet && clock)
      report(
        [...path, 'notYet'],
        `条款 ${id} 标为未实现，但时限“${clock.id}”已引用：请删除 notYet。`,
        `Clause ${id} is marked notYet, but clock '${clock.id}' carries it: remove notYet.`,
      );
    if (!clause.notYet && !clock && !clause.carriedBy)
      report(
        path,
        `条款 ${id} 没有任何实现：请填写 carriedBy、为其设时限，或标为 notYet。`,
        `Nothing carries clause ${id}: name what does in carriedBy, give it a clock, or mark it notYet.`,
      );
    clause.carriedBy?.forEach((carrier, i) => {
      const [sort, name] = [carrier.slice(0, carrier.indexOf(':')), carrier.slice(carrier.indexOf(':') + 1)];
      const [kind = '', inside = ''] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
      const known =
        sort === 'role'
          ? !!roles[name]
          : sort === 'course'
            ? !!kindsHere[name]
            : sort === 'figure'
              ? !!rulebook.figures?.some((item) => item.id === name)
              : sort === 'clock'
                ? !!kindsHere[kind]?.clocks.some((item) => item.id === inside)
                : sort === 'act'
                  ? !!rowOf(kind, inside)
                  : sort === 'customer-tell'
                    ? !!kindsHere[kind]?.customerNotifyRules?.some((item) => item.on === inside)
                    : sort === 'tell'
                      ? milestonesOf(kind, rulebook).includes(inside) &&
                        !!kindsHere[kind]?.notifyRules.some((item) => item.on === inside)
                      : true;
      if (!known)
        report(
          [...path, 'carriedBy', i],
          `条款 ${id}：没有“${carrier}”，请更正。`,
          `Clause ${id}: there is no '${carrier}': correct it.`,
        );
    });
  }
}
