import { refuseInput, type FieldProblem, type Refusal } from '../domain/refusal.js';
import type { Language, Text } from '../domain/text.js';

/** Every code of a problem, with its status and title. Stable: other programs match on the codes. */
const problemTable = {
  'unknown-act': [404, 'No such act', '没有此操作'],
  'unknown-kind': [404, 'No such kind of case', '没有此案件种类'],
  'unknown-case': [404, 'No such case', '没有此案件'],
  'unknown-rulebook': [404, 'No such rulebook', '没有此规程'],
  'unknown-order': [404, 'No such order', '没有此指令'],
  'unknown-holidays': [404, 'No such holiday table', '没有此节假日表'],
  'unknown-clock': [404, 'No such clock', '没有此时限'],
  'unknown-calendar': [422, 'No such calendar', '没有此日历'],
  'unknown-notice': [404, 'No such notice', '没有此通知'],
  'unknown-person': [404, 'No such person', '没有此人员'],
  'unknown-site': [404, 'No such site', '没有此项目'],
  'unknown-entry': [404, 'No such entry', '没有此登记'],
  'unknown-contact': [404, 'No such contact', '没有此联系人'],
  'unknown-answer': [404, 'No such standard answer', '没有此标准答复'],
  'unknown-figure': [404, 'No such figure', '没有此指标'],
  'unknown-team': [404, 'No such team', '没有此班组'],
  'unknown-area': [404, 'No such area', '没有此区域'],
  'unknown-skill': [404, 'No such skill on record', '没有此技能登记'],
  'unknown-import': [404, 'No such import', '没有此导入'],
  'unknown-file': [404, 'No such file', '没有此文件'],
  'unknown-upload': [404, 'No such upload', '没有此上传'],
  'unknown-history': [404, 'No history', '没有流程历史'],
  'unknown-route': [404, 'No such address', '没有此地址'],
  'unknown-report': [404, 'No such report', '没有此报告'],
  'unknown-view': [404, 'No such view', '没有此视图'],
  'unknown-form': [404, 'No such form', '没有此表单'],
  'role-may-not': [403, 'Not for your role', '您的角色无权执行'],
  'about-yourself': [403, 'The case is about you', '案件涉及您本人'],
  'not-by-the-handler': [403, 'Not by the person who handled it', '经办人不得执行'],
  'not-your-own-request': [403, 'Not your own request', '不得处理本人的申请'],
  'not-in-this-status': [409, 'Not in this status', '当前状态不能执行'],
  'another-person': [409, 'Another person has signed in', '已由他人登录'],
  'already-done': [409, 'Already done', '已经完成'],
  'not-confirmed': [409, 'Not confirmed', '尚未确认'],
  'missing-step': [409, 'A step is missing', '缺少步骤'],
  'no-extension': [409, 'No extension', '不得延期'],
  'too-late-to-ask': [409, 'Too late to ask', '申请过晚'],
  'tier-not-higher': [409, 'The tier is not higher', '等级没有提升'],
  'too-soon': [409, 'Too soon', '为时过早'],
  'upload-not-whole': [409, 'The upload is not whole', '文件尚未传完'],
  'upload-elsewhere': [409, 'The upload stands elsewhere', '上传位置不符'],
  'case-moved-on': [412, 'The case has moved on', '案件已有变化'],
  'bad-input': [422, 'The input is not right', '填写有误'],
  'bad-time': [422, 'The time is not right', '时间有误'],
  'too-long-ago': [422, 'Too long ago to be recorded', '时间过早，不能补录'],
  'key-reused': [422, 'The Idempotency-Key came before', 'Idempotency-Key 重复使用'],
  'no-open-time': [422, 'The calendar never opens for so long', '日历没有足够的开放时间'],
  'idempotency-key-missing': [400, 'An Idempotency-Key is missing', '缺少 Idempotency-Key'],
  'bad-header': [400, 'A header is not right', '请求头有误'],
  'bad-json': [400, 'The body is not JSON', '请求内容不是 JSON'],
  'bad-request': [400, 'The request is not right', '请求有误'],
  'not-signed-in': [401, 'Not signed in', '未登录'],
  'wrong-password': [401, 'Wrong person or password', '人员或密码有误'],
  'too-many-attempts': [429, 'Too many attempts', '尝试次数过多'],
  'cross-site': [403, 'Not from a page of this desk', '请求并非来自本系统页面'],
  'not-by-this-token': [403, 'Not with a token that somebody else made', '他人生成的令牌不得执行'],
  'password-must-change': [403, 'Choose a password first', '请先设置密码'],
  'for-administrators': [403, 'For administrators', '仅限管理员'],
  'too-many-streams': [429, 'Too many streams', '实时连接过多'],
  'too-many-requests': [429, 'Too much at once', '操作过于频繁'],
  'exporting-already': [429, 'One file at a time', '请逐个导出'],
  'upload-quota': [429, 'Too many files in a day', '当日上传已达上限'],
  'request-timeout': [408, 'The request came too slowly', '请求发送超时'],
  'headers-too-large': [431, 'The headers are too large', '请求头过大'],
  'too-large': [413, 'Too large', '内容过大'],
  'address-too-long': [414, 'The address is too long', '地址过长'],
  'not-json': [415, 'JSON, please', '请使用 JSON'],
  'not-a-form': [415, 'A form with a file, please', '请使用含文件的表单'],
  'too-much-to-read': [422, 'Too much to read', '内容过多，无法读取'],
  'too-much-to-print': [422, 'Too much to print', '内容过多，无法打印'],
  'file-type': [422, 'Not a type of file that is taken', '不接受此类文件'],
  'photo-heic': [422, 'A photo in HEIC is not taken', '不接受 HEIC 照片'],
  'photo-unreadable': [422, 'The photo cannot be read', '照片无法读取'],
  fault: [500, 'A fault of ours', '系统故障'],
  'database-away': [503, 'The database is away', '数据库暂不可用'],
  'files-away': [503, 'The file store is away', '文件库暂不可用'],
  'engine-away': [503, 'The engine is away', '流程引擎暂不可用'],
  'reading-busy': [503, 'Too much is being read', '读取繁忙'],
  'printer-busy': [503, 'Too much is being printed', '打印繁忙'],
  'taking-too-long': [503, 'It takes too long', '处理超时'],
} satisfies Record<string, [status: number, en: string, zh: string]>;

export type ProblemCode = keyof typeof problemTable;

/** Every code with its status, for the documentation. */
export const problemCodes: readonly { code: ProblemCode; status: number; title: string }[] = Object.entries(
  problemTable,
).map(([code, [status, title]]) => ({
  code: code as ProblemCode,
  status: status as number,
  title: title as string,
}));

/** An expected no on its way to the caller as problem+json (RFC 9457). Anything else that is thrown is a fault. */
export class ApiProblem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly text: Text,
    readonly more: { clause?: string; errors?: FieldProblem[]; headers?: Record<string, string> } = {},
  ) {
    super(code);
  }

  /** `en` and `zh` are whole sentences that say what to do. */
  static of(code: ProblemCode, en: string, zh: string, more: ApiProblem['more'] = {}): ApiProblem {
    return new ApiProblem(code, { en, 'zh-CN': zh }, more);
  }

  static from(refusal: Refusal): ApiProblem {
    const { code, text, clause, errors } = refusal;
    return new ApiProblem(code, text, { ...(clause ? { clause } : {}), ...(errors ? { errors } : {}) });
  }

  /** What was written is wrong, field by field. */
  static input(errors: FieldProblem[]): ApiProblem {
    return ApiProblem.from(refuseInput(errors));
  }

  get status(): number {
    return problemTable[this.code][0];
  }

  /** The body. `instance` is the path alone: a query may hold what people searched for. */
  json(language: Language, instance: string): Record<string, unknown> {
    const [status, en, zh] = problemTable[this.code];
    return {
      type: `urn:banjie:problem:${this.code}`,
      title: language === 'en' ? en : zh,
      status,
      detail: this.text[language],
      instance,
      code: this.code,
      ...(this.more.clause ? { clause: this.more.clause } : {}),
      ...(this.more.errors
        ? { errors: this.more.errors.map(({ field, text }) => ({ field, detail: text[language] })) }
        : {}),
    };
  }
}

/** A case the caller may not see, or that is not there: the same words for both. */
export function noSuchCaseProblem(number: string): ApiProblem {
  const shown = number.slice(0, 40);
  return ApiProblem.of('unknown-case', `There is no case ${shown}.`, `没有案件 ${shown}。`);
}
