import { ApiError, type ApiClient } from './api-client.js';

type Act = [who: string, act: string, body?: object];

/** A case of the trial desk: what was told, how long ago, and what has been done with it since. */
interface TrialCase {
  who: string;
  hoursAgo?: number;
  body: Record<string, unknown>;
  acts?: Act[];
}

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

const minor = { valid: true, grounds: ['slight-inconvenience'] };
const important = { valid: true, grounds: ['service-at-fault'] };
const heating = { rulebook: 'heating', site: 'north-town-heat' };
const power = { rulebook: 'power', site: 'river-county-power' };

const signed = (department = 'engineering', head = 'p08'): Act[] => [
  ['p01', 'sort', { ...minor, department }],
  ['p01', 'promise', { promisedAt: inHours(18) }],
  [head, 'sign'],
];
const finished = (done: string, department?: string, head = 'p08'): Act[] => [
  ...signed(department, head),
  [head, 'finish', { done }],
  [head, 'return-form'],
];

/** A working day at three desks: nothing of it has happened to anybody. */
function trialCases(): TrialCase[] {
  const complaint = (subject: string, description: string, customer: string, phone: string, place: string) => ({
    kind: 'complaint',
    subject,
    description,
    customer,
    phone,
    place,
  });
  return [
    {
      who: 'p01',
      hoursAgo: 50,
      body: complaint('楼道灯不亮', '三单元楼道灯坏了一周，晚上出门看不见', '张女士', '13800000101', '东区7号楼三单元'),
      acts: finished('已更换楼道灯具并测试'),
    },
    {
      who: 'p02',
      hoursAgo: 26,
      body: complaint('垃圾桶满溢', '东门垃圾桶两天没有清运，有异味', '李先生', '13800000102', '东门垃圾站'),
      acts: signed('cleaning', 'p12'),
    },
    {
      who: 'p01',
      hoursAgo: 3,
      body: complaint(
        '门禁多日失灵',
        '2号楼门禁刷卡无反应，报过两次没人来修',
        '王先生',
        '13800000103',
        '西区10号楼一单元',
      ),
      acts: [
        ['p01', 'sort', { ...important, department: 'engineering' }],
        ['p01', 'report-up'],
        ['p03', 'submit-papers'],
        ['p08', 'sign'],
        [
          'p08',
          'request-extension',
          { clock: 'solve-important', until: inHours(96), reason: '门禁控制板需向厂家订货，预计三天到货' },
        ],
      ],
    },
    {
      who: 'p02',
      hoursAgo: 5,
      body: {
        ...complaint(
          '电梯困人半小时',
          '5号楼电梯困人，老人受惊，要求说明和整改',
          '赵女士',
          '13800000104',
          '西区12号楼',
        ),
        harm: true,
      },
      acts: [
        ['p12', 'relieve', { words: '已放出被困业主并停梯检修' }],
        ['p01', 'sort', { valid: true, grounds: ['serious-loss-or-injury'], department: 'engineering' }],
        ['p01', 'report-up'],
        ['p03', 'submit-papers'],
      ],
    },
    {
      who: 'p01',
      body: complaint('草坪踩踏严重', '中心花园草坪被踩秃，希望补种并设围挡', '孙女士', '13800000105', '中心花园'),
    },
    {
      who: 'p02',
      hoursAgo: 8,
      body: complaint('地下车库漏水', 'B1层C区顶板滴水，车身有水渍', '周先生', '13800000106', '地下车库C区'),
      acts: [
        ...signed(),
        ['p08', 'request-extension', { clock: 'solve-minor', until: inHours(60), reason: '需待雨停后做防水' }],
      ],
    },
    {
      who: 'p01',
      hoursAgo: 30,
      body: complaint('夜间施工噪音', '楼上装修到晚上十点，影响孩子休息', '吴女士', '13800000107', '东区9号楼二单元'),
      acts: finished('已上门劝止并重申装修时间规定', 'security', 'p10'),
    },
    {
      who: 'p01',
      body: {
        kind: 'repair',
        repairType: 'plumbing',
        subject: '厨房水管漏水',
        customer: '郑先生',
        phone: '13800000108',
        place: '东区8号楼1单元302',
      },
    },
    {
      who: 'p02',
      hoursAgo: 1,
      body: {
        kind: 'repair',
        repairType: 'leakage',
        subject: '屋顶渗水',
        customer: '钱女士',
        phone: '13800000109',
        place: '西区11号楼顶层',
      },
    },
    {
      who: 'p01',
      body: {
        kind: 'repair',
        repairType: 'plumbing',
        subject: '卫生间下水道堵塞',
        customer: '张女士',
        phone: '13800000101',
        place: '东区7号楼三单元501',
      },
    },
    {
      who: 'p01',
      body: { kind: 'inquiry', subject: '装修押金何时退还', customer: '冯先生', phone: '13800000110' },
      acts: [['p01', 'ask', { words: '装修已验收，押金何时退？' }]],
    },
    {
      who: 'p02',
      hoursAgo: 20,
      body: {
        kind: 'inquiry',
        channel: 'letter',
        subject: '来函询问公共收益使用情况',
        customer: '陈女士',
        phone: '13800000111',
      },
    },
    {
      who: 'p01',
      body: {
        kind: 'suggestion',
        subject: '建议在北门增设快递柜',
        customer: '褚女士',
        phone: '13800000112',
      },
    },
    {
      who: 'h01',
      hoursAgo: 2,
      body: {
        ...heating,
        kind: 'heating-complaint',
        channel: 'mayors-line',
        category: 'not-warm',
        authorityReference: '滨热线〔2026〕15号',
        authorityDueAt: inHours(22),
        subject: '家中不热，报修后仍不热',
        demand: '尽快恢复供热',
        customer: '卫先生',
        phone: '13600000101',
        place: '东区12-1-201',
      },
      acts: [
        ['h01', 'report-up'],
        ['h04', 'sort', { category: 'not-warm', finding: '已电话核实，室温约15度' }],
      ],
    },
    {
      who: 'h02',
      body: {
        ...heating,
        kind: 'suggestion',
        channel: 'visit',
        subject: '建议加装楼道测温点',
        customer: '蒋女士',
        phone: '13600000102',
      },
    },
    {
      who: 'w09',
      hoursAgo: 1,
      body: {
        ...power,
        kind: 'outage',
        channel: undefined,
        outageType: 'emergency',
        area: 'town',
        line: 'chengdong-1',
        subject: '雷击跳闸',
        explanation: '线路遭雷击，正在抢修',
        endsAt: inHours(2),
      },
    },
    ...[1, 2, 3].map((i) => ({
      who: 'w01',
      body: {
        ...power,
        kind: 'fault-repair',
        area: 'town',
        line: 'chengdong-1',
        side: 'unclear',
        subject: '家中停电',
        place: `城东路${i * 6}号`,
        customer: ['韩先生', '杨女士', '朱先生'][i - 1]!,
        phone: `1370000010${i}`,
      },
      acts: [['w01', 'tell-of-outage', { apology: true }] as Act],
    })),
    {
      who: 'w02',
      body: {
        ...power,
        kind: 'fault-repair',
        area: 'town',
        side: 'unclear',
        subject: '表箱冒火花',
        place: '城关镇临江路8号',
        customer: '秦女士',
        phone: '13700000110',
      },
    },
  ];
}

/**
 * Fills a trial desk with cases that look like a working day, once. What a start that was called off has entered is not
 * entered again.
 */
export async function fillTrialDesk(desk: ApiClient): Promise<void> {
  const readers = ['p03', 'h01', 'w01'];
  const lists = await Promise.all(
    readers.map((who) => desk.send<{ cases: { subject: string }[] }>(who, 'GET', '/v1/cases?limit=100')),
  );
  const there = lists.flatMap(({ cases }) => cases.map(({ subject }) => subject));
  const wanted = trialCases();
  if (there.length >= wanted.length) return;
  for (const [index, { who, hoursAgo, body, acts = [] }] of wanted.entries()) {
    if (there.includes(String(body['subject']))) continue;
    const receivedAt = hoursAgo === undefined ? {} : { receivedAt: inHours(-hoursAgo) };
    const number = await desk.recordBriefly(who, { ...body, ...receivedAt }, `trial-${index}`);
    for (const [step, [by, act, input]] of acts.entries())
      await unlessDoneAlready(desk.actBriefly(by, number, act, input, `trial-${index}-${step}`));
  }
}

/** The desk works by itself meanwhile, and may have been quicker: no start fails over that. */
async function unlessDoneAlready(act: Promise<unknown>): Promise<void> {
  await act.catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 409)) throw error;
  });
}
