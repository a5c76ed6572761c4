export const operations = {
  title: '系统运行',
  alarms: '告警',
  alarmsAbout: '流程引擎与台账相互核对时发现的异常，不计入任何统计。请查看该案件的流程历史。',
  noAlarms: '没有异常',
  missingClock: '缺少时限',
  refusedSignal: '已拒绝信号',
  clock: (rule: string, clause: string) => `时限“${rule}”（${clause}）按规程应有而缺失。`,
  signal: (name: string, why: string) => `有人经流程引擎发来“${name}”：${why}。`,
  reasons: {
    unreadable: '内容无法读取',
    'not-of-the-ledger': '冒充台账',
    'role-may-not': '引擎操作员无权执行',
    'bad-input': '内容无效',
    'unknown-act': '没有此操作',
  },
};
