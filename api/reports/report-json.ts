import { Shown, ShownInstant, ShownMap } from '../shown.js';
import type { Text } from '../../domain/text.js';
import type { MonthlyReport, ReportFigure, ReportRow } from '../../reports/report.js';

class ReportFigureJson {
  @Shown('id of the figure') id!: string;
  @Shown('its clause') clause!: string;
  @Shown('true where figure or target is a house figure') house!: boolean;
  @ShownMap('its name') name!: Text;
  @Shown('in what it is given: shares from 0 to 1, times in seconds', { enum: ['count', 'share', 'seconds', 'points'] }) unit!: ReportFigure['unit'];
  @Shown('the value; null where there was nothing to count', { nullable: true, type: Number }) value!: number | null;
  @Shown('how many the value speaks of', { nullable: true, type: Number }) part!: number | null;
  @Shown('of how many', { type: Number }) of!: number;
  @ShownMap('what is asked for', { nullable: true }) target!: ReportFigure['target'];
  @Shown('whether it is as good as asked', { nullable: true, type: Boolean }) met!: boolean | null;
  @Shown('the value once upheld appeals are taken into account; null where there are none', { nullable: true, type: Number }) corrected!: number | null;
  @Shown('the month before', { nullable: true, type: Number }) before!: number | null;
}

class ReportRowJson {
  @Shown('id; null where the cases say nothing', { nullable: true }) key!: string | null;
  @ShownMap('its name') name!: Text;
  @Shown('how many cases, or clocks ended', { type: 'integer' }) of!: number;
  @Shown('of clocks: how many ended late', { nullable: true, type: Number }) late!: number | null;
  @Shown('the month before: cases, or clocks late', { type: 'integer' }) before!: number;
}

class ReportPeriodJson {
  @Shown('the month') month!: string;
  @Shown('its first day') from!: string;
  @Shown('the day after its last') until!: string;
}

class ProducedJson {
  @Shown('number of the case of the duty') number!: string;
  @Shown('ids of its files, as they were produced', { type: [String] }) files!: string[];
}

/** The report of a month. */
export class ReportJson implements MonthlyReport {
  @Shown('rulebook') rulebook!: string;
  @Shown('the version whose figures these are') version!: string;
  @ShownMap('title of the rules') title!: Text;
  @ShownMap('whose rules they are', { nullable: true }) organisation!: Text | null;
  @ShownMap('the site, or all of them') place!: Text;
  @ShownMap('what the report is called') name!: Text;
  @Shown('the clause it is asked for by', { nullable: true }) clause!: string | null;
  @Shown('of this kind of case alone', { nullable: true }) kind!: string | null;
  @Shown('the days it is of', { type: ReportPeriodJson }) period!: ReportPeriodJson;
  @Shown('whether all that happened in it was on record') final!: boolean;
  @ShownInstant('when it was produced') producedAt!: string;
  @Shown('the figures of the rulebook', { type: [ReportFigureJson] }) figures!: ReportFigure[];
  @Shown('cases recorded, by kind', { type: [ReportRowJson] }) byKind!: ReportRow[];
  @Shown('cases filed, by tier', { type: [ReportRowJson] }) byTier!: ReportRow[];
  @Shown('cases filed, by department', { type: [ReportRowJson] }) byDepartment!: ReportRow[];
  @Shown('cases filed, by area', { type: [ReportRowJson] }) byArea!: ReportRow[];
  @Shown('what was late, by clause', { type: [ReportRowJson] }) lateByClause!: ReportRow[];
  @Shown('what was late, by department', { type: [ReportRowJson] }) lateByDepartment!: ReportRow[];
  @Shown('where the desk has produced it for a duty; null for one made just now', { nullable: true, type: ProducedJson }) produced!: ProducedJson | null;
}
