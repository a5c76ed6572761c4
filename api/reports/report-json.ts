import { ApiField, ApiFieldInstant, ApiFieldMap, ApiFieldText } from '../api-field.js';
import type { Text } from '../../domain/text.js';
import type { MonthlyReport, ReportFigure, ReportRow } from '../../reports/report.js';

class ReportFigureJson {
  @ApiField('id of the figure') id!: string;
  @ApiField('its clause') clause!: string;
  @ApiField('true where figure or target is a house figure') house!: boolean;
  @ApiFieldText('its name') name!: Text;
  @ApiField('in what it is given: shares from 0 to 1, times in seconds', {
    enum: ['count', 'share', 'seconds', 'points'],
  })
  unit!: ReportFigure['unit'];
  @ApiField('the value; null where there was nothing to count', { nullable: true, type: Number }) value!: number | null;
  @ApiField('how many the value speaks of', { nullable: true, type: Number }) part!: number | null;
  @ApiField('of how many', { type: Number }) of!: number;
  @ApiFieldMap('what is asked for', { nullable: true }) target!: ReportFigure['target'];
  @ApiField('whether it is as good as asked', { nullable: true, type: Boolean }) met!: boolean | null;
  @ApiField('the value once upheld appeals and duplicates are taken into account; null where there are none', {
    nullable: true,
    type: Number,
  })
  corrected!: number | null;
  @ApiField('the month before', { nullable: true, type: Number }) before!: number | null;
}

class ReportRowJson {
  @ApiField('id; null where the cases say nothing', { nullable: true }) key!: string | null;
  @ApiFieldText('its name') name!: Text;
  @ApiField('how many cases, or clocks ended', { type: 'integer' }) of!: number;
  @ApiField('of clocks: how many ended late', { nullable: true, type: Number }) late!: number | null;
  @ApiField('the month before: cases, or clocks late', { type: 'integer' }) before!: number;
  @ApiField('of cases recorded: how many without duplicates; null where there are none', {
    nullable: true,
    required: false,
    type: Number,
  })
  corrected?: number | null;
  @ApiField('of cases recorded: how many were withdrawn in the month', {
    nullable: true,
    required: false,
    type: Number,
  })
  withdrawn?: number | null;
}

class ReportPeriodJson {
  @ApiField('the month') month!: string;
  @ApiField('its first day') from!: string;
  @ApiField('the day after its last') until!: string;
}

class ProducedJson {
  @ApiField('number of the case of the duty') number!: string;
  @ApiField('ids of its files, as they were produced', { type: [String] }) files!: string[];
}

/** The report of a month. */
export class ReportJson implements MonthlyReport {
  @ApiField('rulebook') rulebook!: string;
  @ApiField('the version whose figures these are') version!: string;
  @ApiFieldText('title of the rules') title!: Text;
  @ApiFieldMap('whose rules they are', { nullable: true }) organisation!: Text | null;
  @ApiFieldText('the site, or all of them') place!: Text;
  @ApiFieldText('what the report is called') name!: Text;
  @ApiField('the clause it is asked for by', { nullable: true }) clause!: string | null;
  @ApiField('of this kind of case alone', { nullable: true }) kind!: string | null;
  @ApiField('the days it is of', { type: ReportPeriodJson }) period!: ReportPeriodJson;
  @ApiField('whether all that happened in it was on record') final!: boolean;
  @ApiField('whether cases kept from anybody are left out; false for those produced before that rule')
  withoutKept!: boolean;
  @ApiFieldInstant('when it was produced') producedAt!: string;
  @ApiField('the figures of the rulebook', { type: [ReportFigureJson] }) figures!: ReportFigure[];
  @ApiField('cases recorded, by kind', { type: [ReportRowJson] }) byKind!: ReportRow[];
  @ApiField('cases filed, by tier', { type: [ReportRowJson] }) byTier!: ReportRow[];
  @ApiField('cases filed, by department', { type: [ReportRowJson] }) byDepartment!: ReportRow[];
  @ApiField('cases filed, by area', { type: [ReportRowJson] }) byArea!: ReportRow[];
  @ApiField('what was late, by clause', { type: [ReportRowJson] }) lateByClause!: ReportRow[];
  @ApiField('what was late, by department', { type: [ReportRowJson] }) lateByDepartment!: ReportRow[];
  @ApiField('where the desk has produced it for a duty; null for one made just now', {
    nullable: true,
    type: ProducedJson,
  })
  produced!: ProducedJson | null;
}
