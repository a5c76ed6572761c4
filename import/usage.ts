import type { Text } from '../domain/text.js';
import { mappingHelp, municipalMapping } from './mapping.js';

const municipal = Object.values(municipalMapping.columns).join(', ');

/** What `npm run import -- --help` says. */
export const importUsage: Text = {
  en: `Takes the rows of a table (.xlsx or csv) in as cases.

  npm run import -- FILE [--mapping FILE] [--site ID] [--rulebook NAME] [--as PERSON] [--as-history] [--dry-run] [--report FILE] [--language zh-CN|en]

  --mapping FILE   which column is what (YAML or JSON, below); without it the mailbox of a city (${municipal})
  --site ID        the site of the cases; without it the first estate
  --rulebook NAME  the rules they run under; without it property
  --as PERSON      who enters them, in a role that may record such cases; without it the first agent of the site
  --as-history     past cases: closed, with their own dates; no deadlines, no notices, no workflows
  --dry-run        says what would become of every row, and takes nothing
  --report FILE    writes the report as JSON: every row with its case or the reason why not
  --language       of what is said here: en (without it) or zh-CN

Every sheet that has the headings is read; hidden rows are left out and named. Rows run as cases received now; their own date is kept
beside. The same row is never taken twice, so a broken-off import is simply started again. Cases of one person are linked to the first; a
row that says the same again is joined to the earlier one. Texts are kept whole up to 20,000 characters.
Exit status: 0 every row is in or was there, 3 some rows were refused (all others are in), 1 the database failed (start it again, it goes on),
2 nothing was done because the command, the mapping or the file is at fault, 130 stopped with Ctrl-C.

${mappingHelp.en}`,
  'zh-CN': `将表格（.xlsx 或 csv）的各行登记为案件。

  npm run import -- 文件 [--mapping 文件] [--site 项目] [--rulebook 规程] [--as 人员] [--as-history] [--dry-run] [--report 文件] [--language zh-CN|en]

  --mapping 文件   说明各列含义（YAML 或 JSON，见下）；默认为市民留言（${municipal}）
  --site 项目      案件所属项目；默认为第一个小区
  --rulebook 规程  所用规程；默认 property
  --as 人员        登记人，其岗位须可登记该种案件；默认为该项目第一名客服
  --as-history     历史案件：已关闭，用其原有日期；没有时限、通知和流程
  --dry-run        只说明每行的结果，不作导入
  --report 文件    将报告写成 JSON：每行的案件或未导入的原因
  --language       本命令所用语言：en（默认）或 zh-CN

读取所有含列名的工作表；隐藏行不读取并予以列出。各行作为现在受理的案件办理，原有日期另存。同一行不会重复导入，中断后重新执行即可。
同一人的案件与其首个案件关联；重复反映同一事项的行并入先前案件。文字完整保留，最多 20,000 个字符。
退出码：0 全部导入或已存在，3 部分行被拒绝（其余已导入），1 数据库故障（重新执行即可继续），2 命令、映射或文件有误，未作任何导入，130 以 Ctrl-C 停止。

${mappingHelp['zh-CN']}`,
};
