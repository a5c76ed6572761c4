export const roster = {
  about: '按人员和日期排班，空缺以红色标出。',
};
